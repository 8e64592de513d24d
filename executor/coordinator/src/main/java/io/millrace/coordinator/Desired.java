package io.millrace.coordinator;

/** What someone wants of a deployment. Only ever goes on in this order: whoever wants it back deploys again. */
public enum Desired {
    /** It runs, until its input ends. */
    RUN,
    /** Sources stop reading; what was read becomes visible. */
    STOP,
    /** It ends at once; nothing more becomes visible. */
    CANCEL
}
