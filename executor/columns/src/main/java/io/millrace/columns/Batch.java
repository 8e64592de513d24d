package io.millrace.columns;

import io.millrace.model.type.Schema;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Up to {@link #MAX_ROWS} rows in columns. Filled by the operator that took it from its {@link BatchPool}, then immutable
 * and shared.
 *
 * <p>A column is either the batch's own vector or one shared from elsewhere: the same vector of a batch further up, or
 * a constant. Whatever a shared column lives in is a <em>parent</em>, which the batch retains until it is recycled.
 * Derived batches keep the row numbers of their parent, so that a row's {@link RowOrigin} stays known.
 *
 * <p>An own vector is made when its column is first asked for, so a batch pays for the columns its producer computes and
 * not for those it only passes on.
 */
public final class Batch extends Counted {

    /**
     * Most rows of a batch: so many that what a batch costs by itself vanishes, so few that sixteen columns of eight bytes
     * fit half of a 1 MB second-level cache.
     */
    public static final int MAX_ROWS = 4096;

    private final BatchPool pool;
    private final @Nullable Vector[] own;
    private final @Nullable Vector[] columns;
    private int rowCount;
    private byte @Nullable [] ownChanges;
    private byte @Nullable [] changes;

    @Nullable
    private RowOrigin origin;

    private Counted[] parents = new Counted[1];
    private int parentCount;

    Batch(BatchPool pool) {
        this.pool = pool;
        this.own = new Vector[pool.schema().size()];
        this.columns = new Vector[own.length];
    }

    /** Names and types of the columns. */
    public Schema schema() {
        return pool.schema();
    }

    /** How many rows there are. */
    public int rowCount() {
        return rowCount;
    }

    /** Set by the producer before it emits. */
    public void setRowCount(int rows) {
        if (rows < 0 || rows > MAX_ROWS) {
            throw new IllegalArgumentException("A batch cannot have " + rows + " rows");
        }
        rowCount = rows;
    }

    /** How many columns there are. */
    public int columnCount() {
        return columns.length;
    }

    /** The values of one column: the shared vector if there is one, else the batch's own. */
    public Vector column(int index) {
        requireHeld();
        Vector vector = columns[index];
        return vector != null ? vector : ownColumn(index);
    }

    private Vector ownColumn(int index) {
        Vector vector = Vector.create(schema().type(index), MAX_ROWS);
        own[index] = vector;
        columns[index] = vector;
        return vector;
    }

    /** Shows a vector that lives in a parent, or is a constant, as this column. */
    public void shareColumn(int index, Vector vector) {
        if (vector.type().physical() != schema().type(index).physical()) {
            throw new IllegalArgumentException(
                    "A vector of " + vector.type() + " cannot stand for column " + schema().column(index));
        }
        columns[index] = vector;
    }

    /** Keeps {@code parent} alive until this batch is recycled. */
    public void addParent(Counted parent) {
        parent.retain();
        if (parentCount == parents.length) {
            parents = Arrays.copyOf(parents, 2 * parentCount);
        }
        parents[parentCount++] = parent;
    }

    /** The change of each row, or null when all are {@link Change#INSERT}. */
    public byte @Nullable [] changes() {
        return changes;
    }

    /** The change of each row, to be filled by the producer. */
    public byte[] writableChanges() {
        byte[] bytes = ownChanges;
        if (bytes == null) {
            bytes = new byte[MAX_ROWS];
            ownChanges = bytes;
        }
        changes = bytes;
        return bytes;
    }

    /** Shows the changes of a parent. */
    public void shareChanges(byte @Nullable [] parentChanges) {
        changes = parentChanges;
    }

    /** The change of one row. */
    public byte change(int row) {
        return changes == null ? Change.INSERT : changes[row];
    }

    /** Where the rows were read, if that is still known. */
    @Nullable
    public RowOrigin origin() {
        return origin;
    }

    /** Set by the source, and by operators that keep the row numbers. */
    public void setOrigin(@Nullable RowOrigin rowOrigin) {
        origin = rowOrigin;
    }

    @Override
    protected void recycle() {
        for (int i = 0; i < parentCount; i++) {
            parents[i].release();
            parents[i] = null;
        }

        parentCount = 0;
        rowCount = 0;
        changes = null;
        origin = null;
        for (int i = 0; i < own.length; i++) {
            Vector vector = own[i];
            columns[i] = vector;
            if (vector != null) {
                vector.clear();
            }
        }
        pool.takeBack(this);
    }

    void handOut() {
        firstReference();
    }

    @Override
    public String toString() {
        return "batch of " + rowCount + " rows " + schema();
    }
}
