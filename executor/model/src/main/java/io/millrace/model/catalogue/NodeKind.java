package io.millrace.model.catalogue;

/** Which side of the outside world a node stands on. */
public enum NodeKind {
    /** Rows come from outside. */
    SOURCE,
    /** Rows come and go. */
    TRANSFORM,
    /** Rows go outside. */
    SINK
}
