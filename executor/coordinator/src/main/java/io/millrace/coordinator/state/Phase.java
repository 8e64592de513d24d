package io.millrace.coordinator.state;

/** The names of the states, for rows, messages and screens. */
public enum Phase {
    CREATED,
    SCHEDULING,
    DEPLOYING,
    RUNNING,
    SUSPENDING,
    STOPPING,
    COMMITTING,
    RESCALING,
    RESTARTING,
    CANCELLING,
    ABORTING,
    FINISHED,
    STOPPED,
    FAILED
}
