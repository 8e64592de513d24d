package io.millrace.testkit.recovery;

/**
 * How far a split is read.
 *
 * @param position of the next row
 */
record Place(int split, int position) {

    long watermark() {
        return Rows.time(split, position);
    }
}
