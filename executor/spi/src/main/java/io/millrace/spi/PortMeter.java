package io.millrace.spi;

import io.millrace.columns.Batch;
import io.millrace.columns.Rows;
import io.millrace.columns.Vector;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * Where rows leave a drawn port in one task: counts them, and shows them to whoever has put a tap here. Both cost the same
 * few instructions a batch, whatever the number of rows. Rows are passed on the task's thread; everything else may be
 * called by any thread and sees a little less than has passed.
 */
public final class PortMeter {

    /** Looks at rows that pass. */
    @FunctionalInterface
    public interface Tap {

        /**
         * Some rows pass. Called on the task's thread, which waits; nothing of the vectors may be kept.
         *
         * @param changes by row number; null when all are insertions
         * @param selection the numbers of the rows, rising; null when they are 0 to count - 1
         * @param count how many there are, at least one
         */
        void passing(Vector[] columns, byte @Nullable [] changes, int @Nullable [] selection, int count);
    }

    private static final VarHandle ROWS;
    private static final VarHandle BLOCKED;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            ROWS = lookup.findVarHandle(PortMeter.class, "rows", long.class);
            BLOCKED = lookup.findVarHandle(PortMeter.class, "blockedNanos", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    // Written by the task's thread.
    private long rows;
    private long blockedNanos;

    private volatile @Nullable Tap tap;

    /** All of these pass. */
    public void passed(Rows passing) {
        int count = passing.count();
        count(count);
        Tap looking = tap;
        if (looking != null && count > 0) {
            Batch batch = passing.batch();
            Vector[] columns = new Vector[batch.columnCount()];
            for (int i = 0; i < columns.length; i++) {
                columns[i] = batch.column(i);
            }
            looking.passing(columns, batch.changes(), passing.selection(), count);
        }
    }

    /** These rows of some vectors pass; as in {@link Tap#passing}, but there may be none. */
    public void passed(Vector[] columns, byte @Nullable [] changes, int @Nullable [] selection, int count) {
        count(count);
        Tap looking = tap;
        if (looking != null && count > 0) {
            looking.passing(columns, changes, selection, count);
        }
    }

    /** Rows were counted that do not leave by this port after all. */
    public void takeBack(int count) {
        count(-count);
    }

    /** What passes here had no room for so long. */
    public void blocked(long nanos) {
        BLOCKED.setOpaque(this, blockedNanos + nanos);
    }

    /** Shows what passes from now on to this tap alone; to nobody, with null. */
    public void tap(@Nullable Tap looking) {
        tap = looking;
    }

    /** How many rows have passed. */
    public long rows() {
        return (long) ROWS.getOpaque(this);
    }

    /** How long there was no room. */
    public long blockedNanos() {
        return (long) BLOCKED.getOpaque(this);
    }

    private void count(int count) {
        ROWS.setOpaque(this, rows + count);
    }
}
