package io.millrace.columns;

import io.millrace.model.type.ArrayType;
import io.millrace.model.type.DataType;
import io.millrace.model.type.MapType;
import io.millrace.model.type.RowType;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The values of one column, by row. Subclasses differ in the shape of a value ({@link
 * io.millrace.model.type.Physical}); this class holds which rows are NULL.
 *
 * <p>A vector is filled by one thread and not written after its batch is emitted. The arrays behind it may be longer
 * than the batch has rows; what lies behind the last row, or at a row that is NULL, has no meaning (but is never out of
 * range for the ranges of BYTES, ARRAY and MAP, so kernels may read before they look at the NULL bit).
 */
public abstract sealed class Vector
        permits ByteVector,
                ShortVector,
                IntVector,
                LongVector,
                FloatVector,
                DoubleVector,
                WideVector,
                NanosVector,
                BytesVector,
                ArrayVector,
                MapVector,
                RowVector {

    /** Shared by all vectors without NULL, so that readers may always look at the bit. Never written. */
    private static final long[] NO_NULLS = new long[Batch.MAX_ROWS >>> 6];

    private final DataType type;
    private long[] nulls = NO_NULLS;
    private long[] ownNulls = NO_NULLS;
    private boolean hasNulls;
    private int capacity;

    Vector(DataType type, int capacity) {
        this.type = type;
        this.capacity = capacity;
        forgetNulls();
    }

    /** An empty vector for values of {@code type} with room for {@code capacity} rows. */
    public static Vector create(DataType type, int capacity) {
        return switch (type.physical()) {
            case BOOLEAN, BYTE -> new ByteVector(type, capacity);
            case SHORT -> new ShortVector(type, capacity);
            case INT -> new IntVector(type, capacity);
            case LONG -> new LongVector(type, capacity);
            case FLOAT -> new FloatVector(type, capacity);
            case DOUBLE -> new DoubleVector(type, capacity);
            case WIDE -> new WideVector(type, capacity);
            case NANOS -> new NanosVector(type, capacity);
            case BYTES -> new BytesVector(type, capacity);
            case ARRAY -> new ArrayVector(type, (ArrayType) type.type(), capacity);
            case MAP -> new MapVector(type, (MapType) type.type(), capacity);
            case ROW -> new RowVector(type, (RowType) type.type(), capacity);
        };
    }

    /** The type of the values. */
    public final DataType type() {
        return type;
    }

    /** How many rows there is room for. */
    public final int capacity() {
        return capacity;
    }

    /**
     * The NULL bits: row {@code i} is NULL when bit {@code i & 63} of word {@code i >>> 6} is set. At least as many
     * words as the rows need; to be read only, since vectors without NULL share one array.
     */
    public final long[] nulls() {
        return nulls;
    }

    /** Whether any row was marked NULL since the last {@link #clear}. */
    public final boolean hasNulls() {
        return hasNulls;
    }

    /** Whether the row is NULL. */
    public final boolean isNull(int row) {
        return (nulls[row >>> 6] >>> row & 1) != 0;
    }

    /** Marks the row NULL. Its value stays what it was. */
    public final void setNull(int row) {
        writableNulls()[row >>> 6] |= 1L << row;
    }

    /** Marks the row as not NULL. Its value stays what it was. */
    public final void setNotNull(int row) {
        if (nulls != NO_NULLS) {
            nulls[row >>> 6] &= ~(1L << row);
        }
    }

    /** The NULL bits for writing, all zero at first after a {@link #clear}. */
    public final long[] writableNulls() {
        if (nulls == NO_NULLS) {
            takeOwnNulls();
        }
        hasNulls = true;
        return nulls;
    }

    /** Forgets all rows; the arrays stay for the next use. */
    public void clear() {
        forgetNulls();
    }

    /** Readers may look at any row's bit, and the shared array ends at the rows of a batch. */
    private void forgetNulls() {
        hasNulls = false;
        if (capacity <= Batch.MAX_ROWS) {
            nulls = NO_NULLS;
        } else {
            takeOwnNulls();
        }
    }

    private void takeOwnNulls() {
        int words = (capacity + 63) >>> 6;
        if (ownNulls.length < words || ownNulls == NO_NULLS) {
            ownNulls = new long[words];
        } else {
            Arrays.fill(ownNulls, 0);
        }
        nulls = ownNulls;
    }

    /**
     * Makes room for {@code rows} rows, keeping what is there. Batches have a fixed number of rows; this serves vectors
     * inside of nested types and growing state.
     */
    public final void ensureCapacity(int rows) {
        if (rows <= capacity) {
            return;
        }
        growTo(Math.max(rows, Math.max(16, capacity + (capacity >> 1))));
    }

    /** Makes room for just so many rows, for whoever knows better than to have half as much again. */
    public final void growTo(int rows) {
        if (rows <= capacity) {
            return;
        }
        grow(rows);
        int words = (rows + 63) >>> 6;
        if (nulls != NO_NULLS || words > NO_NULLS.length) {
            ownNulls = Arrays.copyOf(nulls, words);
            nulls = ownNulls;
        }
        capacity = rows;
    }

    abstract void grow(int capacity);

    /**
     * The rows as they are now, without copying them: shares the arrays, and keeps them when this vector grows or is {@link
     * #renew renewed}. Rows that are written in place change in the view too. To be read only.
     */
    public final Vector view() {
        Vector view = sharing();
        view.nulls = nulls;
        view.hasNulls = hasNulls;
        view.capacity = capacity;
        return view;
    }

    /** A vector of this type over the same values. */
    abstract Vector sharing();

    /** Forgets all rows as {@link #clear} does, and takes new arrays of zeros: views keep the ones from before. */
    public final void renew() {
        renewValues();
        nulls = NO_NULLS;
        ownNulls = NO_NULLS;
        forgetNulls();
    }

    abstract void renewValues();

    /** About how many bytes the arrays take up. */
    public final long sizeBytes() {
        return valueBytes() + 8L * (ownNulls == NO_NULLS ? 0 : ownNulls.length);
    }

    abstract long valueBytes();

    /** Copies one row, its NULL bit included, from a vector of the same physical shape. */
    public final void copy(int row, Vector from, int fromRow) {
        if (from.isNull(fromRow)) {
            setNull(row);
            setEmpty(row);
        } else {
            setNotNull(row);
            copyValue(row, from, fromRow);
        }
    }

    /**
     * Copies {@code count} rows, their NULL bits included, into the rows from {@code row} on. {@code from} is another
     * vector of the same physical shape.
     *
     * @param fromRows which rows of {@code from}; null for the first {@code count}
     */
    public void gather(int row, Vector from, int @Nullable [] fromRows, int count) {
        for (int i = 0; i < count; i++) {
            copy(row + i, from, fromRows == null ? i : fromRows[i]);
        }
    }

    /**
     * Copies {@code count} rows, their NULL bits included, to where each belongs. {@code from} is another vector of the same
     * physical shape.
     *
     * @param rows where they go
     * @param fromRows which rows of {@code from} they are
     */
    public final void scatter(int[] rows, Vector from, int[] fromRows, int count) {
        if (hasNulls || from.hasNulls) {
            for (int i = 0; i < count; i++) {
                copy(rows[i], from, fromRows[i]);
            }
        } else {
            scatterValues(rows, from, fromRows, count);
        }
    }

    void scatterValues(int[] rows, Vector from, int[] fromRows, int count) {
        for (int i = 0; i < count; i++) {
            copyValue(rows[i], from, fromRows[i]);
        }
    }

    /** Gives a NULL row a value that is safe to read. */
    void setEmpty(int row) {}

    abstract void copyValue(int row, Vector from, int fromRow);

    /** Copies the NULL bits that {@link #gather} asks for, up to 64 at a time: one write per word of this vector. */
    final void gatherNulls(int row, Vector from, int @Nullable [] fromRows, int count) {
        if (!from.hasNulls && !hasNulls) {
            return;
        }
        long[] bits = from.nulls;
        int done = 0;
        while (done < count) {
            int bit = (row + done) & 63;
            int length = Math.min(64 - bit, count - done);
            long word = 0;
            for (int i = 0; i < length; i++) {
                int source = fromRows == null ? done + i : fromRows[done + i];
                word |= (bits[source >>> 6] >>> source & 1) << i;
            }
            if (word != 0 || hasNulls) {
                long mask = -1L >>> (64 - length) << bit;
                long[] target = writableNulls();
                int index = (row + done) >>> 6;
                target[index] = target[index] & ~mask | word << bit;
            }
            done += length;
        }
    }
}
