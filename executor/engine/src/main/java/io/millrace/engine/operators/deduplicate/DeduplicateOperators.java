package io.millrace.engine.operators.deduplicate;

import io.millrace.engine.operators.OperatorType;

/** The type a plan names with {@code deduplicate}. Config: see docs/operator-plan.md. */
public final class DeduplicateOperators {

    /** Rows in, one of each key out. */
    public static final OperatorType TYPE = (operator, _) -> {
        DeduplicateSpec spec = DeduplicateSpec.of(operator);
        return context ->
                spec.letsFirstThrough() ? new FirstComeOperator(context, spec) : new StandingRowOperator(context, spec);
    };

    private DeduplicateOperators() {}
}
