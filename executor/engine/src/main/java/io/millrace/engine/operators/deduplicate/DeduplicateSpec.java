package io.millrace.engine.operators.deduplicate;

import io.millrace.engine.operators.StateIds;
import io.millrace.engine.operators.ttl.TableTtl;
import io.millrace.engine.operators.ttl.TimeToLive;
import io.millrace.model.type.Column;
import io.millrace.model.type.EdgeSchema;
import io.millrace.model.type.Physical;
import io.millrace.model.type.ScalarType;
import io.millrace.model.type.Schema;
import io.millrace.protocol.plan.OperatorConfig;
import io.millrace.protocol.plan.PhysicalOperator;
import io.millrace.spi.Clock;
import io.millrace.spi.state.StateId;
import io.millrace.spi.state.Table;
import io.millrace.spi.state.TableLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What the plan says about a deduplicate; see docs/operator-plan.md for the config.
 *
 * @param input the columns of the rows, in and out
 * @param rows what comes out
 * @param keys positions of the key columns
 * @param keepsLast whether the last row of a key stays, and not the first
 * @param timeColumn position of the event time that says which is first or last; absent for the order of arrival
 * @param stateId names the table for as long as the drawing has these keys
 * @param ttlMicros how long a key is remembered after it was last written; absent for ever
 */
record DeduplicateSpec(
        String nodeId,
        Schema input,
        EdgeSchema rows,
        int[] keys,
        boolean keepsLast,
        OptionalInt timeColumn,
        StateId stateId,
        OptionalLong ttlMicros) {

    /** Where the table has {@link #layout whether} a key was seen. */
    static final int SEEN = 0;

    private static final Column SEEN_COLUMN = new Column("$seen", ScalarType.BOOLEAN.notNull());

    static DeduplicateSpec of(PhysicalOperator operator) {
        OperatorConfig config = operator.settings();
        String keep = config.string("keep");
        if (!keep.equals("first") && !keep.equals("last")) {
            throw new IllegalArgumentException("Broken plan: the first or the last row stays, not the " + keep);
        }
        OptionalLong time = config.optionalLong("timeColumn");
        return new DeduplicateSpec(
                operator.nodeId(),
                operator.inputs().getFirst().schema(),
                operator.outputs().getFirst(),
                config.integers("keyColumns"),
                keep.equals("last"),
                time.isPresent() ? OptionalInt.of((int) time.getAsLong()) : OptionalInt.empty(),
                StateIds.of(operator, "rows"),
                config.optionalLong("ttlMicros"));
    }

    /** Whether what was let out is never taken back. */
    boolean letsFirstThrough() {
        return !keepsLast && timeColumn.isEmpty();
    }

    /**
     * The columns that the table keeps beside the key, in the order of its values behind {@link #SEEN}: those whose value the key does
     * not tell. Of a floating-point key it does not, since -0.0 is found by 0.0.
     */
    int[] keptColumns() {
        return letsFirstThrough()
                ? new int[0]
                : IntStream.range(0, input.size())
                        .filter(column -> keyOf(column) < 0)
                        .toArray();
    }

    /** Which key column tells the value of this column exactly; -1 for none. */
    int keyOf(int column) {
        Physical shape = input.type(column).physical();
        if (shape == Physical.FLOAT || shape == Physical.DOUBLE) {
            return -1;
        }
        for (int i = 0; i < keys.length; i++) {
            if (keys[i] == column) {
                return i;
            }
        }
        return -1;
    }

    TableLayout layout() {
        List<Column> key = Arrays.stream(keys).mapToObj(input::column).toList();
        List<Column> value = new ArrayList<>();
        value.add(SEEN_COLUMN);
        Arrays.stream(keptColumns()).mapToObj(input::column).forEach(value::add);
        TableLayout rows = TableLayout.of(key, value);
        return ttlMicros.isPresent() ? rows.withWrittenAt() : rows;
    }

    /** What takes keys out of the table whose time is over; null where they are remembered for ever. */
    @Nullable
    TableTtl ttl(Table table, Clock clock) {
        return ttlMicros.isPresent()
                ? new TableTtl(
                        new TimeToLive(ttlMicros.getAsLong(), clock),
                        table,
                        layout().value().size() - 1)
                : null;
    }
}
