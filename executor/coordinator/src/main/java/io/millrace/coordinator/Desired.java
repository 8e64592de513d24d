package io.millrace.coordinator;

/** What someone wants of a deployment. Only ever goes on in this order: whoever wants it back deploys again. */
public enum Desired {
    /** It runs, until its input ends. */
    RUN,
    /** It ends at a checkpoint that is taken for that, so that another deployment can go on from there. */
    SUSPEND,
    /** Sources stop reading; what was read becomes visible. */
    STOP,
    /** It ends at once; nothing more becomes visible. */
    CANCEL
}
