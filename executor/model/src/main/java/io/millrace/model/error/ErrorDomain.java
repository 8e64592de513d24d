package io.millrace.model.error;

/** Whose business an error is. */
public enum ErrorDomain {
    /** The pipeline or its data: fix the drawing or the rows. */
    USER,
    /** Another system: it is down, full or refuses us. */
    EXTERNAL,
    /** Ours: a broken promise inside the engine. */
    INTERNAL
}
