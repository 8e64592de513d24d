package io.millrace.engine.exchange;

import io.millrace.columns.Element;
import io.millrace.columns.Rows;
import io.millrace.columns.Signal;
import org.jspecify.annotations.Nullable;

/**
 * A queue with one writer and one reader. Rows need room; signals always have it, so that a barrier or a watermark gets
 * through however slow the reader is.
 */
public interface Channel {

    /** Writer: whether {@link #put} may be called. */
    boolean hasRoom();

    /** Writer: appends rows, whose reference passes to the reader. Only when there is room. */
    void put(Rows rows);

    /** Writer: appends a signal. */
    void put(Signal signal);

    /** Reader: takes the next element; null when there is none now. */
    @Nullable
    Element poll();

    /** Reader: whether there is nothing now. */
    boolean isEmpty();

    /** Releases what is queued; called when neither side will be used again. */
    default void discard() {
        Element element = poll();
        while (element != null) {
            if (element instanceof Rows rows) {
                rows.release();
            }
            element = poll();
        }
    }
}
