package io.millrace.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.columns.KeyGroupRange;
import io.millrace.model.type.Column;
import io.millrace.model.type.DataType;
import io.millrace.model.type.Schema;
import io.millrace.spi.checkpoint.CheckpointStorage;
import io.millrace.spi.checkpoint.FrozenState;
import io.millrace.spi.checkpoint.OperatorSnapshot;
import io.millrace.spi.checkpoint.OperatorState;
import io.millrace.spi.checkpoint.StateBackend;
import io.millrace.spi.state.ListState;
import io.millrace.spi.state.OrderedState;
import io.millrace.spi.state.StateAccess;
import io.millrace.spi.state.Table;
import io.millrace.spi.state.TableLayout;
import io.millrace.spi.state.TableState;
import io.millrace.state.contract.ListDriver;
import io.millrace.state.contract.MemoryStorage;
import io.millrace.state.contract.OrderedDriver;
import io.millrace.state.contract.StateFixture;
import io.millrace.state.contract.TableDriver;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** State that lived for ever lives for a time from now on, and the other way round; and what is taken back goes by another width. */
final class StateConversionTest implements StateFixture {

    private static final TableLayout FOR_EVER = new TableLayout(
            Schema.of(new Column("k", DataType.parse("INT"))), Schema.of(new Column("v", DataType.parse("STRING"))));
    private static final TableLayout FOR_A_TIME = FOR_EVER.withWrittenAt();
    private static final long NOW = 7;

    private final StateBackend backend = new HeapStateBackend();
    private final MemoryStorage storage = new MemoryStorage();
    private int files;
    private OperatorState state = backend.open("test", KeyGroupRange.ALL);

    @Override
    public StateAccess access(KeyGroupRange groups) {
        return state.access();
    }

    private void restore() throws IOException {
        FrozenState frozen = state.freeze();
        String path = "file-" + files++;
        OperatorSnapshot snapshot;
        try (CheckpointStorage.Upload file = storage.begin(path)) {
            snapshot = frozen.write(file, path);
            file.finish();
        }
        frozen.settle(true);
        state.close();
        state = backend.restore("test", KeyGroupRange.ALL, 0, 1, List.of(snapshot), storage);
    }

    private void restoreUnderAnotherPlan() throws IOException {
        restore();
        state.detach(NOW);
    }

    private TableDriver table(TableLayout layout) {
        return new TableDriver(this, access().table(ID, layout).open(TableState.TIMELESS), layout, -1);
    }

    @Test
    void rowsOfATableCountAsWrittenNowAndThenHaveNoAge() throws IOException {
        TableDriver before = table(FOR_EVER);
        int[] slots = before.fetch(List.of(List.of(1), List.of(2)), Table.Absent.CREATE);
        before.write(slots[0], List.of("one"));
        before.write(slots[1], List.of("two"));
        restoreUnderAnotherPlan();

        assertThat(table(FOR_A_TIME).contents())
                .isEqualTo(Map.of(List.of(1), List.of("one", NOW), List.of(2), List.of("two", NOW)));
        restoreUnderAnotherPlan();

        assertThat(table(FOR_EVER).contents())
                .isEqualTo(Map.of(List.of(1), List.of("one"), List.of(2), List.of("two")));
    }

    @Test
    void rowsOfListsCountAsWrittenNow() throws IOException {
        ListState lists = access().list(ID, FOR_EVER);
        ListDriver before = new ListDriver(this, lists, FOR_EVER);
        before.append(List.of(List.of(1), List.of(1)), List.of(List.of("one"), List.of("two")));
        lists.unpin();
        restoreUnderAnotherPlan();

        assertThat(new ListDriver(this, access().list(ID, FOR_A_TIME), FOR_A_TIME).contents())
                .isEqualTo(Map.of(List.of(1), List.of(List.of("one", NOW), List.of("two", NOW))));
    }

    @Test
    void sortedListsCountAsWrittenNow() throws IOException {
        OrderedState lists = access().ordered(ID, FOR_EVER, OrderedState.NEVER_DROPPED);
        new OrderedDriver(this, lists, FOR_EVER).add(List.of(List.of(1)), new long[] {5}, List.of(List.of("one")));
        lists.unpin();
        restoreUnderAnotherPlan();

        OrderedState after = access().ordered(ID, FOR_A_TIME, OrderedState.NEVER_DROPPED);
        int list = new OrderedDriver(this, after, FOR_A_TIME).fetch(List.of(List.of(1)), Table.Absent.SKIP)[0];
        assertThat(after.writtenAt(list)).isEqualTo(NOW);
    }

    @Test
    void orderedRowsGoOnInBucketsOfAnotherWidth() throws IOException {
        OrderedState narrow = access().ordered(ID, FOR_EVER, 1);
        OrderedDriver before = new OrderedDriver(this, narrow, FOR_EVER);
        for (int i = 0; i < 100; i++) {
            before.add(List.of(List.of(i)), new long[] {i}, List.of(List.of("row")));
            narrow.unpin();
        }
        restore();

        OrderedState wide = access().ordered(ID, FOR_EVER, 10);
        wide.dropBelow(55);
        assertThat(wide.size()).as("whole buckets are taken back").isEqualTo(50);
        wide.dropBelow(60);
        assertThat(wide.size()).isEqualTo(40);
    }
}
