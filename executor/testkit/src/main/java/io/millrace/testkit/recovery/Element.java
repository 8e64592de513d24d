package io.millrace.testkit.recovery;

import io.millrace.protocol.job.TaskId;
import java.util.List;

/** What passes a channel between two tasks, in order. */
sealed interface Element {

    record ReadRows(long[] rows) implements Element {}

    record MadeRows(List<OutRow> rows) implements Element {}

    record Watermark(long time) implements Element {}

    record Barrier(long checkpoint) implements Element {}

    /** @param isWhole whether everything was read, rather than reading ended */
    record End(boolean isWhole) implements Element {}

    /** What executors say to each other beside the exchange, on the same way. */
    sealed interface Control extends Element {

        /** A source task wants a split. To the host. */
        record SplitWanted(TaskId task) implements Control {}

        /**
         * Splits for a source task.
         *
         * @param bound what is still to be given out has no rows before this time
         * @param isLast whether there are no more
         */
        record Splits(TaskId task, List<Place> places, boolean isLast, long bound) implements Control {}

        /** A checkpoint begins. */
        record Begin(long checkpoint) implements Control {}
    }
}
