package io.millrace.columns;

import io.millrace.model.type.DataType;
import io.millrace.model.type.MapType;
import java.util.Arrays;

/** MAP: each row is a range of the key vector and the same range of the value vector. */
public final class MapVector extends Vector {

    private final Vector keys;
    private final Vector values;
    private int[] starts;
    private int[] lengths;
    private int used;

    MapVector(DataType type, MapType map, int capacity) {
        this(type, Vector.create(map.key(), capacity), Vector.create(map.value(), capacity), capacity);
    }

    private MapVector(DataType type, Vector keys, Vector values, int capacity) {
        super(type, capacity);
        this.keys = keys;
        this.values = values;
        starts = new int[capacity];
        lengths = new int[capacity];
    }

    /** The keys of all rows. */
    public Vector keys() {
        return keys;
    }

    /** The values of all rows. */
    public Vector values() {
        return values;
    }

    /** Where each row begins in {@link #keys} and {@link #values}. */
    public int[] starts() {
        return starts;
    }

    /** How many entries each row has. */
    public int[] lengths() {
        return lengths;
    }

    /** How many entries were appended since the last clear. */
    public int appendedEntries() {
        return used;
    }

    /**
     * Makes room for {@code length} more entries and makes them the value of the row.
     *
     * @return the first of these entries, to be filled by the caller
     */
    public int append(int row, int length) {
        int start = used;
        used = Math.addExact(used, length);
        keys.ensureCapacity(used);
        values.ensureCapacity(used);
        starts[row] = start;
        lengths[row] = length;
        return start;
    }

    @Override
    public void clear() {
        super.clear();
        keys.clear();
        values.clear();
        used = 0;
    }

    @Override
    void grow(int capacity) {
        starts = Arrays.copyOf(starts, capacity);
        lengths = Arrays.copyOf(lengths, capacity);
    }

    @Override
    Vector sharing() {
        MapVector view = new MapVector(type(), keys.view(), values.view(), 0);
        view.starts = starts;
        view.lengths = lengths;
        view.used = used;
        return view;
    }

    @Override
    void renewValues() {
        keys.renew();
        values.renew();
        used = 0;
        starts = new int[starts.length];
        lengths = new int[lengths.length];
    }

    @Override
    long valueBytes() {
        return 8L * starts.length + keys.sizeBytes() + values.sizeBytes();
    }

    @Override
    void setEmpty(int row) {
        starts[row] = 0;
        lengths[row] = 0;
    }

    @Override
    void copyValue(int row, Vector from, int fromRow) {
        MapVector source = (MapVector) from;
        int length = source.lengths[fromRow];
        int start = append(row, length);
        for (int i = 0; i < length; i++) {
            keys.copy(start + i, source.keys, source.starts[fromRow] + i);
            values.copy(start + i, source.values, source.starts[fromRow] + i);
        }
    }
}
