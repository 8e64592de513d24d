package io.millrace.engine.operators.aggregate;

import io.millrace.columns.ByteVector;
import io.millrace.columns.DoubleVector;
import io.millrace.columns.FloatVector;
import io.millrace.columns.IntVector;
import io.millrace.columns.LongVector;
import io.millrace.columns.ShortVector;
import io.millrace.columns.Vector;
import io.millrace.expr.value.RowError;
import org.jspecify.annotations.Nullable;

/** Brings argument values of all widths into one, by position, so that each accumulator has one loop per carrier. */
final class Arguments {

    private Arguments() {}

    /** Integers, dates, times, intervals, compact decimals and timestamps, booleans as 0 and 1. */
    static void longs(Vector vector, int @Nullable [] rows, int count, long[] into) {
        switch (vector) {
            case LongVector longs -> {
                long[] values = longs.values();
                if (rows == null) {
                    System.arraycopy(values, 0, into, 0, count);
                } else {
                    for (int i = 0; i < count; i++) {
                        into[i] = values[rows[i]];
                    }
                }
            }
            case IntVector ints -> {
                int[] values = ints.values();
                for (int i = 0; i < count; i++) {
                    into[i] = values[rows == null ? i : rows[i]];
                }
            }
            case ShortVector shorts -> {
                short[] values = shorts.values();
                for (int i = 0; i < count; i++) {
                    into[i] = values[rows == null ? i : rows[i]];
                }
            }
            case ByteVector bytes -> {
                byte[] values = bytes.values();
                for (int i = 0; i < count; i++) {
                    into[i] = values[rows == null ? i : rows[i]];
                }
            }
            default -> throw new IllegalArgumentException(vector.type() + " has no long values");
        }
    }

    /** One of them. */
    static long longOf(Vector vector, int row) {
        return switch (vector) {
            case LongVector longs -> longs.values()[row];
            case IntVector ints -> ints.values()[row];
            case ShortVector shorts -> shorts.values()[row];
            case ByteVector bytes -> bytes.values()[row];
            default -> throw new IllegalArgumentException(vector.type() + " has no long values");
        };
    }

    /** One FLOAT or DOUBLE. */
    static double doubleOf(Vector vector, int row) {
        return switch (vector) {
            case DoubleVector doubles -> doubles.values()[row];
            case FloatVector floats -> floats.values()[row];
            default -> throw new IllegalArgumentException(vector.type() + " has no double values");
        };
    }

    /** FLOAT and DOUBLE. */
    static void doubles(Vector vector, int @Nullable [] rows, int count, double[] into) {
        switch (vector) {
            case DoubleVector doubles -> {
                double[] values = doubles.values();
                for (int i = 0; i < count; i++) {
                    into[i] = values[rows == null ? i : rows[i]];
                }
            }
            case FloatVector floats -> {
                float[] values = floats.values();
                for (int i = 0; i < count; i++) {
                    into[i] = values[rows == null ? i : rows[i]];
                }
            }
            default -> throw new IllegalArgumentException(vector.type() + " has no double values");
        }
    }

    /** Writes a long value as the narrower type of the vector; the caller has checked that it fits. */
    static void writeLong(Vector out, int row, long value) {
        switch (out) {
            case LongVector longs -> longs.values()[row] = value;
            case IntVector ints -> ints.values()[row] = (int) value;
            case ShortVector shorts -> shorts.values()[row] = (short) value;
            case ByteVector bytes -> bytes.values()[row] = (byte) value;
            default -> throw new IllegalArgumentException(out.type() + " holds no long values");
        }
    }

    /** Writes a double value as FLOAT or DOUBLE. */
    static void writeDouble(Vector out, int row, double value) {
        switch (out) {
            case DoubleVector doubles -> doubles.values()[row] = value;
            case FloatVector floats -> floats.values()[row] = (float) value;
            default -> throw new IllegalArgumentException(out.type() + " holds no double values");
        }
    }

    /**
     * Fails when a whole number does not fit the vector.
     *
     * @throws RowError saying so
     */
    static void requireFits(long value, Vector out) {
        boolean fits =
                switch (out.type().physical()) {
                    case BYTE -> value == (byte) value;
                    case SHORT -> value == (short) value;
                    case INT -> value == (int) value;
                    default -> true;
                };
        if (!fits) {
            throw RowError.OVERFLOW;
        }
    }
}
