package io.millrace.plan.compare;

/** What becomes of a state, or of the positions of a source. */
public enum Fate {
    /** It goes on as it is. */
    KEEP,
    /** It goes on, brought into another form. */
    CONVERT,
    /** The node begins without it, and fills it again from now on. */
    REBUILD,
    /** It is not needed any more. */
    DROP
}
