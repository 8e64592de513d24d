package io.millrace.formats.json;

import io.millrace.columns.Vector;
import java.util.List;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** Reads an object whose keys are known: a record, or a ROW in one. */
final class ObjectReader {

    private final KeyTable keys;

    /** By key; null for one that nobody wants. */
    private final @Nullable ValueReader[] readers;

    /** The readers that are there, in the order of their vectors. */
    private final ValueReader[] wanted;

    /** In which object each key was seen last: one write a value instead of clearing for each object. */
    private final long[] seenIn;

    private long objects;

    /**
     * @param readers one for each name; null for a value that is only passed over
     */
    ObjectReader(List<String> names, List<? extends @Nullable ValueReader> readers) {
        keys = new KeyTable(names);
        this.readers = readers.toArray(ValueReader[]::new);
        wanted = readers.stream().filter(reader -> reader != null).toArray(ValueReader[]::new);
        seenIn = new long[names.size()];
    }

    void bind(IntFunction<Vector> vectors, byte[] bytes) {
        for (int i = 0; i < wanted.length; i++) {
            wanted[i].bind(vectors.apply(i), bytes);
        }
    }

    /** Reads the object that begins here, at its brace, into a row. */
    void read(JsonCursor in, int row) {
        long object = ++objects;
        int seen = 0;
        in.place++;
        keys.begin();
        if (in.next() == '}') {
            in.place++;
        } else {
            do {
                if (in.next() != '"') {
                    throw in.syntax("expected a key in quotes");
                }
                int key = keys.read(in);
                in.expect(':');
                ValueReader reader = key < 0 ? null : readers[key];
                if (reader == null) {
                    in.skip();
                } else {
                    if (seenIn[key] != object) {
                        seenIn[key] = object;
                        seen++;
                    }
                    reader.read(in, row);
                }
            } while (in.goesOn('}'));
        }
        if (seen != wanted.length) {
            fillMissing(in, row, object);
        }
    }

    private void fillMissing(JsonCursor in, int row, long object) {
        for (int key = 0; key < readers.length; key++) {
            ValueReader reader = readers[key];
            if (reader != null && seenIn[key] != object) {
                reader.absent(in, row, "missing");
            }
        }
    }

    /** Takes back what a rejected record may have left in a row. */
    void forget(int row) {
        for (ValueReader reader : wanted) {
            reader.vector().setNotNull(row);
            if (reader instanceof RowReader nested) {
                nested.forget(row);
            }
        }
    }
}
