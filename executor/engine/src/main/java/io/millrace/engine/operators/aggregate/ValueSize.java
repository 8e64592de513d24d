package io.millrace.engine.operators.aggregate;

import io.millrace.columns.ArrayVector;
import io.millrace.columns.BytesVector;
import io.millrace.columns.MapVector;
import io.millrace.columns.RowVector;
import io.millrace.columns.Vector;

/** About how many bytes a value takes up in a result. */
final class ValueSize {

    private static final int FIXED = 8;

    private ValueSize() {}

    static long of(Vector vector, int row) {
        if (vector.isNull(row)) {
            return FIXED;
        }
        return switch (vector) {
            // What says where a text is counts too, or there could be any number of empty ones.
            case BytesVector bytes -> Math.max(FIXED, bytes.lengths()[row]);
            case ArrayVector array -> FIXED + of(array.elements(), array.starts()[row], array.lengths()[row]);
            case MapVector map ->
                FIXED
                        + of(map.keys(), map.starts()[row], map.lengths()[row])
                        + of(map.values(), map.starts()[row], map.lengths()[row]);
            case RowVector fields -> {
                long sum = FIXED;
                for (int i = 0; i < fields.fieldCount(); i++) {
                    sum += of(fields.field(i), row);
                }
                yield sum;
            }
            default -> FIXED;
        };
    }

    private static long of(Vector elements, int start, int length) {
        long sum = 0;
        for (int i = start; i < start + length; i++) {
            sum += of(elements, i);
        }
        return sum;
    }
}
