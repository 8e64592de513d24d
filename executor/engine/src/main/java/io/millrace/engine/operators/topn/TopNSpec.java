package io.millrace.engine.operators.topn;

import io.millrace.engine.operators.StateIds;
import io.millrace.engine.operators.ttl.OrderedTtl;
import io.millrace.engine.operators.ttl.TimeToLive;
import io.millrace.model.type.ChangeMode;
import io.millrace.model.type.Column;
import io.millrace.model.type.EdgeSchema;
import io.millrace.model.type.Physical;
import io.millrace.model.type.ScalarType;
import io.millrace.model.type.Schema;
import io.millrace.protocol.plan.OperatorConfig;
import io.millrace.protocol.plan.PhysicalOperator;
import io.millrace.spi.Clock;
import io.millrace.spi.state.OrderedState;
import io.millrace.spi.state.StateAccess;
import io.millrace.spi.state.StateId;
import io.millrace.spi.state.TableLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What the plan says about a top N; see docs/operator-plan.md for the config.
 *
 * @param input what comes in
 * @param rows what comes out: the passed columns and, if it is ranked, the rank
 * @param partition positions of the columns whose values make a partition
 * @param ranking the order of rows in it
 * @param limit how many rows of each come out
 * @param passed positions of the columns that come out
 * @param isRanked whether a row says which it is
 * @param changeKey of upserts, the columns by which a row replaces another one
 * @param timeColumn position of the event time, of which rows of a partition have the same; absent where results change
 * @param stateId names the rows
 * @param timersId names the times at which partitions are complete, where there is one
 * @param ttlMicros how long a partition is kept after a row of it came; absent for ever
 */
record TopNSpec(
        String nodeId,
        EdgeSchema input,
        EdgeSchema rows,
        int[] partition,
        Ranking ranking,
        int limit,
        int[] passed,
        boolean isRanked,
        int[] changeKey,
        OptionalInt timeColumn,
        StateId stateId,
        Optional<StateId> timersId,
        OptionalLong ttlMicros) {

    /**
     * Of the first row of a partition: the number of its last row that comes out, so that a row behind it changes nothing; {@link
     * Long#MAX_VALUE} while there are fewer.
     */
    private static final Column LAST = new Column("$last", ScalarType.BIGINT.notNull());

    static TopNSpec of(PhysicalOperator operator) {
        OperatorConfig config = operator.settings();
        EdgeSchema input = operator.inputs().getFirst();
        int[] partition = config.integers("partitionColumns");
        // Within a partition all rows are equal in its own columns.
        List<Ranking.By> by = config.objects("order").stream()
                .map(each -> new Ranking.By(each.integer("column"), each.flag("descending"), each.flag("nullsFirst")))
                .filter(each -> Arrays.stream(partition).noneMatch(column -> column == each.column()))
                .toList();
        int limit = config.integer("limit");
        if (limit < 1) {
            throw new IllegalArgumentException("Broken plan: the first " + limit + " rows");
        }
        OptionalLong time = config.optionalLong("timeColumn");
        return new TopNSpec(
                operator.nodeId(),
                input,
                operator.outputs().getFirst(),
                partition,
                new Ranking(input.schema(), by),
                limit,
                config.integers("passed"),
                config.flag("ranked"),
                changeKey(input),
                time.isPresent() ? OptionalInt.of((int) time.getAsLong()) : OptionalInt.empty(),
                StateIds.of(operator, "rows"),
                time.isPresent() ? Optional.of(StateIds.of(operator, "complete")) : Optional.empty(),
                config.optionalLong("ttlMicros"));
    }

    private static int[] changeKey(EdgeSchema input) {
        return input.changeMode().key().stream()
                .mapToInt(name -> input.schema().indexOf(name).orElseThrow())
                .toArray();
    }

    /** Whether rows are only ever added. */
    boolean isAppend() {
        return input.changeMode().isAppend();
    }

    /** Whether a row takes the place of the one of its key without saying what that was. */
    boolean isUpsert() {
        return input.changeMode().kind() == ChangeMode.Kind.UPSERT;
    }

    Schema schema() {
        return input.schema();
    }

    /**
     * The columns that are kept beside the key, in the order of the state's values: those whose value the key does not tell. Of a
     * floating-point key it does not, since -0.0 is found by 0.0.
     */
    int[] keptColumns() {
        return IntStream.range(0, schema().size())
                .filter(column -> keyOf(column) < 0)
                .toArray();
    }

    /** Which key column tells the value of this column exactly; -1 for none. */
    int keyOf(int column) {
        Physical shape = schema().type(column).physical();
        if (shape == Physical.FLOAT || shape == Physical.DOUBLE) {
            return -1;
        }
        for (int i = 0; i < partition.length; i++) {
            if (partition[i] == column) {
                return i;
            }
        }
        return -1;
    }

    /** Which of the kept columns are those that rows are sorted by. */
    int[] sortColumns() {
        int[] kept = keptColumns();
        return Arrays.stream(ranking.columns())
                .map(column -> Arrays.binarySearch(kept, column))
                .toArray();
    }

    /** Which value column of the state tells {@link #LAST}; behind it stands when a partition was last written, if it matters. */
    int lastColumn() {
        return keptColumns().length;
    }

    TableLayout layout() {
        List<Column> values = new ArrayList<>();
        Arrays.stream(keptColumns()).mapToObj(schema()::column).forEach(values::add);
        values.add(LAST);
        TableLayout rows = TableLayout.of(key(), values);
        return ttlMicros.isPresent() ? rows.withWrittenAt() : rows;
    }

    List<Column> key() {
        return Arrays.stream(partition).mapToObj(schema()::column).toList();
    }

    OrderedState open(StateAccess state) {
        return state.ordered(stateId, layout(), OrderedState.NEVER_DROPPED);
    }

    /** What takes partitions out that have had their time; null where they are kept for ever. */
    @Nullable
    OrderedTtl ttl(OrderedState state, Clock clock) {
        return ttlMicros.isPresent() ? new OrderedTtl(new TimeToLive(ttlMicros.getAsLong(), clock), state) : null;
    }
}
