package io.millrace.connectors.nexmark.generator;

import io.millrace.columns.BytesVector;

/**
 * The random texts of one field, by event.
 *
 * @param key the field's random words
 * @param max more than the longest text
 */
record WordSequence(long key, int max) {

    /** Makes the text of an event the value of a row. */
    void append(BytesVector vector, int row, long event) {
        int start = vector.reserve(max);
        long range = write(vector.data(), start, event);
        vector.setRange(row, Words.start(range), Words.length(range));
    }

    /** Writes the text of an event, for which there must be room; returns its range as {@link Words#write} does. */
    long write(byte[] to, int start, long event) {
        return Words.write(to, start, Draws.word(key, event), max, Words.WITH_BLANKS);
    }

    /** The length of an event's text. */
    int length(long event) {
        return Words.length(Draws.word(key, event), max);
    }
}
