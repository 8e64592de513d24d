package io.millrace.spi.operator;

/** Takes down how an operator stands, for people who ask why nothing comes. Task thread. */
public interface Standing {

    /**
     * A split is read here.
     *
     * @param id what the connector calls it
     * @param watermark how far its rows have come, or {@link io.millrace.columns.Signal.Watermark#NONE}
     * @param isIdle whether it has been silent for so long that it holds nobody back
     * @param silentNanos for how long it has been asked and brought nothing; 0 when it brings rows
     * @param rowsBehind how many rows it brought that were behind the watermark already
     */
    void split(String id, long watermark, boolean isIdle, long silentNanos, long rowsBehind);

    /** Splits that no task reads yet hold the watermark here, below this event time. */
    void holdsAt(long micros);

    /** More comes out when the watermark has passed this event time. */
    void waitsFor(long micros);

    /** More comes out when the clock has come to this time of day, in microseconds since 1970-01-01T00:00 UTC. */
    void waitsForClock(long micros);
}
