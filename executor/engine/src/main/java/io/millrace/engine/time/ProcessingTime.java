package io.millrace.engine.time;

import io.millrace.columns.Batch;
import io.millrace.columns.BatchPool;
import io.millrace.columns.LongVector;
import io.millrace.columns.Rows;
import io.millrace.columns.Signal.Watermark;
import io.millrace.model.type.Schema;
import io.millrace.spi.Clock;
import io.millrace.spi.operator.Input;
import io.millrace.spi.operator.OperatorContext;
import io.millrace.spi.operator.Progress;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The time of an operator that goes by the clock and not by what rows say: rows have the time at which they come to the task, and the
 * watermark is the moment before now, both in whole milliseconds. So whoever works with event time works with this, and no row is ever late.
 *
 * <p>The time of a task never goes back, though a clock may: not when it is set, and not when a job goes on on a machine whose
 * clock is behind. Checkpoints keep how far it came as the watermark of the input.
 *
 * <p>One thread.
 */
public final class ProcessingTime {

    /** How long to sleep at most: a clock that is set meanwhile is looked at again. */
    private static final long LONGEST_WAIT_MICROS = 60_000_000;

    private static final long NANOS = 1_000;
    private static final long MILLISECOND = 1_000;

    private final OperatorContext context;
    private final Clock clock;
    private final Input input;
    private final int timeColumn;
    private final BatchPool stamped;
    private final Alarm alarm;

    private long now;

    /**
     * Takes over from what the input's channels tell.
     *
     * @param rows what the input brings
     * @param timeColumn the column of rows that gets the time at which they came
     */
    public ProcessingTime(OperatorContext context, Schema rows, int timeColumn) {
        this.context = context;
        this.timeColumn = timeColumn;
        clock = context.clock();
        input = context.input(0);
        alarm = new Alarm(clock);
        stamped = context.pool(rows);
        long reached = input.restoredTime().most();
        input.advanceTo(reached);
        now = reached == Watermark.END_OF_TIME ? reached : reached + 1;
    }

    /**
     * Looks at the clock.
     *
     * @param awaited the watermark at which there is something to do
     * @return the watermark that is reached now, if it is that one or a later one; else null
     */
    public @Nullable Watermark look(long awaited) {
        long wall = clock.wallMicros();
        now = Math.max(now, wall - Math.floorMod(wall, MILLISECOND));
        long reached = now - 1;
        if (reached < awaited) {
            return null;
        }
        input.advanceTo(reached);
        return new Watermark(reached);
    }

    /** There is nothing to do before rows come or that watermark is reached. */
    public Progress until(long awaited) {
        if (awaited == Long.MAX_VALUE) {
            return Progress.NEEDS_INPUT;
        }
        long due = Math.ceilDiv(awaited + 1, MILLISECOND) * MILLISECOND;
        long wait = Math.clamp(due - clock.wallMicros(), 0, LONGEST_WAIT_MICROS);
        return Progress.needsInputOr(alarm.at(clock.nanoTime() + wait * NANOS));
    }

    /**
     * Rows with the time of the last {@link #look} as theirs.
     *
     * @param rows the reference passes to what is returned
     */
    public Rows stamped(Rows rows) {
        Batch original = rows.batch();
        Batch derived = stamped.take();
        for (int i = 0; i < original.columnCount(); i++) {
            if (i != timeColumn) {
                derived.shareColumn(i, original.column(i));
            }
        }
        Arrays.fill(((LongVector) derived.column(timeColumn)).values(), 0, original.rowCount(), now);
        derived.addParent(original);
        derived.shareChanges(original.changes());
        derived.setOrigin(original.origin());
        derived.setRowCount(original.rowCount());
        Rows result = context.rows().take(derived);
        int[] selection = rows.selection();
        if (selection != null) {
            System.arraycopy(selection, 0, result.selectionBuffer(), 0, rows.count());
            result.select(rows.count());
        }
        rows.release();
        return result;
    }
}
