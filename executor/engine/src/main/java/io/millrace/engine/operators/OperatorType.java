package io.millrace.engine.operators;

import io.millrace.protocol.plan.PhysicalOperator;
import io.millrace.spi.operator.OperatorFactory;
import java.time.ZoneId;

/** One type of operators: reads what a plan says of one, and makes it. */
@FunctionalInterface
public interface OperatorType {

    /**
     * Makes the operators of one place in the plan. Whatever can be prepared once for all tasks is prepared here.
     *
     * @param spec what the plan says of it
     * @param timeZone the pipeline's time zone
     */
    OperatorFactory factory(PhysicalOperator spec, ZoneId timeZone);
}
