package io.millrace.plan.node;

import io.millrace.model.type.Column;
import io.millrace.model.type.DataType;
import io.millrace.model.type.Schema;
import java.util.Locale;

/**
 * About how much memory rows take up that a node keeps, for people who have to choose. All columns count, though those that nobody
 * reads later are not kept, and texts are taken for short ones.
 */
public final class RowSize {

    /** Hash, index, links and marks. */
    private static final int BESIDES = 48;

    /** A short text with where it is. */
    private static final int TEXT = 32;

    private RowSize() {}

    /** Bytes of one row. */
    public static long estimate(Schema rows) {
        return BESIDES
                + rows.columns().stream()
                        .map(Column::type)
                        .mapToLong(RowSize::width)
                        .sum();
    }

    private static int width(DataType type) {
        return switch (type.physical()) {
            case BOOLEAN, BYTE -> 1;
            case SHORT -> 2;
            case INT, FLOAT -> 4;
            case LONG, DOUBLE -> 8;
            case NANOS -> 12;
            case WIDE -> 16;
            case BYTES, ROW -> TEXT;
            case ARRAY, MAP -> 4 * TEXT;
        };
    }

    /** What so many bytes a second are in a day. */
    public static String perDay(long bytesPerSecond) {
        double gigabytes = bytesPerSecond * 86_400 / 1e9;
        return gigabytes < 10
                ? String.format(Locale.ROOT, "%.1f GB", gigabytes)
                : String.format(Locale.ROOT, "%.0f GB", gigabytes);
    }
}
