package io.millrace.state;

import io.millrace.spi.checkpoint.OperatorSnapshot.Kind;
import io.millrace.spi.state.BroadcastState;
import io.millrace.spi.state.ListState;
import io.millrace.spi.state.TableLayout;
import java.util.List;

/** Rows that every task has: lists of all keys. */
final class HeapBroadcast implements BroadcastState, HeapState {

    private final HeapList rows;

    HeapBroadcast(HeapList rows) {
        this.rows = rows;
    }

    @Override
    public ListState rows() {
        return rows;
    }

    @Override
    public Kind kind() {
        return rows.kind();
    }

    @Override
    public TableLayout layout() {
        return rows.layout();
    }

    @Override
    public long bucketWidth() {
        return 0;
    }

    @Override
    public List<StatePart> parts() {
        return rows.parts();
    }

    @Override
    public long rowCount() {
        return rows.rowCount();
    }

    @Override
    public void rebuild() {
        rows.rebuild();
    }

    @Override
    public long sizeBytes() {
        return rows.sizeBytes();
    }
}
