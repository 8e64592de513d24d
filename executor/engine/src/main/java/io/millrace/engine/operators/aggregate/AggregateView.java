package io.millrace.engine.operators.aggregate;

import io.millrace.columns.Batch;
import io.millrace.columns.LongVector;
import io.millrace.model.error.RunError;
import io.millrace.model.type.Column;
import io.millrace.model.type.Schema;
import io.millrace.protocol.plan.PhysicalOperator;
import io.millrace.spi.error.RunException;
import io.millrace.spi.state.StateId;
import io.millrace.spi.state.Table;
import java.util.List;
import java.util.Optional;

/**
 * What groups of an aggregation stand at, for people: the accumulators of its state as the rows they would give now, under the
 * names that rows have. Of windows that overlap a slice is shown, which is what is kept, under its own times, and the whole window once it
 * has been sent, where late rows may still change it; of sessions the parts that are not put together yet. One thread.
 */
public final class AggregateView {

    private final AggregateSpec spec;
    private final AggregateCalls calls;

    private AggregateView(AggregateSpec spec) {
        this.spec = spec;
        calls = new AggregateCalls(spec, false);
    }

    /** Of an operator that gives results of what it has gathered, if it is one. */
    public static Optional<AggregateView> of(PhysicalOperator operator) {
        return switch (operator.type()) {
            case "aggregate", "globalAggregate" -> Optional.of(new AggregateView(AggregateSpec.of(operator)));
            default -> Optional.empty();
        };
    }

    /** Keys, results and, with a window, its times. */
    public Schema columns() {
        return spec.outputs().getFirst();
    }

    /** The columns of its state's key under the names that results have. */
    public List<Column> key() {
        return columns().columns().subList(0, spec.groupColumns().length);
    }

    /**
     * Writes one group.
     *
     * @param state of which the table is one
     * @param bucket the start of its slice: of its window, where windows do not overlap; the end of its window in the state of those that have been sent
     * @param slots holds the group's slot
     * @param out empty, of {@link #columns}; gets one row
     * @throws RunException when a result does not fit its type
     */
    public void write(Table table, StateId state, long bucket, int[] slots, Batch out) {
        out.setRowCount(1);
        int groups = spec.groupColumns().length;
        for (int i = 0; i < groups; i++) {
            out.column(i).gather(0, table.key(i), slots, 1);
        }
        calls.writeResults(table, slots, 1, out, groups, (_, message) -> {
            throw new RunException(RunError.user("aggregate.overflow", message));
        });
        int column = groups + calls.resultCount();
        spec.windows().ifPresent(windows -> {
            long[] times = times(windows, table, state, bucket, slots[0]);
            for (int i = column; i < out.columnCount(); i++) {
                ((LongVector) out.column(i)).values()[0] = times[i - column];
            }
        });
    }

    private long[] times(Windows windows, Table table, StateId state, long bucket, int slot) {
        return switch (windows) {
            case AlignedWindows aligned
            when spec.sentId().equals(Optional.of(state)) -> Windows.times(aligned.startOf(bucket), bucket);
            case AlignedWindows _ -> Windows.times(bucket, bucket + windows.sliceMicros());
            case SessionWindows sessions ->
                Windows.times(calls.firstTimes(table)[slot], calls.lastTimes(table)[slot] + sessions.gapMicros());
        };
    }
}
