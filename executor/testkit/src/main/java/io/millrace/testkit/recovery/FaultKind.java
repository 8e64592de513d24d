package io.millrace.testkit.recovery;

/** What goes wrong. */
public enum FaultKind {
    HOST_DIES,
    EXECUTOR_DIES,
    /** Stopped and continued after a while, with clocks that went on. */
    EXECUTOR_PAUSES,
    /** Cut off from the control plane for a while. */
    EXECUTOR_IS_CUT_OFF,
    /** The connection of two executors breaks. */
    PEERS_ARE_CUT,
    TASK_FAILS,
    COORDINATOR_DIES,
    /** A successor takes over while it lives on. */
    COORDINATOR_IS_REPLACED,
    MESSAGES_ARE_LOST,
    MESSAGES_ARE_REPEATED,
    MESSAGES_ARE_LATE,
    STORAGE_IS_FULL,
    STORAGE_IS_SLOW,
    STORAGE_IS_DAMAGED,
    LOG_IS_AWAY,
    COMMITS_FAIL
}
