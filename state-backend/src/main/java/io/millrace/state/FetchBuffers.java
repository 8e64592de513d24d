package io.millrace.state;

import io.millrace.columns.Batch;

/** Buffers for one fetch, shared by all states of an operator since only one of them fetches at a time. */
final class FetchBuffers {

    /** Index entries, by position. */
    long[] entries = new long[Batch.MAX_ROWS];

    /** Positions whose key is not where it was looked for so far. */
    int[] displaced = new int[Batch.MAX_ROWS];

    /** Positions whose key is not there. */
    int[] missing = new int[Batch.MAX_ROWS];

    /** Positions whose candidate has the same tag, but perhaps another key. */
    int[] found = new int[Batch.MAX_ROWS];

    /** Rows of the batch that become rows of the state. */
    int[] fresh = new int[Batch.MAX_ROWS];

    /** Slots that rows of the batch were added at. */
    int[] added = new int[Batch.MAX_ROWS];

    /** Makes room for {@code count} keys. */
    void ensure(int count) {
        if (count > entries.length) {
            entries = new long[count];
            displaced = new int[count];
            missing = new int[count];
            found = new int[count];
            fresh = new int[count];
            added = new int[count];
        }
    }
}
