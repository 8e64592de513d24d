package io.millrace.testkit.cluster;

/** What a simulation breaks on purpose, to prove that its invariants can fail. */
public enum Sabotage {
    /** Nothing. */
    NONE,
    /** A lease, once given, never ends. */
    LEASES_NEVER_END,
    /** An executor obeys a command however late it comes. */
    LATE_COMMANDS_ARE_OBEYED,
    /** A coordinator's clock is five times too fast, so it loses patience before leases end. */
    COORDINATOR_IS_HASTY,
    /** Commands are not fenced: an executor takes them for those of the latest coordinator, and remembers no attempts. */
    EXECUTORS_FORGET_FENCES,
    /** Reports are not fenced: what an executor says of any attempt counts for the current one. */
    REPORTS_ARE_NOT_FENCED,
    /** Whoever writes to the job log is its owner. */
    LOG_IS_NOT_FENCED,
    /** A coordinator that takes over does not see the last event of a job. */
    LOG_LOSES_THE_LAST_EVENT,
    /** A deployment that has ended is taken for new when someone asks for it again. Shows only by rare chance. */
    LOG_FORGETS_ENDED_JOBS,
    /** Executors believe that whatever is repeated is meant again. */
    COMMITS_ARE_REPEATED,
    /** An executor that has come to its end does not care for connections any more: others may miss its last words. */
    ENDED_PARTS_DO_NOT_BREAK
}
