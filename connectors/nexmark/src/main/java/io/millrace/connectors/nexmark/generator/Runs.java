package io.millrace.connectors.nexmark.generator;

import io.millrace.columns.Batch;

/**
 * Which rows of a batch hold which events of one kind: runs of neighbouring events in neighbouring rows. A run lies
 * within one epoch, so what depends on the epoch (which auction is hot) is worked out once for it.
 */
final class Runs {

    private final int[] rows = new int[Batch.MAX_ROWS];
    private final int[] lengths = new int[Batch.MAX_ROWS];
    private final long[] events = new long[Batch.MAX_ROWS];
    private int count;

    void clear() {
        count = 0;
    }

    void add(int row, long event, int length) {
        rows[count] = row;
        events[count] = event;
        lengths[count] = length;
        count++;
    }

    int count() {
        return count;
    }

    /** The first row of a run. */
    int row(int run) {
        return rows[run];
    }

    /** The number of the event in the first row. */
    long event(int run) {
        return events[run];
    }

    int length(int run) {
        return lengths[run];
    }
}
