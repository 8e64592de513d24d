package io.millrace.testkit.recovery;

import io.millrace.spi.checkpoint.OperatorSnapshot;
import java.util.List;

/** What a task leaves behind a barrier. Nothing of it ever changes. */
sealed interface TaskState
        permits TaskState.OfSource, TaskState.OfCounts, TaskState.OfOperator, TaskState.OfSink, OperatorTask.Frozen {

    /** What is kept of it in a file of a checkpoint. */
    default TaskState written(String path) {
        return this;
    }

    /** Splits a source task had, and how far it was; and whether it had come to its end. */
    record OfSource(List<Place> places) implements TaskState {}

    /** Counts by key. */
    record OfCounts(int[] counts, long watermark) implements TaskState {}

    /** What an operator of the engine had, and where its inputs stood. */
    record OfOperator(OperatorSnapshot state, List<Long> watermarks) implements TaskState {}

    /** Nothing: what it prepared is in the part. */
    record OfSink() implements TaskState {}
}
