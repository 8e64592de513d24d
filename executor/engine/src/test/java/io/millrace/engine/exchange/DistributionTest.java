package io.millrace.engine.exchange;

import static io.millrace.engine.exchange.ExchangeFixtures.valuesOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.columns.BatchPool;
import io.millrace.columns.Change;
import io.millrace.columns.Element;
import io.millrace.columns.KeyGroups;
import io.millrace.columns.KeyHash;
import io.millrace.columns.Rows;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class DistributionTest {

    private final ExchangeFixtures fixtures = new ExchangeFixtures();
    private final List<LocalChannel> channels =
            List.of(new LocalChannel(100), new LocalChannel(100), new LocalChannel(100));

    @Test
    void hashedRowsGoToTheOwnerOfTheirKeyGroupInOrder() {
        Distribution hash = hash();

        hash.emit(fixtures.rowsOf(LongStream.range(0, 1_000).toArray()));

        for (int task = 0; task < channels.size(); task++) {
            List<Long> values = take(task);
            int owner = task;
            assertThat(values).isNotEmpty().isSorted().allMatch(value -> ownerOf(value) == owner);
        }
        assertThat(fixtures.outstanding()).isZero();
    }

    @Test
    void anUpdateThatChangesTheKeyBecomesADeleteAndAnInsert() {
        long first = 1;
        long elsewhere = LongStream.range(2, 100)
                .filter(value -> ownerOf(value) != ownerOf(first))
                .findFirst()
                .orElseThrow();
        Rows rows = fixtures.rowsOf(first, elsewhere, first, first);
        byte[] changes = rows.batch().writableChanges();
        changes[0] = Change.UPDATE_BEFORE;
        changes[1] = Change.UPDATE_AFTER;
        changes[2] = Change.UPDATE_BEFORE;
        changes[3] = Change.UPDATE_AFTER;

        hash().emit(rows);

        assertThat(changesOf(ownerOf(first))).containsExactly("-D 1", "-U 1", "+U 1");
        assertThat(changesOf(ownerOf(elsewhere))).containsExactly("+I " + elsewhere);
        assertThat(fixtures.outstanding()).isZero();
    }

    @Test
    void broadcastGivesEveryTaskTheSameRows() {
        new Distribution.Broadcast(List.copyOf(channels)).emit(fixtures.rowsOf(1, 2));

        for (int task = 0; task < channels.size(); task++) {
            assertThat(take(task)).containsExactly(1L, 2L);
        }
        assertThat(fixtures.outstanding()).isZero();
    }

    @Test
    void rebalanceGoesPastTasksWithoutRoom() {
        List<Channel> narrow = List.of(new LocalChannel(1), new LocalChannel(1));
        Distribution rebalance = new Distribution.Rebalance(narrow, 0);

        rebalance.emit(fixtures.rowsOf(1));
        rebalance.emit(fixtures.rowsOf(2));
        assertThat(rebalance.hasRoom()).isFalse();
        Rows taken = (Rows) narrow.get(1).poll();
        assertThat(taken).isNotNull();
        taken.release();
        rebalance.emit(fixtures.rowsOf(3));

        assertThat(rebalance.hasRoom()).isFalse();
        narrow.forEach(Channel::discard);
        assertThat(fixtures.outstanding()).isZero();
    }

    private Distribution hash() {
        return new HashDistribution(List.copyOf(channels), List.of(0), fixtures.rows, BatchPool::new);
    }

    private int ownerOf(long value) {
        return KeyGroups.owner(
                KeyHash.keyGroup(KeyHash.combine(KeyHash.EMPTY_KEY, KeyHash.ofLong(value))), channels.size());
    }

    private List<Long> take(int task) {
        List<Long> values = new ArrayList<>();
        for (Element element = channels.get(task).poll();
                element != null;
                element = channels.get(task).poll()) {
            Rows rows = (Rows) element;
            values.addAll(valuesOf(rows));
            rows.release();
        }
        return values;
    }

    private List<String> changesOf(int task) {
        List<String> seen = new ArrayList<>();
        for (Element element = channels.get(task).poll();
                element != null;
                element = channels.get(task).poll()) {
            Rows rows = (Rows) element;
            for (int i = 0; i < rows.count(); i++) {
                seen.add(Change.symbol(rows.batch().change(rows.row(i))) + " "
                        + valuesOf(rows).get(i));
            }
            rows.release();
        }
        return seen;
    }
}
