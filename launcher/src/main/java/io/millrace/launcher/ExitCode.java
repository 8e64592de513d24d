package io.millrace.launcher;

/** What the launcher's commands answer to the shell. */
public final class ExitCode {

    /** Done as asked; also a start on data that is already being served. */
    public static final int DONE = 0;

    /** Something that ran has failed: a child would not start, PostgreSQL is broken. */
    public static final int FAILED = 1;

    /** Refused before anything was touched: a port taken, newer data, no space, a wrong option. */
    public static final int REFUSED = 2;

    /** {@code status}: nothing runs on this data. */
    public static final int NOT_RUNNING = 3;

    private ExitCode() {}
}
