package io.millrace.executor.cli;

/** How a command ended, for scripts. */
final class ExitCode {

    /** All is well. */
    static final int OK = 0;

    /** The pipeline has an error, the run failed, or a row did. */
    static final int PROBLEMS = 1;

    /** An executor's tasks do not end. Two is picocli's, for a command that is not understood. */
    static final int STUCK = 3;

    /** The run was stopped before its end; what shells say of a command that Ctrl-C has ended. */
    static final int INTERRUPTED = 130;

    private ExitCode() {}
}
