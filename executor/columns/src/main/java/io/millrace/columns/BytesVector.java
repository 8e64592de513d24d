package io.millrace.columns;

import io.millrace.model.type.DataType;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * CHAR, VARCHAR, STRING (UTF-8), BINARY, VARBINARY and BYTES: each row is a range of one byte array. Ranges may overlap
 * and come in any order, so substrings, gathers and decoded fields can point into bytes that are there already.
 *
 * <p>Either the vector owns the array and {@link #append}s to it, or it {@link #borrow}s one that its batch retains.
 */
public final class BytesVector extends Vector {

    /**
     * Own bytes beyond this are given back at the next clear, so that one huge value does not stay in every pooled batch
     * it came through. 4,096 rows of 1 KiB fit four times.
     */
    static final int KEPT_BYTES = 16 << 20;

    private static final byte[] NO_BYTES = new byte[0];

    private byte[] ownData = NO_BYTES;
    private byte[] data = NO_BYTES;
    private int used;
    private int[] starts;
    private int[] lengths;

    BytesVector(DataType type, int capacity) {
        super(type, capacity);
        starts = new int[capacity];
        lengths = new int[capacity];
    }

    /** The bytes that {@link #starts} and {@link #lengths} point into. May change with each append. */
    public byte[] data() {
        return data;
    }

    /** Where each row begins in {@link #data}. */
    public int[] starts() {
        return starts;
    }

    /** How many bytes each row has. */
    public int[] lengths() {
        return lengths;
    }

    /** How many bytes were appended since the last clear. */
    public int appendedBytes() {
        return used;
    }

    /**
     * Points the rows into {@code bytes}, which the caller keeps alive and unchanged as long as the batch lives, mostly
     * by making its buffer a parent of the batch. Comes first after a {@link #clear}; no append may follow before the
     * next.
     */
    public void borrow(byte[] bytes) {
        if (used != 0) {
            throw new IllegalStateException("Rows already point into " + used + " appended bytes");
        }
        data = bytes;
        forgetRanges();
    }

    /** Whether the rows point into bytes that the vector does not own, so that appends are refused. */
    public boolean isBorrowing() {
        return data != ownData;
    }

    /** Copies the borrowed bytes that rows point to, so that appends may follow. */
    public void stopBorrowing() {
        if (!isBorrowing()) {
            return;
        }
        byte[] borrowed = data;
        data = ownData;
        for (int row = 0; row < starts.length; row++) {
            if (lengths[row] != 0) {
                append(row, borrowed, starts[row], lengths[row]);
            } else {
                starts[row] = 0;
            }
        }
    }

    /** Sets the range of a row in borrowed or appended bytes. */
    public void setRange(int row, int start, int length) {
        starts[row] = start;
        lengths[row] = length;
    }

    /** Copies the bytes behind what is there and makes them the value of the row. */
    public void append(int row, byte[] from, int start, int length) {
        int position = reserve(length);
        System.arraycopy(from, start, data, position, length);
        starts[row] = position;
        lengths[row] = length;
    }

    /**
     * Room for {@code length} more bytes in {@link #data}, counted as used.
     *
     * @return where the room begins
     */
    public int reserve(int length) {
        int position = used;
        int needed = Math.addExact(position, length);
        if (data != ownData) {
            throw new IllegalStateException("A vector over borrowed bytes cannot grow");
        }
        if (needed > ownData.length) {
            ownData = Arrays.copyOf(ownData, Math.max(needed, Math.max(64, ownData.length + (ownData.length >> 1))));
            data = ownData;
        }
        used = needed;
        return position;
    }

    @Override
    public void clear() {
        super.clear();
        used = 0;
        if (ownData.length > KEPT_BYTES) {
            ownData = NO_BYTES;
        }
        if (data != ownData) {
            data = ownData;
            forgetRanges();
        }
    }

    /** A row that nobody sets must not keep a range of an array that is gone: it may lie outside of the new one. */
    private void forgetRanges() {
        Arrays.fill(starts, 0);
        Arrays.fill(lengths, 0);
    }

    @Override
    void grow(int capacity) {
        starts = Arrays.copyOf(starts, capacity);
        lengths = Arrays.copyOf(lengths, capacity);
    }

    @Override
    Vector sharing() {
        BytesVector view = new BytesVector(type(), 0);
        view.ownData = ownData;
        view.data = data;
        view.used = used;
        view.starts = starts;
        view.lengths = lengths;
        return view;
    }

    @Override
    void renewValues() {
        ownData = NO_BYTES;
        data = NO_BYTES;
        used = 0;
        starts = new int[starts.length];
        lengths = new int[lengths.length];
    }

    @Override
    long valueBytes() {
        return 8L * starts.length + ownData.length;
    }

    @Override
    void setEmpty(int row) {
        starts[row] = 0;
        lengths[row] = 0;
    }

    @Override
    void copyValue(int row, Vector from, int fromRow) {
        BytesVector source = (BytesVector) from;
        append(row, source.data, source.starts[fromRow], source.lengths[fromRow]);
    }

    @Override
    public void gather(int row, Vector from, int @Nullable [] fromRows, int count) {
        BytesVector source = (BytesVector) from;
        gatherNulls(row, from, fromRows, count);
        int total = 0;
        for (int i = 0; i < count; i++) {
            int sourceRow = fromRows == null ? i : fromRows[i];
            int length = source.isNull(sourceRow) ? 0 : source.lengths[sourceRow];
            lengths[row + i] = length;
            total = Math.addExact(total, length);
        }
        copyRanges(reserve(total), source, row, fromRows, count);
    }

    /** Ranges that lie behind each other in the source, as appended ones do, are copied at once. */
    private void copyRanges(int to, BytesVector source, int row, int @Nullable [] fromRows, int count) {
        int position = to;
        int copiedTo = to;
        int runStart = 0;
        for (int i = 0; i < count; i++) {
            int length = lengths[row + i];
            starts[row + i] = position;
            if (length != 0) {
                int start = source.starts[fromRows == null ? i : fromRows[i]];
                if (start != runStart + position - copiedTo) {
                    System.arraycopy(source.data, runStart, data, copiedTo, position - copiedTo);
                    runStart = start;
                    copiedTo = position;
                }
                position += length;
            }
        }
        System.arraycopy(source.data, runStart, data, copiedTo, position - copiedTo);
    }
}
