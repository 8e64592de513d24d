package io.millrace.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.columns.KeyGroupRange;
import io.millrace.columns.Vector;
import io.millrace.columns.testing.RandomRows;
import io.millrace.model.type.DataType;
import io.millrace.model.type.Schema;
import io.millrace.spi.state.StateAccess;
import io.millrace.spi.state.Table.Absent;
import io.millrace.spi.state.TableLayout;
import io.millrace.state.contract.Keys;
import io.millrace.state.contract.ListDriver;
import io.millrace.state.contract.OrderedDriver;
import io.millrace.state.contract.StateFixture;
import io.millrace.state.contract.TableDriver;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Every row that came, changed or went is marked for the next checkpoint, and no other. */
final class CheckpointMarksTest implements StateFixture {

    private static final TableLayout LAYOUT =
            new TableLayout(RandomRows.schema(DataType.parse("BIGINT")), RandomRows.schema(DataType.parse("STRING")));
    private static final List<List<Long>> FOUR = List.of(List.of(1L), List.of(2L), List.of(3L), List.of(4L));

    private final StateAccess access = access();

    @Override
    public StateAccess access(KeyGroupRange groups) {
        return new HeapStateBackend().access("test", groups);
    }

    private static BitSet marks(SlotStore store) {
        return BitSet.valueOf(store.takeMarks());
    }

    private static BitSet bits(int... slots) {
        BitSet bits = new BitSet();
        for (int slot : slots) {
            bits.set(slot);
        }
        return bits;
    }

    @Test
    void tableMarksRowsThatCameWereWrittenOrWent() {
        HeapTable table = (HeapTable) access.table(ID, LAYOUT).open(0);
        TableDriver driver = new TableDriver(this, table, LAYOUT, -1);
        int[] slots = driver.fetch(FOUR, Absent.CREATE);
        assertThat(marks(table.store())).isEqualTo(bits(slots));

        driver.fetch(FOUR, Absent.CREATE);
        assertThat(marks(table.store())).as("only read").isEqualTo(bits());

        driver.write(slots[1], List.of("changed"));
        table.remove(new int[] {slots[2]}, 1);
        assertThat(marks(table.store())).isEqualTo(bits(slots[1], slots[2]));
        assertThat(table.store().isLive(slots[2]))
                .as("marked without a row: it went")
                .isFalse();
    }

    @Test
    void droppedBucketLeavesNoMarksToTheNext() {
        HeapTable table = (HeapTable) access.table(ID, LAYOUT).open(0);
        new TableDriver(this, table, LAYOUT, -1).fetch(FOUR, Absent.CREATE);
        access.table(ID, LAYOUT).drop(0);

        HeapTable next = (HeapTable) access.table(ID, LAYOUT).open(1);

        assertThat(marks(next.store())).isEqualTo(bits());
    }

    @Test
    void listMarksNewRowsAndThoseThatFollowAnother() {
        HeapList lists = (HeapList) access.list(ID, LAYOUT);
        ListDriver driver = new ListDriver(this, lists, LAYOUT);
        driver.append(FOUR, Collections.nCopies(4, List.of("first")));
        lists.unpin();
        marks(lists.listStore());
        marks(lists.rowStore());
        int list = driver.fetch(List.of(List.of(2L)), Absent.SKIP)[0];
        int first = lists.first(list);

        driver.append(List.of(List.of(2L)), List.of(List.of("second")));
        int second = lists.next(first);
        assertThat(marks(lists.listStore())).isEqualTo(bits());
        assertThat(marks(lists.rowStore())).isEqualTo(bits(second));

        driver.write(second, List.of("changed"));
        assertThat(marks(lists.rowStore())).isEqualTo(bits(second));

        lists.remove(list, first);
        assertThat(marks(lists.listStore())).isEqualTo(bits());
        assertThat(marks(lists.rowStore())).isEqualTo(bits(first, second));

        lists.clear(new int[] {list}, 1);
        lists.unpin();
        assertThat(marks(lists.listStore())).isEqualTo(bits(list));
        assertThat(marks(lists.rowStore())).isEqualTo(bits(second));
    }

    @Test
    void orderedRowsAreMarkedThoughTheirTreeIsNot() {
        HeapOrdered ordered = (HeapOrdered) access.ordered(ID, LAYOUT, 10);
        OrderedDriver driver = new OrderedDriver(this, ordered, LAYOUT);
        driver.add(Collections.nCopies(4, List.of(1L)), new long[] {5, 6, 6, 40}, Collections.nCopies(4, List.of("r")));
        marks(ordered.rowStore());
        int list = driver.fetch(List.of(List.of(1L)), Absent.SKIP)[0];
        List<Integer> slots = IntStream.range(0, 4)
                .mapToObj(place -> driver.slotAt(list, place))
                .toList();

        driver.add(List.of(List.of(1L)), new long[] {50}, List.of(List.of("new")));
        assertThat(marks(ordered.rowStore())).isEqualTo(bits(driver.floor(list, 50)));

        ordered.remove(list, slots.get(1));
        assertThat(marks(ordered.rowStore()))
                .as("the row that went, and the equal one that stood behind it")
                .isEqualTo(bits(slots.get(1), slots.get(2)));

        ordered.written(slots.get(3));
        ordered.unpin();
        ordered.dropBelow(30);
        assertThat(marks(ordered.rowStore())).isEqualTo(bits(slots.get(0), slots.get(2), slots.get(3)));
        assertThat(marks(ordered.listStore())).isEqualTo(bits(list));
    }

    @Test
    void timersAreMarkedWhenSetAndWhenTheyGoOff() {
        TableLayout layout = new TableLayout(LAYOUT.key(), Schema.of());
        HeapTimers timers = (HeapTimers) access.timers(ID, layout);
        Keys keys = Keys.of(layout.key(), FOUR);
        timers.set(keys.vectors(), keys.rows(), 4, keys.hashes(), new long[] {4, 3, 2, 1});
        assertThat(marks(timers.timerStore())).isEqualTo(bits(0, 1, 2, 3));

        timers.set(keys.vectors(), keys.rows(), 4, keys.hashes(), new long[] {4, 3, 2, 1});
        assertThat(marks(timers.timerStore())).as("set already").isEqualTo(bits());

        timers.expire(2, new Vector[] {Vector.create(layout.key().type(0), 4)}, new long[4]);
        assertThat(marks(timers.timerStore()).cardinality()).isEqualTo(2);
        assertThat(timers.size()).isEqualTo(2);
    }
}
