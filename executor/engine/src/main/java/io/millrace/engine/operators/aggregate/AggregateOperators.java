package io.millrace.engine.operators.aggregate;

import io.millrace.engine.operators.OperatorType;
import io.millrace.protocol.plan.PhysicalOperator;
import io.millrace.spi.operator.OperatorFactory;

/** The three types of aggregation a plan can name. Config: see docs/operator-plan.md. */
public final class AggregateOperators {

    /** Rows in, results out. */
    public static final OperatorType WHOLE = (spec, _) -> results(spec, false);

    /** Partial forms in, results out. */
    public static final OperatorType GLOBAL = (spec, _) -> results(spec, true);

    /** Rows in, partial forms out. */
    public static final OperatorType LOCAL = (operator, _) -> {
        AggregateSpec.of(operator);
        return context -> new LocalAggregateOperator(context, AggregateSpec.of(operator));
    };

    private AggregateOperators() {}

    private static OperatorFactory results(PhysicalOperator operator, boolean partialInput) {
        // Read once here, so that a broken plan is refused before any task starts; accumulators hold scratch space, so
        // each task reads its own.
        AggregateSpec.of(operator);
        return context -> {
            AggregateSpec spec = AggregateSpec.of(operator);
            Windows windows = spec.windows().orElse(null);
            return windows == null
                    ? new GroupAggregateOperator(context, spec, partialInput)
                    : new WindowAggregateOperator(context, spec, windows, partialInput);
        };
    }
}
