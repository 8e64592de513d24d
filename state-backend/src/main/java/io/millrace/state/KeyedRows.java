package io.millrace.state;

import io.millrace.spi.state.Table;

/** A table of one bucket, as {@link HeapTables} keeps them. */
interface KeyedRows extends Table {

    /** Its rows as checkpoints see them. */
    StoredRows rows();

    /** Makes the index anew, after rows were restored. */
    void rebuild();

    /** About how many bytes of memory it takes up. Any thread. */
    long sizeBytes();

    /** About how many bytes of its rows are on disk and not in memory. Any thread. */
    default long coldBytes() {
        return 0;
    }

    /** Removes all rows and keeps the arrays. */
    void clear();

    /** Gives back what is not memory. */
    void close();
}
