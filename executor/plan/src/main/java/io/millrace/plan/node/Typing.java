package io.millrace.plan.node;

import io.millrace.model.document.PortName;
import java.util.Map;
import java.util.Optional;

/**
 * What typing a node came to.
 *
 * @param outputs what leaves by each output port, as far as it is known
 * @param operation what the node does; absent when something is wrong or an input is unknown
 */
public record Typing(Map<PortName, TypedPort> outputs, Optional<TypedOperation> operation) {

    /** Nothing is known. */
    public static final Typing UNKNOWN = new Typing(Map.of(), Optional.empty());

    public Typing {
        outputs = Map.copyOf(outputs);
    }

    /** A node with the one output port {@code out}. */
    public static Typing of(TypedPort out, Optional<? extends TypedOperation> operation) {
        return new Typing(Map.of(PortName.OUT, out), operation.map(known -> known));
    }
}
