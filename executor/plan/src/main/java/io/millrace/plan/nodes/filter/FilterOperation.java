package io.millrace.plan.nodes.filter;

import io.millrace.expr.Expr;
import io.millrace.model.document.FieldPath;
import io.millrace.model.document.NodeId;
import io.millrace.model.document.PortName;
import io.millrace.plan.logical.Calc;
import io.millrace.plan.logical.LogicalBuilder;
import io.millrace.plan.logical.OutputRef;
import io.millrace.plan.logical.Stage;
import io.millrace.plan.node.TypedOperation;
import io.millrace.plan.node.TypedTree;
import java.util.List;

/** A filter with a typed condition. */
record FilterOperation(NodeId node, Expr condition) implements TypedOperation {

    @Override
    public void addTo(LogicalBuilder plan) {
        List<OutputRef> input = plan.input(PortName.IN);
        Stage filter = new Stage.Filter(node, plan.resolved(condition));
        plan.output(PortName.OUT, plan.addUnary(Calc.of(plan.schema(input.getFirst()), filter), input));
    }

    @Override
    public List<TypedTree> trees() {
        return List.of(new TypedTree(FieldPath.of("condition"), condition));
    }
}
