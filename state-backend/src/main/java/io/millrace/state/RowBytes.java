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
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Single rows of columns as bytes, for rows that leave the arrays one by one. A block has a header for each column, which for one
 * row is more than the row. A value is a byte that says whether it is NULL (unless its type says that it never is), then its bytes,
 * little endian; behind a length where that varies. Process memory and files of a process alone hold such bytes, so there is no
 * version in them. One thread.
 */
final class RowBytes {

    private static final VarHandle SHORTS =
            MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private byte[] bytes = new byte[256];

    /** Where the next value is written or read. */
    private int at;

    /** Begins with nothing written. */
    void clear() {
        at = 0;
    }

    /** How many bytes are written. */
    int length() {
        return at;
    }

    /** A copy of what was written from here on. */
    byte[] copyFrom(int start) {
        return Arrays.copyOfRange(bytes, start, at);
    }

    /** Writes one row of all columns. */
    void put(KeptColumns columns, int row) {
        for (int c = 0; c < columns.count(); c++) {
            put(columns.vector(c), row);
        }
    }

    /** Reads one row that was written. The row of the columns is zero, empty and not NULL before. */
    void get(byte[] written, KeptColumns columns, int row) {
        Vector[] vectors = new Vector[columns.count()];
        for (int c = 0; c < vectors.length; c++) {
            vectors[c] = columns.vector(c);
        }
        get(written, vectors, row);
    }

    /** The same. */
    void get(byte[] written, Vector[] columns, int row) {
        bytes = written;
        at = 0;
        for (Vector column : columns) {
            get(column, row);
        }
        if (at != written.length) {
            throw new IllegalStateException("A row of " + written.length + " bytes was read to byte " + at);
        }
    }

    /** Changes a number of four bytes in a row that was written, at a byte of it. */
    static void setInt(byte[] written, int at, int value) {
        INTS.set(written, at, value);
    }

    private void put(Vector vector, int row) {
        if (vector.type().isNullable()) {
            int flag = reserve(1);
            bytes[flag] = (byte) (vector.isNull(row) ? 1 : 0);
            if (vector.isNull(row)) {
                return;
            }
        }
        switch (vector) {
            case ByteVector values -> {
                int place = reserve(1);
                bytes[place] = values.values()[row];
            }
            case ShortVector values -> {
                int place = reserve(2);
                SHORTS.set(bytes, place, values.values()[row]);
            }
            case IntVector values -> putInt(values.values()[row]);
            case LongVector values -> putLong(values.values()[row]);
            case FloatVector values -> putInt(Float.floatToRawIntBits(values.values()[row]));
            case DoubleVector values -> putLong(Double.doubleToRawLongBits(values.values()[row]));
            case WideVector values -> {
                putLong(values.high()[row]);
                putLong(values.low()[row]);
            }
            case NanosVector values -> {
                putLong(values.millis()[row]);
                putInt(values.nanos()[row]);
            }
            case BytesVector values -> {
                int length = values.lengths()[row];
                putInt(length);
                int place = reserve(length);
                System.arraycopy(values.data(), values.starts()[row], bytes, place, length);
            }
            case ArrayVector array -> {
                putInt(array.lengths()[row]);
                putRange(array.elements(), array.starts()[row], array.lengths()[row]);
            }
            case MapVector map -> {
                putInt(map.lengths()[row]);
                putRange(map.keys(), map.starts()[row], map.lengths()[row]);
                putRange(map.values(), map.starts()[row], map.lengths()[row]);
            }
            case RowVector fields -> {
                for (int i = 0; i < fields.fieldCount(); i++) {
                    put(fields.field(i), row);
                }
            }
        }
    }

    private void putRange(Vector elements, int start, int count) {
        for (int i = 0; i < count; i++) {
            put(elements, start + i);
        }
    }

    private void putInt(int value) {
        int place = reserve(4);
        INTS.set(bytes, place, value);
    }

    private void putLong(long value) {
        int place = reserve(8);
        LONGS.set(bytes, place, value);
    }

    private int reserve(int count) {
        int place = at;
        at = Math.addExact(at, count);
        if (at > bytes.length) {
            bytes = Arrays.copyOf(bytes, (int) Math.min(Integer.MAX_VALUE - 8L, Math.max(at, 2L * bytes.length)));
        }
        return place;
    }

    private void get(Vector vector, int row) {
        if (vector.type().isNullable() && bytes[at++] != 0) {
            vector.setNull(row);
            SlotValues.reset(vector, row, row + 1);
            return;
        }
        vector.setNotNull(row);
        switch (vector) {
            case ByteVector values -> values.values()[row] = bytes[at++];
            case ShortVector values -> {
                values.values()[row] = (short) SHORTS.get(bytes, at);
                at += 2;
            }
            case IntVector values -> values.values()[row] = getInt();
            case LongVector values -> values.values()[row] = getLong();
            case FloatVector values -> values.values()[row] = Float.intBitsToFloat(getInt());
            case DoubleVector values -> values.values()[row] = Double.longBitsToDouble(getLong());
            case WideVector values -> {
                values.high()[row] = getLong();
                values.low()[row] = getLong();
            }
            case NanosVector values -> {
                values.millis()[row] = getLong();
                values.nanos()[row] = getInt();
            }
            case BytesVector values -> {
                int length = getInt();
                values.append(row, bytes, at, length);
                at += length;
            }
            case ArrayVector array -> {
                int length = getInt();
                getRange(array.elements(), array.append(row, length), length);
            }
            case MapVector map -> {
                int length = getInt();
                int start = map.append(row, length);
                getRange(map.keys(), start, length);
                getRange(map.values(), start, length);
            }
            case RowVector fields -> {
                for (int i = 0; i < fields.fieldCount(); i++) {
                    get(fields.field(i), row);
                }
            }
        }
    }

    private void getRange(Vector elements, int start, int count) {
        for (int i = 0; i < count; i++) {
            get(elements, start + i);
        }
    }

    private int getInt() {
        int value = (int) INTS.get(bytes, at);
        at += 4;
        return value;
    }

    private long getLong() {
        long value = (long) LONGS.get(bytes, at);
        at += 8;
        return value;
    }
}
