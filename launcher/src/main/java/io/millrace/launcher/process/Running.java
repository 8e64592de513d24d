package io.millrace.launcher.process;

/** A process that was started. Only the supervisor's thread calls it. */
public interface Running {

    /** The process id. */
    long pid();

    /** Whether it has not ended. */
    boolean isAlive();

    /** How it ended; only after {@link #isAlive} was false. Above 128: by the signal of that number less 128. */
    int exitCode();

    /** Asks it to end; whoever carries this out kills it when its grace is over. Does not wait. */
    void askToStop();

    /** Ends it at once. Does not wait. */
    void kill();
}
