package io.millrace.engine.operators.aggregate;

import io.millrace.columns.Vector;
import io.millrace.model.type.Column;
import io.millrace.model.type.DataType;
import io.millrace.protocol.plan.OperatorConfig;
import io.millrace.spi.state.Table;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Aggregates for operators that say themselves which rows each result is of: they keep a row of a table for it, whose first value columns
 * are {@link #columns}.
 */
public final class RunningCalls {

    /** Told of results that do not fit their type. */
    public interface Failures {
        /** The result written to this row is none. */
        void failed(int row, String message);
    }

    private final List<AggregateSpec.Call> calls;
    private final AggregateCalls loops;

    private RunningCalls(List<AggregateSpec.Call> calls) {
        this.calls = calls;
        loops = new AggregateCalls(calls);
    }

    /** The aggregates of these configs: {@code {id, function, argument, argumentType}}. */
    public static RunningCalls of(List<OperatorConfig> configs) {
        List<AggregateSpec.Call> calls = new ArrayList<>();
        int column = 0;
        for (OperatorConfig config : configs) {
            Accumulator accumulator = AggregateSpec.accumulator(config, column);
            calls.add(new AggregateSpec.Call(config.string("id"), accumulator, config.integer("argument")));
            column += accumulator.tableColumns().size();
        }
        return new RunningCalls(List.copyOf(calls));
    }

    /** The same for runs of rows whose ends move on. */
    public FramedCalls framed() {
        return new FramedCalls(calls);
    }

    /** How many there are. */
    public int size() {
        return calls.size();
    }

    /** What is kept of them. */
    public List<Column> columns() {
        List<Column> columns = new ArrayList<>();
        for (AggregateSpec.Call call : calls) {
            int part = 0;
            for (DataType type : call.accumulator().tableColumns()) {
                columns.add(new Column(part == 0 ? call.id() : call.id() + "." + part, type));
                part++;
            }
        }
        return columns;
    }

    /**
     * Takes values in.
     *
     * @param arguments by aggregate; null for COUNT(*)
     * @param rows which rows of them, at most as many as a batch has
     * @param slots the result each counts in, by position
     */
    public void update(Table table, @Nullable Vector[] arguments, int[] rows, int count, int[] slots) {
        loops.update(table, arguments, rows, count, slots, null);
    }

    /** Adds what rows of another table have come to. */
    public void combine(Table table, int[] slots, Table from, int[] fromSlots, int count) {
        loops.combine(table, slots, from, fromSlots, count);
    }

    /** Writes the results of an aggregate into the rows 0 to count - 1. */
    public void write(int call, Table table, int[] slots, int count, Vector out, Failures failures) {
        calls.get(call).accumulator().writeResult(table, slots, count, out, failures::failed);
    }
}
