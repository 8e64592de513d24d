package io.millrace.state;

import io.millrace.columns.ArrayVector;
import io.millrace.columns.ByteVector;
import io.millrace.columns.BytesVector;
import io.millrace.columns.DoubleVector;
import io.millrace.columns.FloatVector;
import io.millrace.columns.IntVector;
import io.millrace.columns.LongVector;
import io.millrace.columns.MapVector;
import io.millrace.columns.NanosVector;
import io.millrace.columns.RowVector;
import io.millrace.columns.ShortVector;
import io.millrace.columns.Vector;
import io.millrace.columns.WideVector;
import java.util.Arrays;

/** Makes values of any shape zero or empty, and not NULL; or such that who reads them is found out. */
final class SlotValues {

    private static final int POISON = 0x5DEDDEAD;

    private SlotValues() {}

    /** Resets the rows from {@code from} to {@code to} (not included). NULL bits are cleared by {@link Vector#clear}. */
    static void reset(Vector vector, int from, int to) {
        switch (vector) {
            case ByteVector bytes -> Arrays.fill(bytes.values(), from, to, (byte) 0);
            case ShortVector shorts -> Arrays.fill(shorts.values(), from, to, (short) 0);
            case IntVector ints -> Arrays.fill(ints.values(), from, to, 0);
            case LongVector longs -> Arrays.fill(longs.values(), from, to, 0);
            case FloatVector floats -> Arrays.fill(floats.values(), from, to, 0);
            case DoubleVector doubles -> Arrays.fill(doubles.values(), from, to, 0);
            case WideVector wide -> {
                Arrays.fill(wide.high(), from, to, 0);
                Arrays.fill(wide.low(), from, to, 0);
            }
            case NanosVector nanos -> {
                Arrays.fill(nanos.millis(), from, to, 0);
                Arrays.fill(nanos.nanos(), from, to, 0);
            }
            case BytesVector bytes -> resetRanges(bytes.starts(), bytes.lengths(), from, to);
            case ArrayVector array -> resetRanges(array.starts(), array.lengths(), from, to);
            case MapVector map -> resetRanges(map.starts(), map.lengths(), from, to);
            case RowVector row -> {
                for (int i = 0; i < row.fieldCount(); i++) {
                    reset(row.field(i), from, to);
                }
            }
        }
    }

    private static void resetRanges(int[] starts, int[] lengths, int from, int to) {
        Arrays.fill(starts, from, to, 0);
        Arrays.fill(lengths, from, to, 0);
    }

    /** Resets single rows, their NULL bits included. */
    static void reset(Vector vector, int[] slots, int count) {
        if (vector.hasNulls()) {
            for (int i = 0; i < count; i++) {
                vector.setNotNull(slots[i]);
            }
        }
        switch (vector) {
            case ByteVector bytes -> {
                byte[] values = bytes.values();
                for (int i = 0; i < count; i++) {
                    values[slots[i]] = 0;
                }
            }
            case ShortVector shorts -> {
                short[] values = shorts.values();
                for (int i = 0; i < count; i++) {
                    values[slots[i]] = 0;
                }
            }
            case IntVector ints -> resetInts(ints.values(), slots, count);
            case LongVector longs -> resetLongs(longs.values(), slots, count);
            case FloatVector floats -> {
                float[] values = floats.values();
                for (int i = 0; i < count; i++) {
                    values[slots[i]] = 0;
                }
            }
            case DoubleVector doubles -> {
                double[] values = doubles.values();
                for (int i = 0; i < count; i++) {
                    values[slots[i]] = 0;
                }
            }
            case WideVector wide -> {
                resetLongs(wide.high(), slots, count);
                resetLongs(wide.low(), slots, count);
            }
            case NanosVector nanos -> {
                resetLongs(nanos.millis(), slots, count);
                resetInts(nanos.nanos(), slots, count);
            }
            case BytesVector bytes -> {
                resetInts(bytes.starts(), slots, count);
                resetInts(bytes.lengths(), slots, count);
            }
            case ArrayVector array -> {
                resetInts(array.starts(), slots, count);
                resetInts(array.lengths(), slots, count);
            }
            case MapVector map -> {
                resetInts(map.starts(), slots, count);
                resetInts(map.lengths(), slots, count);
            }
            case RowVector row -> {
                for (int i = 0; i < row.fieldCount(); i++) {
                    reset(row.field(i), slots, count);
                }
            }
        }
    }

    /** Makes single rows unlike any: numbers that nobody sends, and what has a length stands where nothing is. */
    static void poison(Vector vector, int[] slots, int count) {
        for (int i = 0; i < count; i++) {
            int slot = slots[i];
            switch (vector) {
                case ByteVector bytes -> bytes.values()[slot] = 0x5D;
                case ShortVector shorts -> shorts.values()[slot] = 0x5DED;
                case IntVector ints -> ints.values()[slot] = POISON;
                case LongVector longs -> longs.values()[slot] = (long) POISON << Integer.SIZE | POISON;
                case FloatVector floats -> floats.values()[slot] = POISON;
                case DoubleVector doubles -> doubles.values()[slot] = POISON;
                case WideVector wide -> wide.low()[slot] = POISON;
                case NanosVector nanos -> nanos.millis()[slot] = POISON;
                case BytesVector bytes -> bytes.lengths()[slot] = POISON;
                case ArrayVector array -> array.lengths()[slot] = POISON;
                case MapVector map -> map.lengths()[slot] = POISON;
                case RowVector row -> {
                    for (int field = 0; field < row.fieldCount(); field++) {
                        poison(row.field(field), slots, count);
                    }
                    return;
                }
            }
        }
    }

    private static void resetInts(int[] values, int[] slots, int count) {
        for (int i = 0; i < count; i++) {
            values[slots[i]] = 0;
        }
    }

    private static void resetLongs(long[] values, int[] slots, int count) {
        for (int i = 0; i < count; i++) {
            values[slots[i]] = 0;
        }
    }
}
