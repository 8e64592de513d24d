package io.millrace.executor.cli;

/** How a command ended, for scripts. */
final class ExitCode {

    /** All is well. */
    static final int OK = 0;

    /** The pipeline has an error, the run failed, or a row did. */
    static final int PROBLEMS = 1;

    private ExitCode() {}
}
