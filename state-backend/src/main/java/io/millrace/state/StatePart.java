package io.millrace.state;

/**
 * A store that a state consists of.
 *
 * @param number which of the state's: 0 for keys (or the rows of a table), 1 for rows that belong to keys
 * @param bucket of a table, else 0
 * @param note a number beside the rows: below which order they are dropped, else 0
 */
record StatePart(int number, long bucket, long note, SlotStore store) {

    static final int KEYS = 0;
    static final int ROWS = 1;
}
