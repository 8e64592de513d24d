package io.millrace.engine.operators.join;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.columns.Batch;
import io.millrace.columns.BatchPool;
import io.millrace.columns.Change;
import io.millrace.columns.LongVector;
import io.millrace.columns.Rows;
import io.millrace.columns.RowsPool;
import io.millrace.engine.operators.ttl.TimeToLive;
import io.millrace.model.type.Column;
import io.millrace.model.type.ScalarType;
import io.millrace.model.type.Schema;
import io.millrace.spi.Clock;
import io.millrace.spi.Completion;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a side does with its rows while it waits for those of a list, and time passes. */
class JoinSideTest {

    private static final Schema ROWS = Schema.of(new Column("v", ScalarType.BIGINT.notNull()));
    private static final long MINUTE = 60_000_000;

    private final BatchPool pool = new BatchPool(ROWS);
    private final RowsPool rows = new RowsPool();
    private final OneSlowList list = new OneSlowList();
    private long now = 1;

    private final Clock clock = new Clock() {

        @Override
        public long nanoTime() {
            return now * 1_000;
        }

        @Override
        public long wallMicros() {
            return now;
        }

        @Override
        public Completion at(long nanoTime) {
            throw new IllegalStateException("Nobody waits for a time here");
        }
    };

    private final JoinSide side = new JoinSide(
            list, Showing.MATCHES, new int[] {0}, new int[] {0}, false, Optional.of(new TimeToLive(MINUTE, clock)));

    private Rows begin(byte change, long... values) {
        Batch batch = pool.take();
        System.arraycopy(values, 0, ((LongVector) batch.column(0)).values(), 0, values.length);
        if (change != Change.INSERT) {
            Arrays.fill(batch.writableChanges(), 0, values.length, change);
        }
        batch.setRowCount(values.length);
        Rows came = rows.take(batch);
        side.begin(came);
        return came;
    }

    @Test
    void whatHasHadItsTimeIsTakenOutBeforeABatchAndNotInTheMiddleOfIt() {
        assertThat(side.takeIn(begin(Change.INSERT, 1, 2).batch(), list, null)).isNull();
        now += MINUTE / 2;
        assertThat(side.takeIn(begin(Change.INSERT, 3, 4).batch(), list, null)).isNull();
        now += MINUTE / 2 - 1;
        Rows taken = begin(Change.DELETE, 3);

        // The search has looked at the first row and waits for the second when their time is over.
        assertThat(side.takeIn(taken.batch(), list, null)).isNotNull();
        now += 1;
        Completion missing = side.takeIn(taken.batch(), list, null);
        while (missing != null) {
            missing = side.takeIn(taken.batch(), list, null);
        }

        assertThat(list.numbers()).containsExactly(1L, 2L, 4L);
        assertThat(side.matches[0]).isNotEqualTo(MatchedRows.LEFT_OUT);
    }
}
