package io.millrace.columns;

import static io.millrace.columns.BlockFormat.MAX_BLOCK_BYTES;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A growing buffer of little-endian numbers. Columns are written in bulk: one copy when all rows are wanted, one loop when
 * {@code rows} selects some.
 */
final class BlockWriter {

    /** A larger buffer is given back when the next block begins, so that one huge value does not stay for ever. */
    static final int KEPT_BYTES = 16 << 20;

    private static final int FIRST_BYTES = 8 << 10;

    private byte[] bytes = new byte[FIRST_BYTES];
    private MemorySegment segment = MemorySegment.ofArray(bytes);
    private int length;

    void clear() {
        length = 0;
        if (bytes.length > KEPT_BYTES) {
            use(new byte[FIRST_BYTES]);
        }
    }

    byte[] bytes() {
        return bytes;
    }

    int length() {
        return length;
    }

    /** Makes room, which may exchange {@link #bytes}; returns where it begins. */
    int reserve(long count) {
        long needed = length + count;
        if (needed > bytes.length) {
            if (needed > MAX_BLOCK_BYTES) {
                throw new IllegalArgumentException("These rows take " + needed + " bytes or more as a block, and "
                        + MAX_BLOCK_BYTES + " is the limit; encode fewer rows at once");
            }
            use(Arrays.copyOf(bytes, (int) Math.min(MAX_BLOCK_BYTES, Math.max(needed, bytes.length * 3L / 2))));
        }
        int position = length;
        length = (int) needed;
        return position;
    }

    private void use(byte[] buffer) {
        bytes = buffer;
        segment = MemorySegment.ofArray(buffer);
    }

    void put1(int value) {
        int position = reserve(1);
        bytes[position] = (byte) value;
    }

    void set2(int position, int value) {
        segment.set(BlockFormat.SHORT, position, (short) value);
    }

    void set4(int position, int value) {
        segment.set(BlockFormat.INT, position, value);
    }

    void putBits(long[] words, int count) {
        int position = reserve((count + 7) >>> 3);
        for (int i = 0; i < count; i += 8) {
            bytes[position + (i >>> 3)] = (byte) (words[i >>> 6] >>> i);
        }
    }

    int put(byte[] values, int @Nullable [] rows, int count) {
        int position = reserve(count);
        if (rows == null) {
            System.arraycopy(values, 0, bytes, position, count);
        } else {
            for (int i = 0; i < count; i++) {
                bytes[position + i] = values[rows[i]];
            }
        }
        return position;
    }

    int put(short[] values, int @Nullable [] rows, int count) {
        int position = reserve(2L * count);
        if (rows == null) {
            MemorySegment.copy(values, 0, segment, BlockFormat.SHORT, position, count);
        } else {
            for (int i = 0; i < count; i++) {
                segment.set(BlockFormat.SHORT, position + 2L * i, values[rows[i]]);
            }
        }
        return position;
    }

    int put(int[] values, int @Nullable [] rows, int count) {
        int position = reserve(4L * count);
        if (rows == null) {
            MemorySegment.copy(values, 0, segment, BlockFormat.INT, position, count);
        } else {
            for (int i = 0; i < count; i++) {
                segment.set(BlockFormat.INT, position + 4L * i, values[rows[i]]);
            }
        }
        return position;
    }

    int put(long[] values, int @Nullable [] rows, int count) {
        int position = reserve(8L * count);
        if (rows == null) {
            MemorySegment.copy(values, 0, segment, BlockFormat.LONG, position, count);
        } else {
            for (int i = 0; i < count; i++) {
                segment.set(BlockFormat.LONG, position + 8L * i, values[rows[i]]);
            }
        }
        return position;
    }

    int put(float[] values, int @Nullable [] rows, int count) {
        int position = reserve(4L * count);
        if (rows == null) {
            MemorySegment.copy(values, 0, segment, BlockFormat.FLOAT, position, count);
        } else {
            for (int i = 0; i < count; i++) {
                segment.set(BlockFormat.FLOAT, position + 4L * i, values[rows[i]]);
            }
        }
        return position;
    }

    int put(double[] values, int @Nullable [] rows, int count) {
        int position = reserve(8L * count);
        if (rows == null) {
            MemorySegment.copy(values, 0, segment, BlockFormat.DOUBLE, position, count);
        } else {
            for (int i = 0; i < count; i++) {
                segment.set(BlockFormat.DOUBLE, position + 8L * i, values[rows[i]]);
            }
        }
        return position;
    }

    /** Lengths in the fewest bytes that hold the largest of them. */
    void putLengths(int[] lengths, int count) {
        int all = 0;
        for (int i = 0; i < count; i++) {
            all |= lengths[i];
        }
        int width = all < 1 << 8 ? 1 : all < 1 << 16 ? 2 : 4;
        put1(width);
        int position = reserve((long) width * count);
        for (int i = 0; i < count; i++) {
            switch (width) {
                case 1 -> bytes[position + i] = (byte) lengths[i];
                case 2 -> segment.set(BlockFormat.SHORT, position + 2L * i, (short) lengths[i]);
                default -> segment.set(BlockFormat.INT, position + 4L * i, lengths[i]);
            }
        }
    }

    /**
     * Overwrites with zeros.
     *
     * @param blank a bit per value
     */
    void clear(int position, int width, long[] blank, int count) {
        for (int i = 0; i < count; i += 64) {
            for (long left = blank[i >>> 6]; left != 0; left &= left - 1) {
                int start = position + width * (i + Long.numberOfTrailingZeros(left));
                Arrays.fill(bytes, start, start + width, (byte) 0);
            }
        }
    }
}
