package io.millrace.engine.operators.aggregate;

import io.millrace.columns.LongVector;
import io.millrace.spi.Clock;
import io.millrace.spi.state.Table;

/**
 * Numbers the lives of groups that come and go, in a column of theirs: what is kept of a group beside it, and not taken away with
 * it, so is known to be of an earlier life. Numbers rise with the time, also over recoveries and tasks.
 */
final class GroupLives {

    private final Table groups;
    private final int column;
    private final Clock clock;
    private long last;

    GroupLives(Table groups, int column, Clock clock) {
        this.groups = groups;
        this.column = column;
        this.clock = clock;
    }

    /** Gives those of these groups a number that begin now, which have no rows. */
    void begin(int[] slots, int count, long[] rowCounts) {
        long[] lives = ((LongVector) groups.value(column)).values();
        for (int i = 0; i < count; i++) {
            int slot = slots[i];
            if (rowCounts[slot] == 0) {
                last = Math.max(last + 1, clock.wallMicros());
                lives[slot] = last;
            }
        }
    }
}
