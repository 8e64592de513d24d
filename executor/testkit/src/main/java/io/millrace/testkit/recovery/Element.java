package io.millrace.testkit.recovery;

import io.millrace.protocol.job.TaskId;
import java.util.List;

/** What passes a channel between two tasks, in order. */
sealed interface Element {

    record ReadRows(long[] rows) implements Element {}

    record CountedRows(List<OutRow> rows) implements Element {}

    record Watermark(long time) implements Element {}

    record Barrier(long checkpoint) implements Element {}

    record End() implements Element {}

    /** What executors say to each other beside the exchange, on the same way. */
    sealed interface Control extends Element {

        /** A source task wants a split. To the host. */
        record SplitWanted(TaskId task) implements Control {}

        /**
         * Splits for a source task.
         *
         * @param isLast whether there are no more
         */
        record Splits(TaskId task, List<Place> places, boolean isLast) implements Control {}

        /** A checkpoint begins. */
        record Begin(long checkpoint) implements Control {}
    }
}
