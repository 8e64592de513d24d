package io.millrace.engine.operators.join;

import io.millrace.engine.operators.StateIds;
import io.millrace.engine.operators.ttl.TimeToLive;
import io.millrace.model.type.Column;
import io.millrace.model.type.EdgeSchema;
import io.millrace.model.type.ScalarType;
import io.millrace.model.type.Schema;
import io.millrace.protocol.plan.OperatorConfig;
import io.millrace.protocol.plan.PhysicalOperator;
import io.millrace.spi.Clock;
import io.millrace.spi.state.StateId;
import io.millrace.spi.state.TableLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;

/**
 * What the plan says about a join; see docs/operator-plan.md for the config.
 *
 * @param type which rows come out
 * @param leftKeys positions of the key columns in the left input
 * @param rightKeys positions of the key columns in the right input, of the same types as the left ones
 * @param rightColumns positions in the right input of what is added to the left columns
 * @param rows what comes out
 * @param port the drawn port by which it leaves; absent where a stage behind makes the rows what is drawn
 * @param leftState names the left rows that are kept, where they are
 * @param rightState names the right rows that are kept
 * @param leftTtlMicros how long left rows are kept after they were written; absent for ever
 * @param rightTtlMicros the same of right rows
 */
record JoinSpec(
        String nodeId,
        JoinType type,
        int[] leftKeys,
        int[] rightKeys,
        int[] rightColumns,
        EdgeSchema left,
        EdgeSchema right,
        EdgeSchema rows,
        Optional<String> port,
        Optional<StateId> leftState,
        StateId rightState,
        OptionalLong leftTtlMicros,
        OptionalLong rightTtlMicros) {

    /**
     * Whether a kept row has no match, as far as those behind the join were told. Not the same as whether its key has rows on the other
     * side now: rows that have had their time to live go without a word.
     */
    private static final Column ALONE = new Column("$alone", ScalarType.BOOLEAN.notNull());

    /** Of a join that keeps the right rows. */
    static JoinSpec lookup(PhysicalOperator operator) {
        JoinSpec spec = of(operator, Optional.empty());
        if (spec.type.right.showsAlone()) {
            throw new IllegalArgumentException("Broken plan: a lookup join that is " + spec.type);
        }
        return spec;
    }

    /** Of a join that keeps the rows of both sides. */
    static JoinSpec regular(PhysicalOperator operator) {
        return of(operator, Optional.of(StateIds.of(operator, "left")));
    }

    private static JoinSpec of(PhysicalOperator operator, Optional<StateId> leftState) {
        OperatorConfig config = operator.settings();
        return new JoinSpec(
                operator.nodeId(),
                JoinType.of(config.string("type")),
                config.integers("leftKeys"),
                config.integers("rightKeys"),
                config.integers("rightColumns"),
                operator.inputs().get(0),
                operator.inputs().get(1),
                operator.outputs().getFirst(),
                config.optionalString("port"),
                leftState,
                StateIds.of(operator, "right"),
                config.optionalLong("leftTtlMicros"),
                config.optionalLong("rightTtlMicros"));
    }

    /** How long left rows live, when not for ever. */
    Optional<TimeToLive> leftTtl(Clock clock) {
        return ttl(leftTtlMicros, clock);
    }

    /** How long right rows live, when not for ever. */
    Optional<TimeToLive> rightTtl(Clock clock) {
        return ttl(rightTtlMicros, clock);
    }

    private static Optional<TimeToLive> ttl(OptionalLong micros, Clock clock) {
        return micros.isPresent() ? Optional.of(new TimeToLive(micros.getAsLong(), clock)) : Optional.empty();
    }

    /** The columns of what comes out: those of the left side, then what is added. */
    Schema output() {
        return rows.schema();
    }

    /** All left columns, by position. */
    int[] leftColumns() {
        return IntStream.range(0, left.schema().size()).toArray();
    }

    /** What is kept of the left rows. */
    TableLayout leftLayout() {
        return layout(left.schema(), leftKeys, leftColumns(), type.left, leftTtlMicros.isPresent());
    }

    /** What is kept of the right rows. */
    TableLayout rightLayout() {
        return layout(right.schema(), rightKeys, rightColumns, type.right, rightTtlMicros.isPresent());
    }

    private static TableLayout layout(Schema side, int[] keys, int[] columns, Showing showing, boolean liveForATime) {
        List<Column> values = new ArrayList<>(select(side, columns));
        if (showing.dependsOnMatches()) {
            values.add(ALONE);
        }
        TableLayout rows = TableLayout.of(select(side, keys), values);
        return liveForATime ? rows.withWrittenAt() : rows;
    }

    private static List<Column> select(Schema side, int[] positions) {
        return Arrays.stream(positions).mapToObj(side::column).toList();
    }
}
