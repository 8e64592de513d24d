package io.millrace.state.contract;

import io.millrace.columns.KeyHash;
import io.millrace.columns.Vector;
import io.millrace.columns.testing.BoxedValues;
import io.millrace.model.type.Schema;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Rows in vectors as operators pass them to state: keys with their hashes, or values. Every second row of the vectors is
 * something else, so that the row numbers matter.
 */
public final class Keys {

    private final Vector[] vectors;
    private final int[] rows;
    private final long[] hashes;

    private Keys(Vector[] vectors, int[] rows, long[] hashes) {
        this.vectors = vectors;
        this.rows = rows;
        this.hashes = hashes;
    }

    /** These rows, with their true hashes. */
    public static Keys of(Schema schema, List<? extends List<? extends @Nullable Object>> values) {
        Vector[] vectors = new Vector[schema.size()];
        int[] rows = new int[values.size()];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = 2 * i + 1;
        }
        long[] hashes = new long[values.size()];
        for (int c = 0; c < vectors.length; c++) {
            vectors[c] = Vector.create(schema.type(c), 2 * rows.length);
            for (int i = 0; i < rows.length; i++) {
                BoxedValues.set(
                        vectors[c], 2 * i, values.get(rows.length - 1 - i).get(c));
                BoxedValues.set(vectors[c], 2 * i + 1, values.get(i).get(c));
            }
            KeyHash.hash(vectors[c], rows, rows.length, hashes, c == 0);
        }
        return new Keys(vectors, rows, hashes);
    }

    /**
     * The same rows with hashes of which only some bits are left: equal keys still have equal hashes, but so have many
     * others.
     */
    public Keys withPoorHashes(long bits) {
        long[] poor = new long[hashes.length];
        for (int i = 0; i < poor.length; i++) {
            poor[i] = hashes[i] & bits;
        }
        return new Keys(vectors, rows, poor);
    }

    /** One vector per column. */
    public Vector[] vectors() {
        return vectors;
    }

    /** The rows of the vectors. */
    public int[] rows() {
        return rows;
    }

    /** How many rows there are. */
    public int count() {
        return rows.length;
    }

    /** The hash of each row, by position. */
    public long[] hashes() {
        return hashes;
    }

    /** The row at this place of vectors. */
    public static List<@Nullable Object> read(Vector[] vectors, int row) {
        List<@Nullable Object> values = new ArrayList<>();
        for (Vector vector : vectors) {
            values.add(BoxedValues.get(vector, row));
        }
        return values;
    }

    /** The key as {@code equals} sees it the way SQL does: zero has no sign. (NaN equals itself for Java too.) */
    public static @Nullable Object canonical(@Nullable Object value) {
        return switch (value) {
            case Double number when number == 0 -> 0.0;
            case Float number when number == 0 -> 0.0f;
            case List<?> list -> canonicalList(list);
            case Map<?, ?> map -> {
                Map<@Nullable Object, @Nullable Object> entries = new LinkedHashMap<>();
                map.forEach((k, v) -> entries.put(canonical(k), canonical(v)));
                yield entries;
            }
            case null -> null;
            default -> value;
        };
    }

    /** {@link #canonical} of a whole key. */
    public static List<@Nullable Object> canonicalList(List<? extends @Nullable Object> values) {
        List<@Nullable Object> list = new ArrayList<>();
        for (Object value : values) {
            list.add(canonical(value));
        }
        return list;
    }
}
