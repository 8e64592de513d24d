package io.millrace.engine.operators.join;

import io.millrace.columns.Batch;
import io.millrace.columns.Vector;
import io.millrace.spi.Completion;
import io.millrace.spi.state.ListState;

/** All rows of a key. */
record ListMatches(ListState rows) implements Matches {

    @Override
    public void begin(Batch batch) {}

    @Override
    public int first(int list, int row) {
        return rows.first(list);
    }

    @Override
    public int next(int slot) {
        return rows.next(slot);
    }

    @Override
    public Completion completion() {
        return rows.completion();
    }

    @Override
    public Vector value(int column) {
        return rows.value(column);
    }
}
