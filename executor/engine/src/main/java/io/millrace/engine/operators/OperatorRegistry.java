package io.millrace.engine.operators;

import io.millrace.engine.operators.aggregate.AggregateOperators;
import io.millrace.engine.operators.calc.CalcOperator;
import io.millrace.engine.operators.deduplicate.DeduplicateOperators;
import io.millrace.engine.operators.join.IntervalJoinOperator;
import io.millrace.engine.operators.join.LookupJoinOperator;
import io.millrace.engine.operators.join.RegularJoinOperator;
import io.millrace.engine.operators.over.LeadOperator;
import io.millrace.engine.operators.over.OverOperator;
import io.millrace.engine.operators.topn.TopNOperators;
import io.millrace.engine.operators.unnest.UnnestOperator;
import io.millrace.engine.operators.watermark.WatermarkOperator;
import io.millrace.protocol.plan.PhysicalOperator;
import io.millrace.spi.operator.OperatorFactory;
import java.time.ZoneId;
import java.util.Map;

/** The operators of the engine, by the type a plan names them with. One line each. */
public final class OperatorRegistry {

    private static final Map<String, OperatorType> TYPES = Map.ofEntries(
            Map.entry("calc", CalcOperator.TYPE),
            Map.entry("watermark", WatermarkOperator.TYPE),
            Map.entry("localAggregate", AggregateOperators.LOCAL),
            Map.entry("globalAggregate", AggregateOperators.GLOBAL),
            Map.entry("aggregate", AggregateOperators.WHOLE),
            Map.entry("deduplicate", DeduplicateOperators.TYPE),
            Map.entry("lead", LeadOperator.TYPE),
            Map.entry("over", OverOperator.TYPE),
            Map.entry("topN", TopNOperators.TYPE),
            Map.entry("unnest", UnnestOperator.TYPE),
            Map.entry("lookupJoin", LookupJoinOperator.TYPE),
            Map.entry("regularJoin", RegularJoinOperator.TYPE),
            Map.entry("intervalJoin", IntervalJoinOperator.TYPE));

    private OperatorRegistry() {}

    /**
     * Makes the operators of one place in a plan.
     *
     * @throws IllegalArgumentException if there is no such type
     */
    public static OperatorFactory factory(PhysicalOperator spec, ZoneId timeZone) {
        OperatorType type = TYPES.get(spec.type());
        if (type == null) {
            throw new IllegalArgumentException("This executor knows no operator '" + spec.type() + "' (node "
                    + spec.nodeId() + "). Is the plan from a newer version?");
        }
        return type.factory(spec, timeZone);
    }
}
