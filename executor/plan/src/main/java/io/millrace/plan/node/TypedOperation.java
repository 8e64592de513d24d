package io.millrace.plan.node;

import io.millrace.plan.logical.LogicalBuilder;
import java.util.List;

/** What a node does, once everything in its config has a type. Immutable. */
public interface TypedOperation {

    /**
     * Adds the node's work to the logical plan: reads the streams at its input ports and says what leaves by its output
     * ports.
     */
    void addTo(LogicalBuilder plan);

    /** The typed expressions in it, for people. */
    List<TypedTree> trees();
}
