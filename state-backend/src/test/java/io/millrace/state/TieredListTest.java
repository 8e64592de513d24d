package io.millrace.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.columns.KeyGroupRange;
import io.millrace.columns.LongVector;
import io.millrace.columns.testing.BoxedValues;
import io.millrace.columns.testing.RandomRows;
import io.millrace.model.type.DataType;
import io.millrace.spi.Completion;
import io.millrace.spi.checkpoint.OperatorState;
import io.millrace.spi.state.ListState;
import io.millrace.spi.state.OrderedState;
import io.millrace.spi.state.StateId;
import io.millrace.spi.state.Table.Absent;
import io.millrace.spi.state.Table.Scan;
import io.millrace.spi.state.TableLayout;
import io.millrace.state.contract.Keys;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When rows of lists leave memory, when they come back, and who waits for it. What lists answer, their contracts say. */
final class TieredListTest {

    private static final TableLayout LAYOUT = new TableLayout(
            RandomRows.schema(DataType.parse("BIGINT NOT NULL")),
            RandomRows.schema(DataType.parse("BIGINT NOT NULL"), DataType.parse("STRING NOT NULL")));
    private static final StateId ID = new StateId("node", "state", List.of());

    @TempDir
    private Path folder;

    /** What I/O threads are to do; done when the test says so. */
    private final Deque<Runnable> io = new ArrayDeque<>();

    private final List<ColdStore> stores = new ArrayList<>();
    private HotMemory memory = new HotMemory(0);
    private int[] lists = {};

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

    private void doIo() {
        while (!io.isEmpty()) {
            io.remove().run();
        }
    }

    private static Keys keys(long... wanted) {
        List<List<Long>> keys = new ArrayList<>();
        for (long key : wanted) {
            keys.add(List.of(key));
        }
        return Keys.of(LAYOUT.key(), keys);
    }

    private static Keys values(int count, long value) {
        return Keys.of(LAYOUT.value(), Collections.nCopies(count, List.of(value, "text " + value)));
    }

    private @Nullable Completion fetch(ListState state, Absent absent, long... wanted) {
        Keys batch = keys(wanted);
        lists = new int[wanted.length];
        return state.fetch(batch.vectors(), batch.rows(), batch.count(), batch.hashes(), absent, lists);
    }

    private void append(ListState state, long value, long... wanted) {
        assertThat(fetch(state, Absent.CREATE, wanted))
                .as("to append waits for nothing")
                .isNull();
        Keys row = values(wanted.length, value);
        state.append(lists, lists.length, row.vectors(), row.rows());
        state.unpin();
    }

    private static long value(ListState state, int slot) {
        return ((LongVector) state.value(0)).values()[slot];
    }

    private static long[] range(long from, int count) {
        long[] keys = new long[count];
        for (int i = 0; i < count; i++) {
            keys[i] = from + i;
        }
        return keys;
    }

    @Test
    void listsThatFitNeverSeeTheDisk() {
        ListState state = open(1 << 20).access().list(ID, LAYOUT);
        for (int i = 0; i < 10; i++) {
            append(state, i, range(0, 500));
        }

        assertThat(fetch(state, Absent.SKIP, range(0, 500))).isNull();
        assertThat(state.bring(lists, lists.length)).isNull();
        assertThat(io).isEmpty();
        assertThat(folder.resolve("cold")).doesNotExist();
        assertThat(memory.used()).isBetween(5_000L * 24, 1L << 20);
    }

    @Test
    void toAppendToColdListsReadsNothing() {
        ListState state = open(0).access().list(ID, LAYOUT);
        for (int i = 0; i < 20; i++) {
            append(state, i, range(0, 100));
        }
        doIo();

        assertThat(stores.getFirst().rowsWritten()).isEqualTo(2_000);
        assertThat(stores.getFirst().rowsRead()).isZero();
        assertThat(state.size()).isEqualTo(2_000);
    }

    @Test
    void rowsOfABatchAreReadAtOnce() {
        ListState state = open(0).access().list(ID, LAYOUT);
        append(state, 1, range(0, 100));
        append(state, 2, range(0, 100));
        doIo();
        assertThat(fetch(state, Absent.SKIP, range(50, 100)))
                .as("keys are in memory")
                .isNull();

        Completion late = Objects.requireNonNull(state.bring(lists, lists.length));
        assertThat(io).as("one step for all of them").hasSize(1);
        assertThat(state.bring(lists, lists.length)).as("asked again too early").isSameAs(late);
        doIo();

        assertThat(late.isDone()).isTrue();
        assertThat(state.bring(lists, lists.length)).isNull();
        assertThat(stores.getFirst().rowsRead()).isEqualTo(100);
        for (int i = 0; i < 50; i++) {
            int first = state.first(lists[i]);
            assertThat(value(state, first)).isEqualTo(1);
            assertThat(value(state, state.next(first))).isEqualTo(2);
        }
        assertThat(lists[99]).isEqualTo(ListState.NONE);
    }

    @Test
    void aLongListIsWalkedInPiecesWhileItsMemoryStaysSmall() {
        ListState state = open(50_000).access().list(ID, LAYOUT);
        int rows = 20_000;
        for (int i = 0; i < rows; i += 1_000) {
            Keys row = values(1_000, i);
            assertThat(fetch(state, Absent.CREATE, new long[1_000])).isNull();
            state.append(lists, 1_000, row.vectors(), row.rows());
            state.unpin();
            doIo();
        }
        fetch(state, Absent.SKIP, 0);
        int waits = 0;
        int walked = 0;
        int slot = state.first(lists[0]);
        int last = ListState.NONE;
        while (slot != ListState.NONE) {
            if (slot == ListState.WAITING) {
                waits++;
                doIo();
                assertThat(state.completion().isDone()).isTrue();
                if (last != ListState.NONE) {
                    slot = state.next(last);
                } else {
                    slot = state.first(lists[0]);
                }
                assertThat(memory.used()).isLessThan(120_000);
                continue;
            }
            assertThat(value(state, slot)).isEqualTo(walked / 1_000 * 1_000);
            walked++;
            last = slot;
            slot = state.next(slot);
        }

        assertThat(walked).isEqualTo(rows);
        assertThat(waits).as("many rows at once").isLessThan(rows / 200);
    }

    @Test
    void rowThatIsNotChangedIsNotWrittenAgain() {
        ListState state = open(0).access().list(ID, LAYOUT);
        append(state, 1, range(0, 10));
        doIo();
        for (int i = 0; i < 3; i++) {
            assertThat(fetch(state, Absent.SKIP, range(0, 10))).isNull();
            assertThat(state.bring(lists, 10)).isNotNull();
            doIo();
            assertThat(state.bring(lists, 10)).isNull();
            state.unpin();
            doIo();
        }
        assertThat(stores.getFirst().rowsWritten()).isEqualTo(10);
    }

    @Test
    void whatIsReadForAScanAndThenRemovedDoesNotComeBackAsAnotherRow() {
        ListState state = open(0).access().list(ID, LAYOUT);
        append(state, 1, range(0, 20));
        doIo();
        Scan scan = state.scan();
        assertThat(scan.next(new int[20])).isEqualTo(Scan.WAITING);
        // The scan's rows are still on their way.
        state.clear(new int[] {0, 1, 2, 3, 4}, 5);
        doIo();
        append(state, 2, range(100, 5));
        doIo();

        assertThat(fetch(state, Absent.SKIP, range(100, 5))).isNull();
        Completion late = state.bring(lists, 5);
        while (late != null) {
            doIo();
            late = state.bring(lists, 5);
        }
        for (int list : lists) {
            assertThat(value(state, state.first(list))).isEqualTo(2);
        }
        assertThat(state.size()).isEqualTo(20);
    }

    @Test
    void orderedRowsOfABatchAreReadByTheirRangesAndDroppedWithoutBeingRead() {
        OrderedState state = open(0).access().ordered(ID, LAYOUT, 10);
        Keys batch = keys(range(0, 100));
        int[] of = new int[100];
        for (long order = 0; order < 50; order++) {
            assertThat(state.fetch(batch.vectors(), batch.rows(), 100, batch.hashes(), Absent.CREATE, of))
                    .isNull();
            Keys row = values(100, order);
            long[] orders = new long[100];
            Arrays.fill(orders, order);
            state.add(of, 100, orders, row.vectors(), row.rows());
            state.unpin();
            doIo();
        }
        assertThat(stores.getFirst().rowsRead()).isZero();
        assertThat(state.fetch(batch.vectors(), batch.rows(), 100, batch.hashes(), Absent.SKIP, of))
                .isNull();
        long[] from = new long[100];
        long[] to = new long[100];
        Arrays.fill(from, 20);
        Arrays.fill(to, 22);

        assertThat(state.bring(of, 100, from, to)).isNotNull();
        doIo();
        assertThat(state.bring(of, 100, from, to)).isNull();
        assertThat(stores.getFirst().rowsRead()).isEqualTo(300);
        for (int list : of) {
            int slot = state.ceiling(list, 20);
            assertThat(state.order(slot)).isEqualTo(20);
            assertThat(BoxedValues.get(state.value(1), slot)).isEqualTo("text 20");
            slot = state.next(slot);
            assertThat(state.order(state.next(slot))).isEqualTo(22);
        }
        state.unpin();
        doIo();

        state.dropBelow(50);
        for (int calls = 0; state.size() > 0 && calls < 100; calls++) {
            state.dropBelow(50);
        }
        assertThat(state.size()).isZero();
        assertThat(stores.getFirst().rowsRead()).isEqualTo(300);
    }

    private OrderedState oneListInOrder(int rows) {
        OrderedState state = open(0).access().ordered(ID, LAYOUT, OrderedState.NEVER_DROPPED);
        Keys batch = keys(new long[rows]);
        lists = new int[rows];
        state.fetch(batch.vectors(), batch.rows(), rows, batch.hashes(), Absent.CREATE, lists);
        Keys row = values(rows, 1);
        state.add(lists, rows, range(0, rows), row.vectors(), row.rows());
        state.unpin();
        doIo();
        state.fetch(batch.vectors(), batch.rows(), 1, batch.hashes(), Absent.SKIP, lists);
        return state;
    }

    @Test
    void aWalkThroughARangeReadsNothingBehindIt() {
        OrderedState state = oneListInOrder(100);

        assertThat(state.ceiling(lists[0], 20, 22)).isEqualTo(OrderedState.WAITING);
        doIo();
        int slot = state.ceiling(lists[0], 20, 22);
        slot = state.next(state.next(slot, 22), 22);
        assertThat(state.order(slot)).isEqualTo(22);
        assertThat(state.next(slot, 22)).isEqualTo(OrderedState.NONE);
        assertThat(stores.getFirst().rowsRead()).isEqualTo(3);

        assertThat(state.floor(lists[0], 50)).isEqualTo(OrderedState.WAITING);
        doIo();
        assertThat(state.order(state.floor(lists[0], 50))).isEqualTo(50);
        assertThat(stores.getFirst().rowsRead()).isEqualTo(4);
    }

    @Test
    void aListIsClearedWithoutBeingRead() {
        OrderedState state = oneListInOrder(5_000);

        assertThat(state.clear(lists[0], 1_500)).isFalse();
        assertThat(state.lastOrder(lists[0])).isEqualTo(3_499);
        assertThat(state.clear(lists[0], 3_500)).isTrue();
        state.unpin();
        doIo();

        assertThat(state.size()).isZero();
        assertThat(stores.getFirst().rowsRead()).isZero();
    }

    @Test
    void rowsOnDiskAreToldFromThoseInMemory() {
        OperatorState operator = open(0);
        ListState state = operator.access().list(ID, LAYOUT);
        append(state, 1, range(0, 1_000));
        doIo();
        // The list, the row before, the number, and a text of six bytes behind its length.
        assertThat(operator.coldBytes()).isEqualTo(1_000 * (4 + 4 + 8 + 4 + 6));
        assertThat(operator.sizeBytes()).isGreaterThan(operator.coldBytes());

        fetch(state, Absent.SKIP, range(0, 400));
        state.bring(lists, 400);
        doIo();
        assertThat(state.bring(lists, 400)).isNull();
        assertThat(operator.coldBytes()).isEqualTo(600 * (4 + 4 + 8 + 4 + 6));
    }

    @Test
    void closedStateGivesItsMemoryBack() {
        OperatorState operator = open(20_000);
        ListState state = operator.access().list(ID, LAYOUT);
        append(state, 1, range(0, 3_000));
        doIo();
        assertThat(memory.used()).isPositive();

        operator.close();
        assertThat(memory.used()).isZero();
    }
}
