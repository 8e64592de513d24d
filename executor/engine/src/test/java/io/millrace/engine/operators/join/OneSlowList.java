package io.millrace.engine.operators.join;

import io.millrace.columns.LongVector;
import io.millrace.columns.Vector;
import io.millrace.model.type.ScalarType;
import io.millrace.spi.Completion;
import io.millrace.spi.state.ListState;
import io.millrace.spi.state.Table;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One list for all keys, of a number and a time, of which each next row has to be waited for once. A row that is gone is never asked with. */
final class OneSlowList implements ListState {

    private static final int MOST_ROWS = 16;

    private final LongVector numbers = (LongVector) Vector.create(ScalarType.BIGINT.notNull(), MOST_ROWS);
    private final LongVector times = (LongVector) Vector.create(ScalarType.BIGINT.notNull(), MOST_ROWS);
    private final List<Integer> rows = new ArrayList<>();
    private int slots;
    private boolean late;

    /** The numbers in the list. */
    List<Long> numbers() {
        return rows.stream().map(slot -> numbers.values()[slot]).toList();
    }

    @Override
    public @Nullable Completion fetch(
            Vector[] keys, int @Nullable [] keyRows, int count, long[] hashes, Table.Absent absent, int[] lists) {
        Arrays.fill(lists, 0, count, 0);
        return null;
    }

    @Override
    public @Nullable Completion bring(int[] lists, int count) {
        return null;
    }

    @Override
    public boolean isEmpty(int list) {
        return rows.isEmpty();
    }

    @Override
    public void append(int[] lists, int count, Vector[] values, int @Nullable [] from) {
        for (int i = 0; i < count; i++) {
            int row = from == null ? i : from[i];
            numbers.values()[slots] = ((LongVector) values[0]).values()[row];
            times.values()[slots] = ((LongVector) values[1]).values()[row];
            rows.add(slots++);
        }
    }

    @Override
    public int first(int list) {
        return rows.isEmpty() ? NONE : rows.getFirst();
    }

    @Override
    public int next(int slot) {
        int place = place(slot);
        if (place + 1 == rows.size()) {
            return NONE;
        }
        late = !late;
        return late ? WAITING : rows.get(place + 1);
    }

    private int place(int slot) {
        int place = rows.indexOf(slot);
        if (place < 0) {
            throw new IllegalStateException("There is no row at slot " + slot);
        }
        return place;
    }

    @Override
    public Completion completion() {
        Completion done = new Completion();
        done.complete();
        return done;
    }

    @Override
    public void clear(int[] lists, int count) {
        rows.clear();
    }

    @Override
    public void remove(int list, int slot) {
        rows.remove(place(slot));
    }

    @Override
    public Vector key(int column) {
        return Vector.create(ScalarType.BOOLEAN.notNull(), 1);
    }

    @Override
    public Vector value(int column) {
        return column == 0 ? numbers : times;
    }

    @Override
    public void written(int slot) {}

    @Override
    public void unpin() {}

    @Override
    public long size() {
        return rows.size();
    }

    @Override
    public Table.Scan scan() {
        throw new IllegalStateException("Nobody scans here");
    }

    @Override
    public Table.Scan scanRows() {
        throw new IllegalStateException("Nobody scans here");
    }

    @Override
    public int list(int slot) {
        return 0;
    }
}
