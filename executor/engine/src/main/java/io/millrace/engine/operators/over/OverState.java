package io.millrace.engine.operators.over;

import io.millrace.columns.Batch;
import io.millrace.columns.ByteVector;
import io.millrace.columns.Signal.Watermark;
import io.millrace.columns.Vector;
import io.millrace.engine.operators.ttl.OrderedTtl;
import io.millrace.engine.operators.ttl.TableTtl;
import io.millrace.engine.operators.ttl.TimeToLive;
import io.millrace.model.type.ScalarType;
import io.millrace.spi.Clock;
import io.millrace.spi.Completion;
import io.millrace.spi.state.OrderedState;
import io.millrace.spi.state.Table;
import org.jspecify.annotations.Nullable;

/** What is kept of partitions, and for how long. */
final class OverState {

    private final OverSpec spec;
    private final OrderedState state;
    private final @Nullable OrderedTtl rowsTtl;
    private final @Nullable TableTtl totalsTtl;

    /** Running totals by partition; null where there are none. */
    final @Nullable Table totals;

    OverState(OverSpec spec, OrderedState state, @Nullable Table totals, Clock clock) {
        this.spec = spec;
        this.state = state;
        this.totals = totals;
        if (spec.ttlMicros().isEmpty()) {
            rowsTtl = null;
            totalsTtl = null;
        } else {
            TimeToLive time = new TimeToLive(spec.ttlMicros().getAsLong(), clock);
            rowsTtl = new OrderedTtl(time, state);
            totalsTtl = totals == null
                    ? null
                    : new TableTtl(time, totals, spec.totalsLayout().value().size() - 1);
        }
    }

    /** Vectors for rows that are added: the input's columns, which are the batch's, and that a row has not come out at any time. */
    Vector[] newValues() {
        Vector[] values = new Vector[spec.rowsLayout().value().size()];
        values[spec.doneColumn()] = Vector.create(ScalarType.BOOLEAN.notNull(), Batch.MAX_ROWS);
        if (rowsTtl != null) {
            values[spec.doneColumn() + 1] = Vector.create(ScalarType.BIGINT.notNull(), Batch.MAX_ROWS);
        }
        return values;
    }

    /** The watermark that was reached in an earlier life, as far as the state tells. */
    long earlierWatermark() {
        long dropped = state.droppedBelow();
        return dropped == Long.MIN_VALUE ? Watermark.NONE : dropped - 1 + spec.timeKept();
    }

    /** Drops what no frame holds any more, where that is told by time alone. While nobody has lists in hands. */
    void dropBehind(long watermark) {
        if (spec.dropsByTime() && watermark > Long.MIN_VALUE + spec.timeKept()) {
            state.dropBelow(watermark - spec.timeKept() + 1);
        }
    }

    /**
     * Gives back what has had its time, while nobody has lists in hands.
     *
     * @param watermark behind which rows have not come out
     */
    void sweep(long watermark) {
        if (rowsTtl != null) {
            rowsTtl.sweep(watermark);
        }
        if (totalsTtl != null) {
            totalsTtl.sweep();
        }
    }

    boolean isDone(int slot) {
        return ((ByteVector) state.value(spec.doneColumn())).values()[slot] != 0;
    }

    /** Notes that a row has come out. */
    void setDone(int slot) {
        ((ByteVector) state.value(spec.doneColumn())).values()[slot] = 1;
        state.written(slot);
    }

    /**
     * Removes the rows that have come out of a list which has had its time.
     *
     * @return what to wait for before this is called again; null when they are out
     */
    @Nullable
    Completion forgetOver(int list) {
        if (rowsTtl == null || !rowsTtl.isOver(list)) {
            return null;
        }
        int first = state.ceiling(list, Long.MIN_VALUE);
        while (first >= 0 && isDone(first)) {
            int next = state.next(first);
            if (next == OrderedState.WAITING) {
                return state.completion();
            }
            state.remove(list, first);
            first = next;
        }
        return first == OrderedState.WAITING ? state.completion() : null;
    }

    /** Whether partitions live for a time, so that what is written of them is to be {@link #date dated}. */
    boolean livesForATime() {
        return rowsTtl != null;
    }

    /** Lets the partition of this row live anew. */
    void date(int first) {
        if (rowsTtl != null) {
            rowsTtl.date(first);
        }
    }

    /** Removes totals that have had their time; whether there were any, so that all are to be fetched again. */
    boolean removeOver(int[] slots, int count) {
        return totalsTtl != null && totalsTtl.removeOver(slots, count);
    }

    /** Notes that totals have changed. */
    void written(int[] slots, int count) {
        if (totals != null) {
            if (totalsTtl != null) {
                totalsTtl.date(slots, count);
            }
            totals.written(slots, count);
        }
    }
}
