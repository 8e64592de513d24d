package io.millrace.engine.exchange;

import io.millrace.columns.Rows;
import io.millrace.columns.Signal;

/**
 * Where a channel begins. Rows need room; signals always have it, so that a barrier or a watermark gets through however
 * slow the reader is. The writing task's thread alone.
 */
public interface ChannelWriter {

    /** Whether {@link #put} may be called with rows. */
    boolean hasRoom();

    /** Appends rows, whose reference is handed over. Only when there is room. */
    void put(Rows rows);

    /** Appends a signal. */
    void put(Signal signal);

    /**
     * Passes on what had to wait at the writer; called at the end of each turn of its task, which does not end before.
     *
     * @return whether nothing waits any more
     */
    default boolean drain() {
        return true;
    }
}
