package io.millrace.plan.nodes.deduplicate;

import io.millrace.model.document.PortName;
import io.millrace.plan.logical.LogicalBuilder;
import io.millrace.plan.node.TypedOperation;
import io.millrace.plan.node.TypedTree;
import java.util.List;

/** A deduplicate node with its columns found. */
record DeduplicateOperation(Deduplication deduplication) implements TypedOperation {

    @Override
    public void addTo(LogicalBuilder plan) {
        plan.output(PortName.OUT, plan.addUnary(deduplication, plan.input(PortName.IN)));
    }

    @Override
    public List<TypedTree> trees() {
        return List.of();
    }
}
