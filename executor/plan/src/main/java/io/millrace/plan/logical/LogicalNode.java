package io.millrace.plan.logical;

import java.util.List;

/**
 * An operator in its place.
 *
 * @param id unique in the plan; kept by rewrites that change the operator only
 * @param inputs for each input port the outputs it reads, all rows of all of them
 */
public record LogicalNode(int id, LogicalOperator operator, List<List<OutputRef>> inputs) {

    public LogicalNode {
        inputs = inputs.stream().map(List::copyOf).toList();
        if (inputs.size() != operator.inputs().size()) {
            throw new IllegalArgumentException(
                    operator.type() + " has " + operator.inputs().size() + " input ports, not " + inputs.size());
        }
    }

    /** The node with another operator. */
    public LogicalNode with(LogicalOperator other) {
        return new LogicalNode(id, other, inputs);
    }

    /** The node with other inputs. */
    public LogicalNode withInputs(List<List<OutputRef>> others) {
        return new LogicalNode(id, operator, others);
    }

    /** The only output that the first input port reads, if it is only one. */
    public boolean hasSingleInput() {
        return inputs.size() == 1 && inputs.getFirst().size() == 1;
    }
}
