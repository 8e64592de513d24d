package io.millrace.plan.nodes.sql;

import io.millrace.model.document.PortName;

/** Where the rows of a step come from. */
sealed interface Origin {

    /** An input of the node. */
    record OfInput(PortName port) implements Origin {}

    /** Another step. */
    record OfStep(String id) implements Origin {}
}
