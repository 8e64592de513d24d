package io.millrace.columns;

import org.jspecify.annotations.Nullable;

/**
 * The 64-bit hash by which equal keys meet: it decides the key group, and with it the task and the place in a checkpoint,
 * and hash tables index with its lower bits. Defined for all languages in {@code docs/key-hash.md}, with check values in
 * {@code key-hash.tsv}; never changes. Keys that {@link KeyEquality} calls equal have equal hashes.
 *
 * <p>{@link #hash} works a column at a time; the {@code of…} methods hash single values, for generated code and timers.
 * All methods are pure.
 */
public final class KeyHash {

    /** The hash of NULL, of any type. */
    public static final long NULL = 0x13198A2E03707344L;

    /** The hash of a key without columns: the one group of all rows. */
    public static final long EMPTY_KEY = 0;

    private static final long WHOLE_SEED = 0x243F6A8885A308D3L;
    private static final long COMBINE_FACTOR = 0x9E3779B97F4A7C15L;
    private static final int COMBINE_ROTATION = 29;

    /** The bits that name the key group. */
    private static final long GROUP_MASK = -1L << Long.SIZE - KeyGroups.BITS;

    /** The one NaN. */
    private static final long NAN_BITS = 0x7FF8000000000000L;

    private static final long MICROS_PER_MILLI = 1_000;
    private static final int NANOS_PER_MICRO = 1_000;

    /** How many values of a further column are hashed before they are combined; 2 KiB stay in the first-level cache. */
    private static final int CHUNK = 256;

    private KeyHash() {}

    /**
     * Hashes one key column of a batch. A key of several columns calls this once per column, in the order of the key, on
     * the same {@code hashes}.
     *
     * @param rows the rows to hash, null for the rows 0 to count - 1
     * @param count how many rows
     * @param hashes by position, not by row: entry {@code i} belongs to {@code rows[i]}. Read as well unless {@code first}
     * @param first whether this is the first column of the key
     */
    public static void hash(Vector column, int @Nullable [] rows, int count, long[] hashes, boolean first) {
        if (first) {
            KeyHashKernels.valueHashes(column, rows, 0, count, hashes);
            return;
        }
        long[] values = new long[Math.min(count, CHUNK)];
        for (int from = 0; from < count; from += CHUNK) {
            int length = Math.min(count - from, CHUNK);
            KeyHashKernels.valueHashes(column, rows, from, length, values);
            for (int i = 0; i < length; i++) {
                hashes[from + i] = combine(hashes[from + i], values[i]);
            }
        }
    }

    /** The key group of a hash, 0 to {@link KeyGroups#COUNT} - 1: its upper bits. */
    public static int keyGroup(long hash) {
        return (int) (hash >>> (Long.SIZE - KeyGroups.BITS));
    }

    /** The hash of a key that goes on with a value of hash {@code valueHash}. */
    public static long combine(long keyHash, long valueHash) {
        return Long.rotateLeft(keyHash, COMBINE_ROTATION) * COMBINE_FACTOR + valueHash;
    }

    /**
     * The hash of a key that is part of another one and is to stay with it: in the key group of {@code outer}, and otherwise
     * as {@code hash} says.
     */
    public static long within(long outer, long hash) {
        return outer & GROUP_MASK | hash & ~GROUP_MASK;
    }

    /**
     * TINYINT to BIGINT; DATE, TIME and intervals by their number; compact decimals by their unscaled value; timestamps to
     * 6 digits by their microseconds.
     */
    public static long ofLong(long value) {
        return mix(value ^ WHOLE_SEED);
    }

    /** BOOLEAN. */
    public static long ofBoolean(boolean value) {
        return ofLong(value ? 1 : 0);
    }

    /** DOUBLE, and FLOAT widened to it. */
    public static long ofDouble(double value) {
        return ofLong(wordOfDouble(value));
    }

    /** DECIMAL by the halves of its unscaled value; equal to {@link #ofLong} when that fits 64 bits. */
    public static long ofDecimal(long high, long low) {
        return ofLong(wordOfDecimal(high, low));
    }

    /**
     * A timestamp beyond 6 digits; equal to {@link #ofLong} of its microseconds when there are no nanoseconds left over.
     *
     * @param millis milliseconds since 1970-01-01T00:00
     * @param nanosOfMilli nanoseconds within the millisecond, 0 to 999,999
     */
    public static long ofTimestamp(long millis, int nanosOfMilli) {
        return ofLong(wordOfTimestamp(millis, nanosOfMilli));
    }

    /** Characters as UTF-8, or bytes. */
    public static long ofBytes(byte[] data, int start, int length) {
        return ByteHash.hash(data, start, length);
    }

    /** The hash of one value of any type. For single values: a switch on the type per call. */
    public static long of(Vector column, int row) {
        if (column.isNull(row)) {
            return NULL;
        }
        return switch (column) {
            case ByteVector bytes -> ofLong(bytes.values()[row]);
            case ShortVector shorts -> ofLong(shorts.values()[row]);
            case IntVector ints -> ofLong(ints.values()[row]);
            case LongVector longs -> ofLong(longs.values()[row]);
            case FloatVector floats -> ofDouble(floats.values()[row]);
            case DoubleVector doubles -> ofDouble(doubles.values()[row]);
            case WideVector wide -> ofDecimal(wide.high()[row], wide.low()[row]);
            case NanosVector nanos -> ofTimestamp(nanos.millis()[row], nanos.nanos()[row]);
            case BytesVector bytes -> ofBytes(bytes.data(), bytes.starts()[row], bytes.lengths()[row]);
            case ArrayVector array -> ofArray(array, row);
            case MapVector map -> ofMap(map, row);
            case RowVector fields -> ofRow(fields, row);
        };
    }

    private static long ofArray(ArrayVector array, int row) {
        int length = array.lengths()[row];
        int start = array.starts()[row];
        long hash = ofLong(length);
        for (int i = start; i < start + length; i++) {
            hash = combine(hash, of(array.elements(), i));
        }
        return mix(hash);
    }

    private static long ofMap(MapVector map, int row) {
        int length = map.lengths()[row];
        int start = map.starts()[row];
        long hash = ofLong(length);
        for (int i = start; i < start + length; i++) {
            hash += mix(combine(of(map.keys(), i), of(map.values(), i)));
        }
        return mix(hash);
    }

    private static long ofRow(RowVector fields, int row) {
        long hash = ofLong(fields.fieldCount());
        for (int i = 0; i < fields.fieldCount(); i++) {
            hash = combine(hash, of(fields.field(i), row));
        }
        return mix(hash);
    }

    /** The 64 bits that stand for a floating-point number: one zero, one NaN. */
    static long wordOfDouble(double value) {
        // Adding zero turns -0.0 into 0.0 and leaves all else as it is.
        return Double.isNaN(value) ? NAN_BITS : Double.doubleToRawLongBits(value + 0.0);
    }

    /** The 64 bits that stand for a decimal; the lower half when that is all of it, since mix(0) = 0. */
    static long wordOfDecimal(long high, long low) {
        return low ^ mix(high ^ low >> 63);
    }

    /** The 64 bits that stand for a timestamp; the microseconds when they are all of it. */
    static long wordOfTimestamp(long millis, int nanosOfMilli) {
        long micros = millis * MICROS_PER_MILLI + nanosOfMilli / NANOS_PER_MICRO;
        return micros ^ mix(nanosOfMilli % NANOS_PER_MICRO);
    }

    /** Spreads 64 bits over 64 bits, one to one: moremur (Pelle Evensen, 2019). */
    private static long mix(long bits) {
        long x = (bits ^ bits >>> 27) * 0x3C79AC492BA7B653L;
        x = (x ^ x >>> 33) * 0x1C69B3F74AC4AE35L;
        return x ^ x >>> 27;
    }
}
