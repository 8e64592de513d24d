package io.millrace.testkit.recovery;

import java.util.List;

/** A row that sinks write. */
sealed interface OutRow {

    /**
     * What comes of a row that is counted.
     *
     * @param count how many rows of the key there were up to this one
     * @param watermark where the counting task stood
     */
    record Counted(long row, int count, long watermark) implements OutRow {

        int key() {
            return Rows.key(row);
        }
    }

    /**
     * What an operator of the engine made.
     *
     * @param change as {@link io.millrace.columns.Change}
     */
    record Made(byte change, List<Long> values) implements OutRow {}
}
