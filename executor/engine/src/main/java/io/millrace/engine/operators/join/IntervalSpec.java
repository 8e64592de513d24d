package io.millrace.engine.operators.join;

import io.millrace.engine.operators.StateIds;
import io.millrace.protocol.plan.OperatorConfig;
import io.millrace.protocol.plan.PhysicalOperator;
import io.millrace.spi.state.StateId;
import io.millrace.spi.state.TableLayout;
import java.util.List;
import java.util.Optional;

/**
 * What the plan says about a join of rows that are near each other in time.
 *
 * @param leftTime position of the event time in the left input
 * @param rightTime position of the event time in the right input
 * @param beforeMicros how much earlier than a right row its left matches may be
 * @param afterMicros how much later
 * @param leftTimers names the times at which left rows without a match come out, where they do
 * @param rightTimers names those of right rows
 */
record IntervalSpec(
        JoinSpec join,
        int leftTime,
        int rightTime,
        long beforeMicros,
        long afterMicros,
        Optional<StateId> leftTimers,
        Optional<StateId> rightTimers) {

    private static final long NARROWEST_BUCKET_MICROS = 1_000_000;

    static IntervalSpec of(PhysicalOperator operator) {
        JoinSpec join = JoinSpec.regular(operator);
        if (!join.type().left.isJoined()) {
            throw new IllegalArgumentException("Broken plan: an interval join that is " + join.type());
        }
        OperatorConfig config = operator.settings();
        return new IntervalSpec(
                join,
                config.integer("leftTime"),
                config.integer("rightTime"),
                config.longInteger("beforeMicros"),
                config.longInteger("afterMicros"),
                timers(operator, "leftAlone", join.type().left),
                timers(operator, "rightAlone", join.type().right));
    }

    private static Optional<StateId> timers(PhysicalOperator operator, String role, Showing showing) {
        return showing.showsAlone() ? Optional.of(StateIds.of(operator, role)) : Optional.empty();
    }

    /**
     * About a tenth of how long rows are kept. Where that is next to nothing a second's rows are kept all the same: a bucket each millisecond
     * would be mostly bucket.
     */
    long bucketWidth() {
        return Math.max(NARROWEST_BUCKET_MICROS, (beforeMicros + afterMicros) / 10);
    }

    /**
     * By how much watermarks are held back, so that no row that comes out is late by the event time it has: that of the side which is
     * never NULL.
     */
    long delayMicros() {
        return switch (join.type()) {
            case INNER, LEFT -> beforeMicros;
            case RIGHT -> afterMicros;
            case FULL, SEMI, ANTI -> Math.max(beforeMicros, afterMicros);
        };
    }

    /** Timers by the key of rows of this layout. */
    static TableLayout timers(TableLayout rows) {
        return TableLayout.of(rows.key().columns(), List.of());
    }
}
