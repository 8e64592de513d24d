package io.millrace.columns;

/** What travels between rows, in band and in order. A signal never waits for credit. */
public sealed interface Signal extends Element {

    /**
     * No row with an event time at or below {@code micros} follows, except late ones.
     *
     * @param micros microseconds since the epoch; {@link #END_OF_TIME} after the last row of a bounded input
     */
    record Watermark(long micros) implements Signal {

        /** Before any watermark was seen. */
        public static final long NONE = Long.MIN_VALUE;

        /** After the last row. */
        public static final long END_OF_TIME = Long.MAX_VALUE;
    }

    /** Until the next rows or watermark, this channel does not hold back the watermark of its reader. */
    record Idle() implements Signal {}

    /**
     * Rows before belong to this checkpoint, rows after it do not.
     *
     * @param checkpoint number of the checkpoint, rising within an attempt
     * @param savepoint whether the job stops behind it
     */
    record Barrier(long checkpoint, boolean savepoint) implements Signal {}

    /** Nothing follows on this channel. */
    record End() implements Signal {}

    /**
     * Rows behind it have this schema version.
     *
     * @param version number of the schema in the catalogue of its source
     */
    record SchemaChange(int version) implements Signal {}

    /**
     * Measures how long an element takes through the plan.
     *
     * @param sourceNanos when it left the source, on the monotonic clock of the process that marked it
     * @param source index of the task that marked it
     */
    record LatencyMarker(long sourceNanos, int source) implements Signal {}
}
