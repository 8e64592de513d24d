package io.millrace.plan.node;

import io.millrace.model.catalogue.NodeTypeDescriptor;

/**
 * A kind of node: how it is described to people, what its rows look like and what it does. One package below {@code
 * plan.nodes} each, registered by a line in {@link io.millrace.plan.nodes.NodeTypes}. Immutable; any thread may use one.
 */
public interface NodeType {

    /** Name, ports, config schema and documentation. */
    NodeTypeDescriptor descriptor();

    /**
     * Gives a node its types. Called for each node of this type in each check, with every input typed before. Whatever is
     * wrong is reported to the context, all of it, and whatever is known in spite of that is answered, so that the nodes
     * behind can be typed.
     */
    Typing type(TypingContext context);

    /** Whether a row can fail in such a node, so that its error policy has a meaning. */
    default boolean rowsCanFail() {
        return true;
    }
}
