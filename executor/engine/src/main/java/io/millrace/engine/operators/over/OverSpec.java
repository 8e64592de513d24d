package io.millrace.engine.operators.over;

import io.millrace.engine.operators.StateIds;
import io.millrace.engine.operators.aggregate.RunningCalls;
import io.millrace.model.type.Column;
import io.millrace.model.type.DataType;
import io.millrace.model.type.EdgeSchema;
import io.millrace.model.type.ScalarType;
import io.millrace.model.type.Schema;
import io.millrace.protocol.plan.OperatorConfig;
import io.millrace.protocol.plan.PhysicalOperator;
import io.millrace.spi.state.OrderedState;
import io.millrace.spi.state.StateId;
import io.millrace.spi.state.TableLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What the plan says about an over; see docs/operator-plan.md for the config.
 *
 * @param input what comes in
 * @param rows what comes out: the passed columns, then the results
 * @param port the drawn port by which rows leave; absent where an operator behind makes them what is drawn
 * @param sendsLate whether rows that came too late leave by a port of their own
 * @param partition positions of the columns whose values make a partition
 * @param timeColumn position of the event time
 * @param passed positions of the columns that come out
 * @param isRange whether a frame goes by time, and not by the number of rows
 * @param preceding how far a frame goes back, in microseconds or rows; absent to the beginning of the partition
 * @param calls in the order of the results
 * @param aggregates those of them that are aggregates, as their config has them
 * @param rowsId names the rows
 * @param timersId names the times of rows that have not come out
 * @param totalsId names what is kept of partitions beside rows; absent where nothing is
 * @param ttlMicros how long a partition is kept after a row of it came out; absent for ever
 */
record OverSpec(
        String nodeId,
        EdgeSchema input,
        EdgeSchema rows,
        Optional<String> port,
        boolean sendsLate,
        int[] partition,
        int timeColumn,
        int[] passed,
        boolean isRange,
        OptionalLong preceding,
        List<Call> calls,
        List<OperatorConfig> aggregates,
        StateId rowsId,
        StateId timersId,
        Optional<StateId> totalsId,
        OptionalLong ttlMicros) {

    /**
     * One result.
     *
     * @param argument position of its argument; -1 for none
     * @param offset of LAG, how many rows before
     * @param aggregate which of the aggregates it is; -1 for none
     */
    record Call(String id, Function function, int argument, int offset, int aggregate) {}

    /** What a result is. */
    enum Function {
        AGGREGATE,
        ROW_NUMBER,
        LAG,
        FIRST_VALUE,
        LAST_VALUE;

        static Function of(String name) {
            return switch (name) {
                case "ROW_NUMBER" -> ROW_NUMBER;
                case "LAG" -> LAG;
                case "FIRST_VALUE" -> FIRST_VALUE;
                case "LAST_VALUE" -> LAST_VALUE;
                default -> AGGREGATE;
            };
        }
    }

    /** Whether a row has come out, and is kept for those behind it. */
    private static final Column DONE = new Column("$done", ScalarType.BOOLEAN.notNull());

    /** How many rows of a partition have come out. */
    private static final Column ROWS = new Column("$rows", ScalarType.BIGINT.notNull());

    private static final DataType NUMBER = ScalarType.BIGINT.notNull();

    static OverSpec of(PhysicalOperator operator) {
        OperatorConfig config = operator.settings();
        List<Call> calls = new ArrayList<>();
        List<OperatorConfig> aggregates = new ArrayList<>();
        for (OperatorConfig call : config.objects("calls")) {
            Function function = Function.of(call.string("function"));
            boolean isAggregate = function == Function.AGGREGATE;
            calls.add(new Call(
                    call.string("id"),
                    function,
                    call.integer("argument"),
                    (int) call.optionalLong("offset").orElse(0),
                    isAggregate ? aggregates.size() : -1));
            if (isAggregate) {
                aggregates.add(call);
            }
        }
        OperatorConfig frame = config.object("frame");
        OptionalLong preceding = frame.optionalLong("preceding");
        boolean keepsTotals = config.flag("keepsTotals");
        return new OverSpec(
                operator.nodeId(),
                operator.inputs().getFirst(),
                operator.outputs().getFirst(),
                config.flag("inner") ? Optional.empty() : Optional.of("out"),
                operator.outputs().size() > 1,
                config.integers("partitionColumns"),
                config.integer("timeColumn"),
                config.integers("passed"),
                frame.flag("range"),
                preceding,
                List.copyOf(calls),
                List.copyOf(aggregates),
                StateIds.of(operator, "rows"),
                StateIds.of(operator, "pending"),
                keepsTotals ? Optional.of(StateIds.of(operator, "totals")) : Optional.empty(),
                config.optionalLong("ttlMicros"));
    }

    /** Whether a frame begins with its partition. */
    boolean isUnbounded() {
        return preceding.isEmpty();
    }

    /** How many rows of a partition that have come out are kept for those behind them, whatever their time. */
    int rowsKept() {
        int most = isRange || isUnbounded() ? 0 : Math.toIntExact(preceding.getAsLong());
        for (Call call : calls) {
            most = Math.max(most, call.offset());
        }
        return most;
    }

    /** How long rows that have come out are kept in event time, in microseconds; 0 where none are for their time. */
    long timeKept() {
        return isRange && !isUnbounded() ? preceding.getAsLong() : 0;
    }

    /** Whether rows are dropped by their time alone. */
    boolean dropsByTime() {
        return rowsKept() == 0 && timeKept() > 0;
    }

    long bucketWidth() {
        return dropsByTime() ? Math.max(1, timeKept() / 10) : OrderedState.NEVER_DROPPED;
    }

    private Schema schema() {
        return input.schema();
    }

    /** All columns, and the flag behind them. */
    TableLayout rowsLayout() {
        List<Column> values = new ArrayList<>(schema().columns());
        values.add(DONE);
        TableLayout layout = TableLayout.of(key(), values);
        return ttlMicros.isPresent() ? layout.withWrittenAt() : layout;
    }

    /** Which value column of the rows says whether a row has come out; behind it stands when, if it matters. */
    int doneColumn() {
        return schema().size();
    }

    List<Column> key() {
        return Arrays.stream(partition).mapToObj(schema()::column).toList();
    }

    TableLayout timersLayout() {
        return TableLayout.of(key(), List.of());
    }

    /** Accumulators, {@link #ROWS}, and the values of {@link #heldValues}: where frames are bounded, only how many rows there were. */
    TableLayout totalsLayout() {
        List<Column> values =
                new ArrayList<>(isUnbounded() ? RunningCalls.of(aggregates).columns() : List.of());
        values.add(ROWS);
        heldValues()
                .forEach(call -> values.add(
                        new Column(call.id(), schema().type(call.argument()).withNullable(true))));
        TableLayout layout = TableLayout.of(key(), values);
        return ttlMicros.isPresent() ? layout.withWrittenAt() : layout;
    }

    /** Where {@link #totalsLayout} has how many rows of a partition have come out; behind it stand the held values. */
    int rowsColumn() {
        return isUnbounded() ? RunningCalls.of(aggregates).columns().size() : 0;
    }

    /** The results that are a value of a frame which begins with its partition, so that it is kept beside rows. */
    List<Call> heldValues() {
        return calls.stream()
                .filter(call -> isUnbounded()
                        && (call.function() == Function.FIRST_VALUE || call.function() == Function.LAST_VALUE))
                .toList();
    }

    /** Accumulators of results, by their number. */
    TableLayout scratchLayout() {
        return TableLayout.of(
                List.of(new Column("row", NUMBER)), RunningCalls.of(aggregates).columns());
    }
}
