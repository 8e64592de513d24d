package io.millrace.engine.operators.unnest;

import io.millrace.columns.ArrayVector;
import io.millrace.columns.Batch;
import io.millrace.columns.Change;
import io.millrace.columns.IntVector;
import io.millrace.columns.MapVector;
import io.millrace.columns.RowVector;
import io.millrace.columns.Vector;

/** The rows of one batch that is being made: of which row and which element each is. */
final class UnnestedColumns {

    /** In place of the number of an element: the row has none. */
    private static final int NONE = 0;

    private final UnnestSpec spec;
    private final int[] rows = new int[Batch.MAX_ROWS];
    private final int[] elements = new int[Batch.MAX_ROWS];
    private final int[] numbers = new int[Batch.MAX_ROWS];
    private int count;

    /** How many of the rows have no element. */
    private int alone;

    UnnestedColumns(UnnestSpec spec) {
        this.spec = spec;
    }

    /** No rows yet. */
    void begin() {
        count = 0;
        alone = 0;
    }

    int count() {
        return count;
    }

    /** How many more rows there can be. */
    int room() {
        return Batch.MAX_ROWS - count;
    }

    /** A row that has no elements. */
    void addAlone(int row) {
        rows[count] = row;
        numbers[count++] = NONE;
        alone++;
    }

    /**
     * Some elements of a row.
     *
     * @param start where its first one lies
     * @param done how many were added before
     * @param more how many there are now
     */
    void add(int row, int start, int done, int more) {
        for (int i = 0; i < more; i++) {
            rows[count + i] = row;
            elements[count + i] = start + done + i;
            numbers[count + i] = done + i + 1;
        }
        count += more;
    }

    /**
     * Writes the rows.
     *
     * @param from what they are made of; stays alive as long as {@code to}
     */
    void write(Batch from, Batch to) {
        to.addParent(from);
        int column = 0;
        for (int passed : spec.passed()) {
            Repeated.write(to.column(column++), from.column(passed), rows, count);
        }
        writeElements(from.column(spec.collection()), to, column);
        if (spec.isNumbered()) {
            writeNumbers((IntVector) to.column(to.columnCount() - 1));
        }
        byte[] changes = from.changes();
        if (changes != null) {
            writeChanges(changes, to.writableChanges());
        }
        to.setRowCount(count);
    }

    private void writeElements(Vector collection, Batch to, int firstColumn) {
        int[] parts = spec.parts();
        if (alone == count) {
            for (int i = 0; i < parts.length; i++) {
                setNull(to.column(firstColumn + i));
            }
            return;
        }
        if (alone > 0) {
            lendElements();
        }
        for (int i = 0; i < parts.length; i++) {
            Vector part = to.column(firstColumn + i);
            switch (collection) {
                case MapVector map -> gather(part, parts[i] == 0 ? map.keys() : map.values());
                case ArrayVector array
                when array.elements() instanceof RowVector fields -> {
                    gather(part, fields.field(parts[i]));
                    setNullLike(fields, part);
                }
                case ArrayVector array -> gather(part, array.elements());
                default -> throw new IllegalStateException("There are no elements of " + collection.type());
            }
        }
    }

    /**
     * Rows without an element read another one first, so that all are gathered in one loop: the one before them, of which then nothing is
     * copied, or else the first.
     */
    private void lendElements() {
        int i = 0;
        while (numbers[i] == NONE) {
            i++;
        }
        int last = elements[i];
        for (i = 0; i < count; i++) {
            if (numbers[i] == NONE) {
                elements[i] = last;
            } else {
                last = elements[i];
            }
        }
    }

    private void gather(Vector to, Vector from) {
        Repeated.write(to, from, elements, count);
        for (int i = 0; alone > 0 && i < count; i++) {
            if (numbers[i] == NONE) {
                to.setNull(i);
            }
        }
    }

    /** What lies in the fields of a ROW that is NULL has no meaning. */
    private void setNullLike(Vector whole, Vector field) {
        for (int i = 0; whole.hasNulls() && i < count; i++) {
            if (whole.isNull(elements[i])) {
                field.setNull(i);
            }
        }
    }

    private void setNull(Vector column) {
        for (int i = 0; i < count; i++) {
            column.setNull(i);
        }
    }

    private void writeNumbers(IntVector to) {
        System.arraycopy(numbers, 0, to.values(), 0, count);
        for (int i = 0; alone > 0 && i < count; i++) {
            if (numbers[i] == NONE) {
                to.setNull(i);
            }
        }
    }

    /** The halves of an update may have different numbers of elements, so each stands for itself. */
    private void writeChanges(byte[] from, byte[] to) {
        for (int i = 0; i < count; i++) {
            to[i] = Change.isAddition(from[rows[i]]) ? Change.INSERT : Change.DELETE;
        }
    }
}
