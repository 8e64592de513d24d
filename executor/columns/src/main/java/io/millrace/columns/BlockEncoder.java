package io.millrace.columns;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes rows as a block of bytes that stands for itself, for another process or a file; {@code docs/block-format.md} says
 * what is in it. Rows that the selection leaves out are not written, {@link RowOrigin}s neither. The buffer is used again
 * for the next block: writing allocates nothing once it has grown to the size of the blocks.
 *
 * <p>One thread.
 */
public final class BlockEncoder {

    private final BlockWriter writer = new BlockWriter();

    /** What a vector needs while it and the vectors inside of it are written, by depth. */
    private final List<Level> levels = new ArrayList<>();

    private final int[] constantRow = new int[1];

    /**
     * Encodes the rows in place of the block before.
     *
     * @throws IllegalArgumentException when the block would be larger than 256 MiB
     */
    public void encode(Rows rows) {
        encode(rows.batch(), rows.selection(), rows.count());
    }

    /**
     * Encodes rows of a batch in place of the block before.
     *
     * @param rows which ones, null for the first {@code count}
     * @throws IllegalArgumentException when the block would be larger than 256 MiB
     */
    public void encode(Batch batch, int @Nullable [] rows, int count) {
        writer.clear();
        levels.removeIf(Level::isHuge);
        int header = writer.reserve(BlockFormat.HEADER_BYTES);
        boolean changes = putChanges(batch.changes(), rows, count);
        for (int i = 0; i < batch.columnCount(); i++) {
            putColumn(batch.column(i), rows, count);
        }
        writer.set4(header, BlockFormat.MAGIC);
        writer.set2(header + BlockFormat.VERSION_OFFSET, BlockFormat.VERSION);
        writer.set2(header + BlockFormat.FLAGS_OFFSET, changes ? BlockFormat.HAS_CHANGES : 0);
        writer.set4(header + BlockFormat.LENGTH_OFFSET, writer.length());
        writer.set4(header + BlockFormat.ROWS_OFFSET, count);
        writer.set4(header + BlockFormat.COLUMNS_OFFSET, batch.columnCount());
        writer.set4(
                header + BlockFormat.CHECKSUM_OFFSET, BlockFormat.checksum(writer.bytes(), header, writer.length()));
    }

    /** The buffer with the block, from its beginning on. Another array, or overwritten, after the next encode. */
    public byte[] bytes() {
        return writer.bytes();
    }

    /** How many bytes of {@link #bytes} are the block. */
    public int length() {
        return writer.length();
    }

    /** Writes the changes unless all are INSERT; says whether it did. */
    private boolean putChanges(byte @Nullable [] changes, int @Nullable [] rows, int count) {
        if (changes == null) {
            return false;
        }
        int any = 0;
        for (int i = 0; i < count; i++) {
            any |= changes[rows == null ? i : rows[i]];
        }
        if (any == 0) {
            return false;
        }
        writer.put(changes, rows, count);
        return true;
    }

    private void putColumn(Vector column, int @Nullable [] rows, int count) {
        if (count > 1 && ConstantColumns.isConstant(column, rows, count)) {
            constantRow[0] = rows == null ? 0 : rows[0];
            putVector(column, constantRow, 1, null, BlockFormat.CONSTANT, 0);
        } else {
            putVector(column, rows, count, null, 0, 0);
        }
    }

    /**
     * Writes one vector.
     *
     * @param outerBlank positions at which the ROW around is NULL, so that the values here have no meaning
     */
    private void putVector(
            Vector vector, int @Nullable [] rows, int count, long @Nullable [] outerBlank, int flags, int depth) {
        Level level = level(depth, count);
        boolean hasNulls = level.collectNulls(vector, rows, count, outerBlank);
        writer.put1(BlockFormat.shape(vector.type().physical()));
        writer.put1(flags | (hasNulls ? BlockFormat.HAS_NULLS : 0));
        if (hasNulls) {
            writer.putBits(level.blank, count);
        }
        level.addBlank(outerBlank, count);
        long[] blank = hasNulls || outerBlank != null ? level.blank : null;
        putValues(vector, rows, count, blank, level, depth);
    }

    private void putValues(
            Vector vector, int @Nullable [] rows, int count, long @Nullable [] blank, Level level, int depth) {
        switch (vector) {
            case ByteVector bytes -> clear(writer.put(bytes.values(), rows, count), 1, blank, count);
            case ShortVector shorts -> clear(writer.put(shorts.values(), rows, count), 2, blank, count);
            case IntVector ints -> clear(writer.put(ints.values(), rows, count), 4, blank, count);
            case LongVector longs -> clear(writer.put(longs.values(), rows, count), 8, blank, count);
            case FloatVector floats -> clear(writer.put(floats.values(), rows, count), 4, blank, count);
            case DoubleVector doubles -> clear(writer.put(doubles.values(), rows, count), 8, blank, count);
            case WideVector wide -> {
                clear(writer.put(wide.high(), rows, count), 8, blank, count);
                clear(writer.put(wide.low(), rows, count), 8, blank, count);
            }
            case NanosVector nanos -> {
                clear(writer.put(nanos.millis(), rows, count), 8, blank, count);
                clear(writer.put(nanos.nanos(), rows, count), 4, blank, count);
            }
            case BytesVector bytes -> {
                level.collectLengths(bytes.lengths(), rows, count, blank);
                writer.putLengths(level.lengths, count);
                putRanges(bytes, rows, count, level);
            }
            case ArrayVector array -> {
                level.collectLengths(array.lengths(), rows, count, blank);
                writer.putLengths(level.lengths, count);
                int elements = level.collectInnerRows(array.starts(), rows, count);
                putVector(array.elements(), level.innerRows, elements, null, 0, depth + 1);
            }
            case MapVector map -> {
                level.collectLengths(map.lengths(), rows, count, blank);
                writer.putLengths(level.lengths, count);
                int entries = level.collectInnerRows(map.starts(), rows, count);
                putVector(map.keys(), level.innerRows, entries, null, 0, depth + 1);
                putVector(map.values(), level.innerRows, entries, null, 0, depth + 1);
            }
            case RowVector fields -> {
                for (int i = 0; i < fields.fieldCount(); i++) {
                    putVector(fields.field(i), rows, count, blank, 0, depth + 1);
                }
            }
        }
    }

    private void clear(int position, int width, long @Nullable [] blank, int count) {
        if (blank != null) {
            writer.clear(position, width, blank, count);
        }
    }

    /** Rows that lie behind each other, as appended ones do, are copied at once. */
    private void putRanges(BytesVector vector, int @Nullable [] rows, int count, Level level) {
        int to = writer.reserve(level.totalLength(count));
        byte[] data = vector.data();
        int[] starts = vector.starts();
        int runStart = 0;
        int runEnd = 0;
        for (int i = 0; i < count; i++) {
            int length = level.lengths[i];
            if (length != 0) {
                int start = starts[rows == null ? i : rows[i]];
                if (start != runEnd) {
                    System.arraycopy(data, runStart, writer.bytes(), to, runEnd - runStart);
                    to += runEnd - runStart;
                    runStart = start;
                }
                runEnd = start + length;
            }
        }
        System.arraycopy(data, runStart, writer.bytes(), to, runEnd - runStart);
    }

    private Level level(int depth, int count) {
        if (depth == levels.size()) {
            levels.add(new Level());
        }
        Level level = levels.get(depth);
        level.ensureCapacity(count);
        return level;
    }

    /** Buffers by position for one vector. */
    private static final class Level {

        private static final int KEPT_POSITIONS = 1 << 18;

        private long[] blank = new long[Batch.MAX_ROWS >>> 6];
        private int[] lengths = new int[Batch.MAX_ROWS];
        private int[] innerRows = new int[0];

        /** So that one row with a huge array does not keep its memory for ever. */
        boolean isHuge() {
            return lengths.length > KEPT_POSITIONS || innerRows.length > KEPT_POSITIONS;
        }

        void ensureCapacity(int count) {
            if (count > lengths.length) {
                lengths = new int[count + (count >> 1)];
                blank = new long[(lengths.length + 63) >>> 6];
            }
        }

        /** Sets the bits of {@code blank} at which the value is NULL and the ROW around is not; says if there are any. */
        boolean collectNulls(Vector vector, int @Nullable [] rows, int count, long @Nullable [] outerBlank) {
            int words = (count + 63) >>> 6;
            if (!vector.hasNulls()) {
                Arrays.fill(blank, 0, words, 0);
                return false;
            }
            long any = 0;
            for (int word = 0; word < words; word++) {
                long bits = bits(vector.nulls(), rows, word << 6, Math.min(count - (word << 6), 64));
                if (outerBlank != null) {
                    bits &= ~outerBlank[word];
                }
                blank[word] = bits;
                any |= bits;
            }
            return any != 0;
        }

        private static long bits(long[] nulls, int @Nullable [] rows, int from, int count) {
            long bits = 0;
            for (int i = 0; i < count; i++) {
                int row = rows == null ? from + i : rows[from + i];
                bits |= (nulls[row >>> 6] >>> row & 1) << i;
            }
            return bits;
        }

        void addBlank(long @Nullable [] outerBlank, int count) {
            if (outerBlank != null) {
                for (int word = 0; word < (count + 63) >>> 6; word++) {
                    blank[word] |= outerBlank[word];
                }
            }
        }

        void collectLengths(int[] from, int @Nullable [] rows, int count, long @Nullable [] isBlank) {
            for (int i = 0; i < count; i++) {
                boolean empty = isBlank != null && (isBlank[i >>> 6] >>> i & 1) != 0;
                lengths[i] = empty ? 0 : from[rows == null ? i : rows[i]];
            }
        }

        long totalLength(int count) {
            long total = 0;
            for (int i = 0; i < count; i++) {
                total += lengths[i];
            }
            return total;
        }

        /** The rows of the vector inside, one range behind the other; returns how many there are. */
        int collectInnerRows(int[] starts, int @Nullable [] rows, int count) {
            long total = totalLength(count);
            if (total > BlockFormat.MAX_BLOCK_BYTES) {
                throw new IllegalArgumentException("These rows hold " + total + " elements, and a block can hold "
                        + BlockFormat.MAX_BLOCK_BYTES + " at most; encode fewer rows at once");
            }
            if (total > innerRows.length) {
                innerRows = new int[(int) (total + (total >> 1))];
            }
            int next = 0;
            for (int i = 0; i < count; i++) {
                int start = starts[rows == null ? i : rows[i]];
                for (int k = 0; k < lengths[i]; k++) {
                    innerRows[next++] = start + k;
                }
            }
            return next;
        }
    }
}
