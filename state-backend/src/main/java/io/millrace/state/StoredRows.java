package io.millrace.state;

/**
 * What checkpoints see of rows, wherever they are: ids, and the arrays that rows are in while they are copied. In memory alone a
 * row's id is its slot; {@link TieredTable} and {@link OwnedRows} move rows between arrays and disk.
 */
interface StoredRows {

    /** Which ids have a row, which are marked, and where the last checkpoint has them. May change when rows are restored. */
    SlotStore ids();

    /** The columns that checkpoints keep. */
    KeptColumns kept();

    /** Takes down what rows there are; see {@link SlotStore#freeze}. */
    FrozenRows freeze(boolean all);

    /**
     * Begins a row that a checkpoint had.
     *
     * @return its slot in {@link #kept}, until {@link #settle}
     */
    int restore(int id);

    /**
     * Begins rows of ids side by side, where ids are slots and the rows may stay there until {@link #settle}.
     *
     * @return false when they are not; nothing has begun then
     */
    boolean restore(int from, int end);

    /** Makes room for so many rows, as far as there is memory for them. */
    void reserve(long count);

    /** Brings rows into the arrays, where they stay until {@link #settle}; may block. */
    void bring(int[] ids, int count, int[] slots);

    /** Says that rows that were restored or brought are changed, before {@link #settle}. */
    void rewritten(int[] slots, int count);

    /** Rows that were restored or brought may leave the arrays; may block. */
    void settle();
}
