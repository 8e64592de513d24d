package io.millrace.engine.operators.topn;

import io.millrace.engine.operators.OperatorType;

/** The type a plan names with {@code topN}. Config: see docs/operator-plan.md. */
public final class TopNOperators {

    /** Rows in, the first of each partition out. */
    public static final OperatorType TYPE = (operator, _) -> {
        TopNSpec spec = TopNSpec.of(operator);
        return context ->
                spec.timeColumn().isPresent() ? new WindowTopNOperator(context, spec) : new TopNOperator(context, spec);
    };

    private TopNOperators() {}
}
