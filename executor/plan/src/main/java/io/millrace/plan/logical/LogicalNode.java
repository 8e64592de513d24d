package io.millrace.plan.logical;

import java.util.List;
import java.util.Optional;

/**
 * An operator in its place.
 *
 * @param id unique in the plan; kept by rewrites that change the operator only
 * @param inputs for each input port the outputs it reads, all rows of all of them
 * @param step which step of its node it is, where the node is drawn as one and works in several
 */
public record LogicalNode(int id, LogicalOperator operator, List<List<OutputRef>> inputs, Optional<String> step) {

    /** An operator that is all there is of its nodes. */
    public LogicalNode(int id, LogicalOperator operator, List<List<OutputRef>> inputs) {
        this(id, operator, inputs, Optional.empty());
    }

    public LogicalNode {
        inputs = inputs.stream().map(List::copyOf).toList();
        if (inputs.size() != operator.inputs().size()) {
            throw new IllegalArgumentException(
                    operator.type() + " has " + operator.inputs().size() + " input ports, not " + inputs.size());
        }
    }

    /** The node with another operator. */
    public LogicalNode with(LogicalOperator other) {
        return new LogicalNode(id, other, inputs, step);
    }

    /** The node with other inputs. */
    public LogicalNode withInputs(List<List<OutputRef>> others) {
        return new LogicalNode(id, operator, others, step);
    }

    /** What an executor needs to know to run it. */
    public PhysicalForm physical() {
        PhysicalForm form = operator.physical();
        return step.map(form::within).orElse(form);
    }

    /** The only output that the first input port reads, if it is only one. */
    public boolean hasSingleInput() {
        return inputs.size() == 1 && inputs.getFirst().size() == 1;
    }
}
