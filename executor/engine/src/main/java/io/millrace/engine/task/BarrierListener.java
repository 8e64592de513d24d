package io.millrace.engine.task;

import io.millrace.columns.Signal.Barrier;
import io.millrace.spi.operator.Operator;

/**
 * Told on the task's thread when an operator has flushed for a barrier and before the barrier goes on: the moment at
 * which its state is exactly what the checkpoint is to hold.
 */
@FunctionalInterface
public interface BarrierListener {

    /** Freezes the operator's state. Must not wait. */
    void reached(Operator operator, Barrier barrier);
}
