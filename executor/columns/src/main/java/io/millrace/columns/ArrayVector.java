package io.millrace.columns;

import io.millrace.model.type.ArrayType;
import io.millrace.model.type.DataType;
import java.util.Arrays;

/** ARRAY: each row is a range of the element vector. */
public final class ArrayVector extends Vector {

    private final Vector elements;
    private int[] starts;
    private int[] lengths;
    private int used;

    ArrayVector(DataType type, ArrayType array, int capacity) {
        this(type, Vector.create(array.element(), capacity), capacity);
    }

    private ArrayVector(DataType type, Vector elements, int capacity) {
        super(type, capacity);
        this.elements = elements;
        starts = new int[capacity];
        lengths = new int[capacity];
    }

    /** The elements of all rows. */
    public Vector elements() {
        return elements;
    }

    /** Where each row begins in {@link #elements}. */
    public int[] starts() {
        return starts;
    }

    /** How many elements each row has. */
    public int[] lengths() {
        return lengths;
    }

    /** How many elements were appended since the last clear. */
    public int appendedElements() {
        return used;
    }

    /**
     * Makes room for {@code length} more elements and makes them the value of the row.
     *
     * @return the first of these elements, to be filled by the caller
     */
    public int append(int row, int length) {
        int start = used;
        used = Math.addExact(used, length);
        elements.ensureCapacity(used);
        starts[row] = start;
        lengths[row] = length;
        return start;
    }

    @Override
    public void clear() {
        super.clear();
        elements.clear();
        used = 0;
    }

    @Override
    void grow(int capacity) {
        starts = Arrays.copyOf(starts, capacity);
        lengths = Arrays.copyOf(lengths, capacity);
    }

    @Override
    Vector sharing() {
        ArrayVector view = new ArrayVector(type(), elements.view(), 0);
        view.starts = starts;
        view.lengths = lengths;
        view.used = used;
        return view;
    }

    @Override
    void renewValues() {
        elements.renew();
        used = 0;
        starts = new int[starts.length];
        lengths = new int[lengths.length];
    }

    @Override
    long valueBytes() {
        return 8L * starts.length + elements.sizeBytes();
    }

    @Override
    void setEmpty(int row) {
        starts[row] = 0;
        lengths[row] = 0;
    }

    @Override
    void copyValue(int row, Vector from, int fromRow) {
        ArrayVector source = (ArrayVector) from;
        int length = source.lengths[fromRow];
        int start = append(row, length);
        for (int i = 0; i < length; i++) {
            elements.copy(start + i, source.elements, source.starts[fromRow] + i);
        }
    }
}
