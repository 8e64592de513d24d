package io.millrace.plan.nodes.select;

import io.millrace.expr.Expr;
import io.millrace.model.document.FieldPath;
import io.millrace.model.document.NodeId;
import io.millrace.model.document.PortName;
import io.millrace.model.type.Column;
import io.millrace.plan.logical.Calc;
import io.millrace.plan.logical.LogicalBuilder;
import io.millrace.plan.logical.OutputRef;
import io.millrace.plan.logical.Stage;
import io.millrace.plan.node.TypedOperation;
import io.millrace.plan.node.TypedTree;
import java.util.ArrayList;
import java.util.List;

/** A select with typed columns. */
record SelectOperation(NodeId node, List<Column> columns, List<Expr> values) implements TypedOperation {

    @Override
    public void addTo(LogicalBuilder plan) {
        List<OutputRef> input = plan.input(PortName.IN);
        Stage project = new Stage.Project(
                node, columns, values.stream().map(plan::resolved).toList());
        plan.output(PortName.OUT, plan.addUnary(Calc.of(plan.schema(input.getFirst()), project), input));
    }

    @Override
    public List<TypedTree> trees() {
        List<TypedTree> trees = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            trees.add(new TypedTree(FieldPath.of("columns").index(i).key("expression"), values.get(i)));
        }
        return trees;
    }
}
