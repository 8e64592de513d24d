package io.millrace.plan.nodes.watermark;

import io.millrace.model.document.PortName;
import io.millrace.plan.logical.LogicalBuilder;
import io.millrace.plan.logical.OutputRef;
import io.millrace.plan.logical.WatermarkSpec;
import io.millrace.plan.logical.Watermarks;
import io.millrace.plan.node.TypedOperation;
import io.millrace.plan.node.TypedTree;
import java.util.List;

/** Watermarks of a column that is known to be a time. */
record WatermarkOperation(WatermarkSpec spec) implements TypedOperation {

    @Override
    public void addTo(LogicalBuilder plan) {
        List<OutputRef> input = plan.input(PortName.IN);
        plan.output(PortName.OUT, plan.addUnary(new Watermarks(plan.schema(input.getFirst()), spec), input));
    }

    @Override
    public List<TypedTree> trees() {
        return List.of();
    }
}
