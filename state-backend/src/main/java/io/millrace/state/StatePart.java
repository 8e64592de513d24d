package io.millrace.state;

/**
 * Rows that a state consists of.
 *
 * @param number which of the state's: 0 for keys (or the rows of a table), 1 for rows that belong to keys
 * @param bucket of a table, else 0
 * @param note a number beside the rows: below which order they are dropped, else 0
 */
record StatePart(int number, long bucket, long note, StoredRows rows) {

    static final int KEYS = 0;
    static final int ROWS = 1;

    /** What is known of the rows by id. */
    SlotStore store() {
        return rows.ids();
    }
}
