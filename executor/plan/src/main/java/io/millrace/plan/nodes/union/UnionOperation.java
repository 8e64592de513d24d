package io.millrace.plan.nodes.union;

import io.millrace.expr.ColumnRef;
import io.millrace.expr.Expr;
import io.millrace.model.document.NodeId;
import io.millrace.model.document.PortName;
import io.millrace.model.type.Column;
import io.millrace.model.type.EdgeSchema;
import io.millrace.model.type.Schema;
import io.millrace.plan.logical.Calc;
import io.millrace.plan.logical.LogicalBuilder;
import io.millrace.plan.logical.OutputRef;
import io.millrace.plan.logical.Stage;
import io.millrace.plan.logical.StageCounts;
import io.millrace.plan.node.TypedOperation;
import io.millrace.plan.node.TypedTree;
import java.util.ArrayList;
import java.util.List;

/** The union of streams whose columns are known to be alike. */
record UnionOperation(NodeId node, EdgeSchema out) implements TypedOperation {

    @Override
    public void addTo(LogicalBuilder plan) {
        List<OutputRef> aligned = plan.input(PortName.IN).stream()
                .map(input -> aligned(plan, input))
                .toList();
        plan.output(PortName.OUT, plan.addUnary(Calc.of(out, Stage.Project.ofAll(node, out)), aligned));
    }

    /** The rows with their columns in the order of the result. */
    private OutputRef aligned(LogicalBuilder plan, OutputRef input) {
        EdgeSchema edge = plan.schema(input);
        Schema schema = edge.schema();
        if (schema.names().equals(out.schema().names())) {
            return input;
        }
        List<Column> columns = new ArrayList<>();
        List<Expr> values = new ArrayList<>();
        for (String name : out.schema().names()) {
            int index = schema.indexOf(name).orElseThrow();
            columns.add(schema.column(index));
            values.add(new ColumnRef(index, name, schema.type(index)));
        }
        return plan.addUnary(
                Calc.of(edge, new Stage.Project(node, columns, values, true, StageCounts.NOTHING)), List.of(input));
    }

    @Override
    public List<TypedTree> trees() {
        return List.of();
    }
}
