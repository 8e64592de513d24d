package io.millrace.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.columns.IntVector;
import io.millrace.columns.KeyGroupRange;
import io.millrace.columns.LongVector;
import io.millrace.columns.testing.RandomRows;
import io.millrace.model.type.DataType;
import io.millrace.spi.Completion;
import io.millrace.spi.checkpoint.CheckpointStorage;
import io.millrace.spi.checkpoint.FrozenState;
import io.millrace.spi.checkpoint.OperatorSnapshot;
import io.millrace.spi.checkpoint.OperatorState;
import io.millrace.spi.error.RunException;
import io.millrace.spi.state.StateId;
import io.millrace.spi.state.Table;
import io.millrace.spi.state.Table.Absent;
import io.millrace.spi.state.TableLayout;
import io.millrace.spi.state.TableState;
import io.millrace.state.contract.Keys;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When rows of a table leave memory, when they come back, and who waits for it. What a table answers, its contract says. */
final class TieredTableTest {

    private static final TableLayout COUNTS = new TableLayout(
            RandomRows.schema(DataType.parse("BIGINT NOT NULL")), RandomRows.schema(DataType.parse("BIGINT NOT NULL")));

    @TempDir
    private Path folder;

    /** What I/O threads are to do; done when the test says so. */
    private final Deque<Runnable> io = new ArrayDeque<>();

    private final List<ColdStore> stores = new ArrayList<>();
    private HotMemory memory = new HotMemory(0);
    private int[] slots = {};

    private OperatorState open(long hotBytes) {
        ColdStore store = new ColdStore(folder.resolve("cold"), 0);
        stores.add(store);
        memory = new HotMemory(hotBytes);
        return new TieredStateBackend(new Tiering(memory, store, io::add)).open("operator", KeyGroupRange.ALL);
    }

    @AfterEach
    void closeStores() {
        doIo();
        stores.forEach(ColdStore::close);
    }

    private static TableState tables(OperatorState state) {
        return state.access().table(new StateId("node", "state", List.of()), COUNTS);
    }

    private void doIo() {
        while (!io.isEmpty()) {
            io.remove().run();
        }
    }

    private @Nullable Completion fetch(Table table, long... wanted) {
        List<List<Long>> keys = new ArrayList<>();
        for (long key : wanted) {
            keys.add(List.of(key));
        }
        Keys batch = Keys.of(COUNTS.key(), keys);
        slots = new int[wanted.length];
        return table.fetch(batch.vectors(), batch.rows(), batch.count(), batch.hashes(), Absent.CREATE, slots);
    }

    private void add(Table table, long value, long... keys) {
        assertThat(fetch(table, keys)).isNull();
        for (int slot : slots) {
            ((LongVector) table.value(0)).values()[slot] += value;
        }
        table.written(slots, slots.length);
    }

    private static long[] range(long from, int count) {
        long[] keys = new long[count];
        for (int i = 0; i < count; i++) {
            keys[i] = from + i;
        }
        return keys;
    }

    private List<Long> values(Table table) {
        List<Long> values = new ArrayList<>();
        for (int slot : slots) {
            values.add(((LongVector) table.value(0)).values()[slot]);
        }
        return values;
    }

    @Test
    void stateThatFitsNeverSeesTheDisk() {
        OperatorState state = open(1 << 20);
        Table table = tables(state).open(0);
        for (int i = 0; i < 100; i++) {
            add(table, i, range(0, 1_000));
            table.unpin();
        }

        assertThat(io).isEmpty();
        assertThat(folder.resolve("cold")).doesNotExist();
        assertThat(memory.used()).isBetween(1_000L * 24, 1L << 20);
    }

    @Test
    void rowsLeaveAtUnpinAndTheirFetchWaitsOnceForAllOfThem() {
        Table table = tables(open(0)).open(0);
        add(table, 7, 1, 2, 3);
        assertThat(fetch(table, 2)).as("pinned").isNull();
        table.unpin();
        assertThat(io).as("one batch is written").hasSize(1);

        Completion late = Objects.requireNonNull(fetch(table, 3, 1));
        assertThat(late.isDone()).isFalse();
        assertThat(fetch(table, 3, 1)).as("asked again too early").isSameAs(late);
        doIo();

        assertThat(late.isDone()).isTrue();
        assertThat(fetch(table, 3, 1)).isNull();
        assertThat(values(table)).containsExactly(7L, 7L);
        assertThat(table.size()).isEqualTo(3);
    }

    @Test
    void firstRowOfALargeTableLeavesWhenAnotherThreadHasMadeItsArrays() {
        Table table = tables(open(0)).open(0);
        add(table, 7, range(0, 40_000));
        table.unpin();
        assertThat(io).as("arrays are to be made").hasSize(1);
        assertThat(fetch(table, range(0, 40_000))).as("nothing left").isNull();
        table.unpin();
        assertThat(io).as("once").hasSize(1);
        doIo();

        assertThat(fetch(table, 3)).isNull();
        table.unpin();
        doIo();
        assertThat(fetch(table, 3)).isNotNull();
        doIo();
        assertThat(fetch(table, 3)).isNull();
        assertThat(values(table)).containsExactly(7L);
    }

    @Test
    void newKeysNeverWait() {
        Table table = tables(open(0)).open(0);
        add(table, 7, range(0, 1_000));
        table.unpin();

        assertThat(fetch(table, range(1_000, 1_000))).isNull();
        assertThat(values(table)).containsOnly(0L);
    }

    @Test
    void rowThatDidNotChangeIsNotWrittenAgain() {
        Table table = tables(open(0)).open(0);
        add(table, 7, 1);
        table.unpin();
        fetch(table, 1);
        doIo();
        assertThat(fetch(table, 1)).isNull();
        table.unpin();
        assertThat(io).isEmpty();

        fetch(table, 1);
        doIo();
        add(table, 1, 1);
        table.unpin();
        assertThat(io).hasSize(1);
        fetch(table, 1);
        doIo();
        fetch(table, 1);
        assertThat(values(table)).containsExactly(8L);
    }

    @Test
    void hotRowsStayAndMemoryStaysWithinTheBudget() {
        long budget = 100_000;
        Table table = tables(open(budget)).open(0);
        int waits = 0;
        for (int i = 0; i < 200; i++) {
            if (fetch(table, range(0, 100)) != null) {
                waits++;
                doIo();
            }
            add(table, 1, range(0, 100));
            table.unpin();
            add(table, 1, range(1_000 + 200L * i, 200));
            table.unpin();
            doIo();
            assertThat(memory.used()).isLessThanOrEqualTo(budget + 100);
        }

        assertThat(waits)
                .as("only where the hand came by twice between two fetches")
                .isLessThan(20);
        fetch(table, range(0, 100));
        doIo();
        assertThat(fetch(table, range(0, 100))).isNull();
        assertThat(values(table)).containsOnly(200L);
        assertThat(table.size()).isEqualTo(100 + 200 * 200);
    }

    @Test
    void rowsOfTheBucketThatWasNotUsedForLongestLeaveFirst() {
        TableState tables = tables(open(10_000));
        Table old = tables.open(1);
        add(old, 1, range(0, 300));
        old.unpin();
        Table young = tables.open(2);
        add(young, 1, range(0, 300));
        young.unpin();

        assertThat(fetch(young, range(0, 300))).isNull();
        assertThat(fetch(old, range(0, 300))).isNotNull();
    }

    @Test
    void nothingLeavesWhileAnotherTableOfTheStateHasItsSlots() {
        TableState tables = tables(open(0));
        Table pinned = tables.open(1);
        add(pinned, 5, 1, 2);
        int[] before = slots;
        Table other = tables.open(2);
        add(other, 1, 1, 2);
        other.unpin();

        assertThat(fetch(pinned, 1, 2)).isNull();
        assertThat(slots).isEqualTo(before);
        assertThat(fetch(other, 1)).isNotNull();
    }

    @Test
    void fetchesWaitWhenTheDiskDoesNotKeepUp() {
        Table table = tables(open(0)).open(0);
        Completion late = null;
        int batches = 0;
        for (long key = 0; late == null; key += 4_000) {
            late = fetch(table, range(key, 4_000));
            table.unpin();
            batches++;
        }
        assertThat(batches).isGreaterThan(10);
        doIo();

        assertThat(late.isDone()).isTrue();
        assertThat(fetch(table, range(-4_000, 4_000))).isNull();
    }

    @Test
    void droppedBucketAndClosedStateGiveTheirMemoryBack() {
        OperatorState state = open(20_000);
        TableState tables = tables(state);
        for (long bucket = 0; bucket < 5; bucket++) {
            add(tables.open(bucket), 1, range(0, 2_000));
            tables.open(bucket).unpin();
        }
        for (long bucket = 0; bucket < 5; bucket++) {
            tables.drop(bucket);
        }
        Table next = tables.open(9);
        add(next, 3, 4);
        assertThat(values(next)).as("nothing of before").containsExactly(3L);
        next.unpin();
        assertThat(memory.used()).isLessThan(100);

        state.close();
        assertThat(memory.used()).isZero();
    }

    @Test
    void whatFailsOnTheDiskFailsTheNextFetch() {
        Table table = tables(open(0)).open(0);
        add(table, 7, 1);
        table.unpin();
        doIo();
        stores.getFirst().close();
        Completion late = Objects.requireNonNull(fetch(table, 1));
        doIo();

        assertThat(late.isDone()).as("nobody waits for ever").isTrue();
        assertThatThrownBy(() -> fetch(table, 1))
                .isInstanceOf(RunException.class)
                .hasMessageContaining("closed");
    }

    @Test
    void coldRowsGoOverIntoTheWiderLayoutOfAnotherPlan() throws IOException {
        OperatorState state = open(0);
        TableLayout narrow = new TableLayout(COUNTS.key(), RandomRows.schema(DataType.parse("INT NOT NULL")));
        StateId id = new StateId("node", "state", List.of());
        Table before = state.access().table(id, narrow).open(0);
        assertThat(fetch(before, range(0, 3_000))).isNull();
        for (int i = 0; i < slots.length; i++) {
            ((IntVector) before.value(0)).values()[slots[i]] = i;
        }
        before.unpin();
        doIo();
        FileCheckpointStorage storage = new FileCheckpointStorage(folder.resolve("checkpoints"));
        FrozenState frozen = state.freeze();
        doIo();
        OperatorSnapshot snapshot;
        try (CheckpointStorage.Upload file = storage.begin("file")) {
            snapshot = frozen.write(file, "file");
            file.finish();
        }
        frozen.settle(true);
        state.close();
        doIo();

        OperatorState next = new TieredStateBackend(new Tiering(new HotMemory(0), stores.getFirst(), io::add))
                .restore("operator", KeyGroupRange.ALL, 0, 1, List.of(snapshot), storage);
        next.detach(1);
        Table wide = tables(next).open(0);
        assertThat(fetch(wide, range(0, 3_000))).as("all of them are cold").isNotNull();
        doIo();

        assertThat(fetch(wide, range(0, 3_000))).isNull();
        assertThat(values(wide))
                .containsExactlyElementsOf(LongStream.range(0, 3_000).boxed().toList());
        next.close();
    }
}
