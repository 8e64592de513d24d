package io.millrace.model.problem;

/** How bad a problem is. */
public enum Severity {
    /** The pipeline cannot be deployed. */
    ERROR,
    /** It can, and will probably not do what was meant. */
    WARNING,
    /** Worth knowing. */
    INFO
}
