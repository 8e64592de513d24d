package io.millrace.state;

import io.millrace.columns.BytesVector;
import io.millrace.columns.Vector;
import io.millrace.model.type.BinaryType;
import io.millrace.model.type.DataType;
import io.millrace.spi.checkpoint.OperatorSnapshot.Kind;
import io.millrace.spi.state.SplitListState;
import io.millrace.spi.state.TableLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Items as they were given, and as rows for checkpoints. */
final class HeapSplitList implements SplitListState, HeapState {

    private static final int FIRST_CAPACITY = 16;

    private final BytesVector column =
            (BytesVector) Vector.create(new DataType(BinaryType.BYTES, false), FIRST_CAPACITY);
    private final SlotStore store;
    private List<byte[]> items = List.of();

    HeapSplitList(String name) {
        store = new SlotStore(name, new Vector[] {column}, KeptColumns.NONE.and("item", column), FIRST_CAPACITY);
    }

    @Override
    public List<byte[]> items() {
        return items;
    }

    @Override
    public void replace(List<byte[]> newItems) {
        items = List.copyOf(newItems);
        store.clear();
        for (byte[] item : items) {
            column.append(store.extend(), item, 0, item.length);
        }
    }

    @Override
    public Kind kind() {
        return Kind.SPLIT_LIST;
    }

    @Override
    public TableLayout layout() {
        return HeapStateAccess.NO_COLUMNS;
    }

    @Override
    public long bucketWidth() {
        return 0;
    }

    @Override
    public List<StatePart> parts() {
        return List.of(new StatePart(StatePart.KEYS, 0, 0, store));
    }

    @Override
    public long rowCount() {
        return store.size();
    }

    @Override
    public void rebuild() {
        List<byte[]> restored = new ArrayList<>();
        for (int slot = store.nextLive(0); slot < store.top(); slot = store.nextLive(slot + 1)) {
            int start = column.starts()[slot];
            restored.add(Arrays.copyOfRange(column.data(), start, start + column.lengths()[slot]));
        }
        items = List.copyOf(restored);
    }

    @Override
    public long sizeBytes() {
        return 2 * store.sizeBytes();
    }
}
