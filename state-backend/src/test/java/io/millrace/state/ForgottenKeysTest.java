package io.millrace.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.columns.BytesVector;
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
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Nothing piles up that no answer shows: keys without rows, replaced text, notes about buckets. */
final class ForgottenKeysTest implements StateFixture {

    private static final TableLayout LAYOUT =
            new TableLayout(RandomRows.schema(DataType.parse("BIGINT")), RandomRows.schema(DataType.parse("STRING")));

    private final StateAccess access = access();

    @Override
    public StateAccess access(KeyGroupRange groups) {
        return new HeapStateBackend().access("test", groups);
    }

    @Test
    void listsThatNeverGotOrLostTheirLastRowAreForgottenWhenLetGo() {
        HeapList lists = (HeapList) access.list(ID, LAYOUT);
        ListDriver driver = new ListDriver(this, lists, LAYOUT);
        driver.fetch(List.of(List.of(1L), List.of(2L)), Absent.CREATE);
        assertThat(lists.listCount()).isEqualTo(2);
        lists.unpin();
        assertThat(lists.listCount()).isZero();

        driver.append(List.of(List.of(1L), List.of(2L), List.of(3L)), Collections.nCopies(3, List.of("row")));
        int[] fetched = driver.fetch(List.of(List.of(1L), List.of(2L)), Absent.SKIP);
        lists.remove(fetched[0], lists.first(fetched[0]));
        lists.clear(new int[] {fetched[1], fetched[1]}, 2);
        lists.unpin();
        assertThat(lists.listCount()).isEqualTo(1);
    }

    @Test
    void textOfRemovedListRowsIsTakenBack() {
        HeapList lists = (HeapList) access.list(ID, LAYOUT);
        ListDriver driver = new ListDriver(this, lists, LAYOUT);
        for (int round = 0; round < 5_000; round++) {
            driver.append(List.of(List.of(1L)), List.of(List.of("some text that is soon gone")));
            lists.clear(driver.fetch(List.of(List.of(1L)), Absent.SKIP), 1);
            lists.unpin();
        }

        assertThat(((BytesVector) lists.value(0)).appendedBytes()).isLessThan(20_000);
    }

    @Test
    void sortedListsThatLostTheirLastRowAreForgotten() {
        HeapOrdered ordered = (HeapOrdered) access.ordered(ID, LAYOUT, 10);
        OrderedDriver driver = new OrderedDriver(this, ordered, LAYOUT);
        driver.add(
                List.of(List.of(1L), List.of(2L), List.of(3L)),
                new long[] {5, 5, 25},
                Collections.nCopies(3, List.of("row")));
        int list = driver.fetch(List.of(List.of(1L)), Absent.SKIP)[0];
        ordered.remove(list, ordered.ceiling(list, 0));
        ordered.unpin();
        assertThat(ordered.listCount()).isEqualTo(2);

        ordered.dropBelow(20);
        assertThat(ordered.listCount()).isEqualTo(1);
        assertThat(ordered.size()).isEqualTo(1);
    }

    @Test
    void listStandsInABucketOnceHoweverManyRowsItHasThere() {
        HeapOrdered ordered = (HeapOrdered) access.ordered(ID, LAYOUT, 10);
        OrderedDriver driver = new OrderedDriver(this, ordered, LAYOUT);
        for (int i = 0; i < 1_000; i++) {
            driver.add(List.of(List.of(1L)), new long[] {i * 7 % 40}, List.of(List.of("row")));
            ordered.unpin();
        }

        assertThat(ordered.bucketEntries()).isEqualTo(4);
    }

    @Test
    void keysWhoseTimersWentOffOrWereUnsetAreForgotten() {
        TableLayout layout = new TableLayout(LAYOUT.key(), Schema.of());
        HeapTimers timers = (HeapTimers) access.timers(ID, layout);
        Keys keys = Keys.of(layout.key(), List.of(List.of(1L), List.of(1L), List.of(2L)));
        timers.set(keys.vectors(), keys.rows(), 3, keys.hashes(), new long[] {1, 2, 3});
        assertThat(timers.keyCount()).isEqualTo(2);

        timers.expire(1, new Vector[] {Vector.create(layout.key().type(0), 5)}, new long[5]);
        assertThat(timers.keyCount()).isEqualTo(2);
        timers.unset(keys.vectors(), keys.rows(), 3, keys.hashes(), new long[] {1, 2, 3});
        assertThat(timers.keyCount()).isZero();
    }
}
