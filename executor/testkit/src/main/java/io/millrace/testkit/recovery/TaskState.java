package io.millrace.testkit.recovery;

import java.util.List;

/** What a task leaves behind a barrier. Nothing of it ever changes. */
sealed interface TaskState {

    /** Splits a source task had, and how far it was; and whether it had come to its end. */
    record OfSource(List<Place> places) implements TaskState {}

    /** Counts by key. */
    record OfCounts(int[] counts, long watermark) implements TaskState {}

    /** Nothing: what it prepared is in the part. */
    record OfSink() implements TaskState {}
}
