package io.millrace.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.columns.KeyGroupRange;
import io.millrace.columns.KeyHash;
import io.millrace.columns.LongVector;
import io.millrace.columns.Vector;
import io.millrace.columns.testing.RandomRows;
import io.millrace.model.type.DataType;
import io.millrace.spi.checkpoint.CheckpointStorage;
import io.millrace.spi.checkpoint.FrozenState;
import io.millrace.spi.checkpoint.KeyReader;
import io.millrace.spi.checkpoint.OperatorSnapshot;
import io.millrace.spi.checkpoint.OperatorState;
import io.millrace.spi.error.RunException;
import io.millrace.spi.state.StateAccess;
import io.millrace.spi.state.StateId;
import io.millrace.spi.state.Table.Absent;
import io.millrace.spi.state.TableLayout;
import io.millrace.state.contract.ListDriver;
import io.millrace.state.contract.MemoryStorage;
import io.millrace.state.contract.StateFixture;
import io.millrace.state.contract.TableDriver;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** One key of a checkpoint that has a base and changes, in two tasks. */
final class KeyReaderTest implements StateFixture {

    private static final TableLayout LAYOUT =
            new TableLayout(RandomRows.schema(DataType.parse("BIGINT")), RandomRows.schema(DataType.parse("STRING")));
    private static final StateId LIST = new StateId("node", "list", List.of());
    private static final int KEYS = 200;
    private static final int MOST = 1_000;

    private final MemoryStorage storage = new MemoryStorage();
    private final HeapStateBackend backend = new HeapStateBackend();
    private final OperatorState state = backend.open("counts", KeyGroupRange.ALL);
    private int files;

    @Override
    public StateAccess access(KeyGroupRange groups) {
        return state.access();
    }

    private TableDriver table(StateAccess access, long bucket) {
        return new TableDriver(this, access.table(ID, LAYOUT).open(bucket), LAYOUT, -1);
    }

    private ListDriver list(StateAccess access) {
        return new ListDriver(this, access.list(LIST, LAYOUT), LAYOUT);
    }

    private OperatorSnapshot checkpoint() throws IOException {
        FrozenState frozen = state.freeze();
        String name = "file-" + files++;
        try (CheckpointStorage.Upload file = storage.begin(name)) {
            OperatorSnapshot snapshot = frozen.write(file, name);
            file.finish();
            frozen.settle(true);
            return snapshot;
        }
    }

    private OperatorState read(OperatorSnapshot snapshot, long key, int mostRows) throws IOException {
        return backend.read("counts", hash(key), mostRows, List.of(snapshot), storage);
    }

    private static long hash(long key) {
        Vector column = Vector.create(DataType.parse("BIGINT"), 1);
        ((LongVector) column).values()[0] = key;
        long[] hashes = new long[1];
        KeyHash.hash(column, null, 1, hashes, true);
        return hashes[0];
    }

    private static List<List<Long>> keys() {
        List<List<Long>> keys = new ArrayList<>();
        for (long key = 0; key < KEYS; key++) {
            keys.add(List.of(key));
        }
        return keys;
    }

    private void fill() {
        table(state.access(), 3).fetch(keys(), Absent.CREATE);
        table(state.access(), 7).fetch(List.of(List.of(5L), List.of(6L)), Absent.CREATE);
        list(state.access())
                .append(
                        List.of(List.of(5L), List.of(6L), List.of(5L)),
                        List.of(List.of("a"), List.of("b"), List.of("c")));
        state.access().list(LIST, LAYOUT).unpin();
    }

    @Test
    void itsRowsOfEveryBucketAndListAreThereAndNoOthers() throws IOException {
        fill();
        checkpoint();
        list(state.access()).append(List.of(List.of(5L)), List.of(List.of("d")));
        state.access().list(LIST, LAYOUT).unpin();
        OperatorSnapshot second = checkpoint();

        StateAccess five = read(second, 5, MOST).access();
        assertThat(five.table(ID, LAYOUT).open(3).size()).isEqualTo(1);
        assertThat(five.table(ID, LAYOUT).open(7).size()).isEqualTo(1);
        assertThat(five.list(LIST, LAYOUT).size()).isEqualTo(3);
        assertThat(list(five).contents())
                .containsExactly(Map.entry(List.of(5L), List.of(List.of("a"), List.of("c"), List.of("d"))));

        StateAccess nobody = read(second, KEYS + 1, MOST).access();
        assertThat(nobody.table(ID, LAYOUT).open(3).size()).isZero();
        assertThat(nobody.list(LIST, LAYOUT).size()).isZero();
    }

    @Test
    void moreRowsThanMayBeTakenAreRefused() throws IOException {
        fill();
        OperatorSnapshot snapshot = checkpoint();
        assertThatThrownBy(() -> read(snapshot, 5, 1)).isInstanceOfSatisfying(RunException.class, e -> {
            assertThat(e.error().code()).isEqualTo(KeyReader.TOO_MANY);
            assertThat(e.error().message()).contains("more than 1 rows for this key");
        });
    }
}
