package io.millrace.connectors.nexmark.generator;

import io.millrace.columns.BytesVector;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Texts that rows point at: made once, shared by all batches of all tasks. */
final class TextPool {

    private final byte[] bytes;
    private final int[] starts;
    private final int[] lengths;

    TextPool(List<String> texts) {
        bytes = String.join("", texts).getBytes(StandardCharsets.ISO_8859_1);
        starts = new int[texts.size()];
        lengths = new int[texts.size()];
        int position = 0;
        for (int i = 0; i < starts.length; i++) {
            starts[i] = position;
            lengths[i] = texts.get(i).length();
            position += lengths[i];
        }
    }

    int size() {
        return starts.length;
    }

    /** Where each text begins in what {@link #lend} lends. */
    int[] starts() {
        return starts;
    }

    /** How long each text is. */
    int[] lengths() {
        return lengths;
    }

    /** Lets the rows of an empty vector point in here. */
    void lend(BytesVector vector) {
        vector.borrow(bytes);
    }
}
