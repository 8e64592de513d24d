package io.millrace.engine.operators.ttl;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.model.type.Column;
import io.millrace.model.type.ScalarType;
import io.millrace.spi.state.TableLayout;
import io.millrace.spi.testing.ManualClock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Members are looked after while nobody has rows of their owners in hand. */
class MemberTtlTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Column LIFE = new Column("life", ScalarType.BIGINT.notNull());

    private static final TableLayout LAYOUT = TableLayout.of(
            List.of(
                    new Column("k", ScalarType.BIGINT.notNull()),
                    new Column(TableLayout.MEMBER, ScalarType.BIGINT.notNull())),
            List.of(LIFE));

    @Test
    void ownersThatAreWaitedForAreNotKeptInMemoryMeanwhile() {
        ManualClock clock = new ManualClock(1);
        SlowTable owners = new SlowTable(1).row(7, 100).row(8, 200);
        SlowTable members =
                new SlowTable(2).row(7, 100, 1).row(6, 100, 2).row(8, 200, 3).row(5, 300, 4);
        MemberTtl ttl = new MemberTtl(new TimeToLive(MINUTE.toNanos() / 1_000, clock), owners, 0, members, 0, LAYOUT);
        clock.advance(MINUTE);

        ttl.sweep();

        assertThat(members.lastKeys()).as("the owners are still waited for").containsExactly(1L, 2L, 3L, 4L);
        assertThat(owners.isPinned()).isFalse();

        // Owners are there now, and then the members are waited for.
        ttl.sweep();
        ttl.sweep();
        ttl.sweep();

        assertThat(members.lastKeys()).containsExactly(1L, 3L);
        assertThat(owners.isPinned()).isFalse();
        assertThat(members.isPinned()).isFalse();
    }
}
