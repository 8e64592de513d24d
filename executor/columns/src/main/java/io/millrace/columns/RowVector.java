package io.millrace.columns;

import io.millrace.model.type.DataType;
import io.millrace.model.type.RowType;
import org.jspecify.annotations.Nullable;

/** ROW: one vector per field, all by the same rows. */
public final class RowVector extends Vector {

    private final Vector[] fields;

    RowVector(DataType type, RowType row, int capacity) {
        this(
                type,
                row.fields().stream()
                        .map(field -> Vector.create(field.type(), capacity))
                        .toArray(Vector[]::new),
                capacity);
    }

    private RowVector(DataType type, Vector[] fields, int capacity) {
        super(type, capacity);
        this.fields = fields;
    }

    /** How many fields there are. */
    public int fieldCount() {
        return fields.length;
    }

    /** The values of one field. */
    public Vector field(int index) {
        return fields[index];
    }

    @Override
    public void clear() {
        super.clear();
        for (Vector field : fields) {
            field.clear();
        }
    }

    @Override
    void grow(int capacity) {
        for (Vector field : fields) {
            field.ensureCapacity(capacity);
        }
    }

    @Override
    Vector sharing() {
        Vector[] views = new Vector[fields.length];
        for (int i = 0; i < views.length; i++) {
            views[i] = fields[i].view();
        }
        return new RowVector(type(), views, 0);
    }

    @Override
    void renewValues() {
        for (Vector field : fields) {
            field.renew();
        }
    }

    @Override
    long valueBytes() {
        long sum = 0;
        for (Vector field : fields) {
            sum += field.sizeBytes();
        }
        return sum;
    }

    @Override
    void setEmpty(int row) {
        for (Vector field : fields) {
            field.setEmpty(row);
        }
    }

    @Override
    void copyValue(int row, Vector from, int fromRow) {
        RowVector source = (RowVector) from;
        for (int i = 0; i < fields.length; i++) {
            fields[i].copy(row, source.fields[i], fromRow);
        }
    }

    @Override
    public void gather(int row, Vector from, int @Nullable [] fromRows, int count) {
        RowVector source = (RowVector) from;
        for (int i = 0; i < fields.length; i++) {
            fields[i].gather(row, source.fields[i], fromRows, count);
        }
        gatherNulls(row, from, fromRows, count);
    }
}
