package io.millrace.formats.csv;

import io.millrace.columns.BytesVector;
import io.millrace.spi.text.Base64Text;
import java.util.Arrays;

/**
 * Values of a record that do not stand in the chunk as they are: with doubled quotes, or as base64. They are changed in
 * place, but only when the whole record has turned out to be good; a rejected one is shown to people as it came.
 */
final class LateEdits {

    private BytesVector[] vectors = new BytesVector[16];
    private int[] rows = new int[16];
    private boolean[] areBase64 = new boolean[16];
    private int count;

    /** Forgets what was noted. */
    void clear() {
        count = 0;
    }

    /** Notes that the value of a row, whose range is set already, is to be edited. */
    void add(BytesVector vector, int row, boolean isBase64) {
        if (count == rows.length) {
            vectors = Arrays.copyOf(vectors, 2 * count);
            rows = Arrays.copyOf(rows, 2 * count);
            areBase64 = Arrays.copyOf(areBase64, 2 * count);
        }
        vectors[count] = vector;
        rows[count] = row;
        areBase64[count] = isBase64;
        count++;
    }

    /** Makes the edits. */
    void apply(byte[] data) {
        for (int i = 0; i < count; i++) {
            int start = vectors[i].starts()[rows[i]];
            int end = start + vectors[i].lengths()[rows[i]];
            int length = areBase64[i]
                    ? Base64Text.decode(data, start, end, data, start)
                    : Fields.withoutDoubledQuotes(data, start, end, data, start);
            vectors[i].setRange(rows[i], start, length);
        }
        count = 0;
    }
}
