package io.millrace.engine.exchange;

import io.millrace.columns.Element;
import io.millrace.columns.Rows;
import org.jspecify.annotations.Nullable;

/** Where a channel ends. The reading task's thread alone. */
public interface ChannelReader {

    /** Takes the next element, with its reference; null when there is none now. */
    @Nullable
    Element poll();

    /** Whether there is nothing now. */
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
