package io.millrace.testkit.recovery;

/**
 * What comes of a row.
 *
 * @param count how many rows of the key there were up to this one
 * @param watermark where the counting task stood
 */
record OutRow(long row, int count, long watermark) {

    int key() {
        return Rows.key(row);
    }
}
