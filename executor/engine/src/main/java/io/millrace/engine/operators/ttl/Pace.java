package io.millrace.engine.operators.ttl;

/**
 * How many runs of rows are to be looked at now, so that all of a state are within a quarter of their time to live; a few at
 * once at most, so that a task that was idle catches up step by step.
 */
final class Pace {

    /** Rows of one run. */
    static final int RUN = 256;

    private static final int MOST_RUNS = 16;

    private final double periodMicros;
    private long lastMicros;

    /** How many rows are due, and how many are in a run of the runs that were handed out last. */
    private double due;

    private long run;

    Pace(TimeToLive ttl) {
        periodMicros = Math.max(1, ttl.micros() / 4);
        lastMicros = ttl.now();
    }

    /**
     * How many runs are due since the last call.
     *
     * @param size how many rows there are
     */
    int runs(long size, long nowMicros) {
        // A clock that was set back lets nothing pass.
        long passed = Math.max(0, nowMicros - lastMicros);
        lastMicros = nowMicros;
        due = Math.min(due + (double) size * (passed / periodMicros), (double) size);
        // Few rows are looked at all at once.
        run = Math.min(RUN, Math.max(1, size));
        int runs = (int) Math.min(due / run, MOST_RUNS);
        due -= runs * run;
        return runs;
    }

    /** So many of these runs are still due, since rows have to be waited for. */
    void undone(int runs) {
        due += (double) runs * run;
    }
}
