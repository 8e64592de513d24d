package io.millrace.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.columns.KeyGroupRange;
import io.millrace.columns.LongVector;
import io.millrace.columns.testing.RandomRows;
import io.millrace.model.type.DataType;
import io.millrace.spi.state.StateAccess;
import io.millrace.spi.state.Table;
import io.millrace.spi.state.TableLayout;
import io.millrace.spi.state.TableState;
import io.millrace.state.contract.StateFixture;
import io.millrace.state.contract.TableDriver;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class HeapTablesTest implements StateFixture {

    private static final TableLayout LAYOUT = new TableLayout(
            RandomRows.schema(DataType.parse("INT")), RandomRows.schema(DataType.parse("BIGINT NOT NULL")));

    private final TableState state = access().table(ID, LAYOUT);

    @Override
    public StateAccess access(KeyGroupRange groups) {
        return new HeapStateBackend().access("test", groups);
    }

    private static List<List<Integer>> keys(int count) {
        return IntStream.range(0, count).mapToObj(List::of).toList();
    }

    @Test
    void droppedTableLeavesItsArraysToTheNextBucket() {
        Table first = state.open(1);
        new TableDriver(this, first, LAYOUT, -1).fetch(keys(3_000), Table.Absent.CREATE);
        long[] array = ((LongVector) first.value(0)).values();

        state.drop(1);
        Table second = state.open(2);
        new TableDriver(this, second, LAYOUT, -1).fetch(keys(3_000), Table.Absent.CREATE);

        assertThat(((LongVector) second.value(0)).values()).isSameAs(array);
        assertThat(array).containsOnly(0);
    }

    @Test
    void bucketsAfterAHugeOneFindTheirKeysInASmallerIndex() {
        new TableDriver(this, state.open(0), LAYOUT, -1).fetch(keys(4_000), Table.Absent.CREATE);
        state.drop(0);
        for (long bucket = 1; bucket < 5; bucket++) {
            TableDriver driver = new TableDriver(this, state.open(bucket), LAYOUT, -1);
            int[] made = driver.fetch(keys(10), Table.Absent.CREATE);
            assertThat(driver.fetch(keys(10), Table.Absent.SKIP)).isEqualTo(made);
            assertThat(driver.fetch(List.of(List.of(11)), Table.Absent.SKIP)).containsExactly(-1);
            state.drop(bucket);
        }
        TableDriver driver = new TableDriver(this, state.open(9), LAYOUT, -1);
        driver.fetch(keys(4_000), Table.Absent.CREATE);
        assertThat(driver.contents()).hasSize(4_000);
    }
}
