package io.millrace.engine.operators.join;

import io.millrace.columns.Batch;
import io.millrace.columns.KeyHash;
import io.millrace.columns.Rows;
import io.millrace.columns.Vector;

/** The rows of a batch that can have a match, and the hashes of their keys: a key with NULL equals nothing. */
final class JoinKeys {

    private final int[] columns;
    final Vector[] keys;

    /** Row numbers, in the order of the rows; the first {@link #count} count. */
    final int[] rows = new int[Batch.MAX_ROWS];

    /** By position in {@link #rows}. */
    final long[] hashes = new long[Batch.MAX_ROWS];

    int count;

    JoinKeys(int[] columns) {
        this.columns = columns;
        keys = new Vector[columns.length];
    }

    void find(Rows from) {
        boolean nullable = false;
        for (int i = 0; i < keys.length; i++) {
            keys[i] = from.batch().column(columns[i]);
            nullable |= keys[i].hasNulls();
        }
        count = 0;
        for (int i = 0; i < from.count(); i++) {
            int row = from.row(i);
            if (!nullable || !anyNull(row)) {
                rows[count++] = row;
            }
        }
        for (int i = 0; i < keys.length; i++) {
            KeyHash.hash(keys[i], rows, count, hashes, i == 0);
        }
    }

    private boolean anyNull(int row) {
        for (Vector key : keys) {
            if (key.isNull(row)) {
                return true;
            }
        }
        return false;
    }
}
