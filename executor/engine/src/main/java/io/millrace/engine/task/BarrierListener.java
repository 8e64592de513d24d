package io.millrace.engine.task;

import io.millrace.columns.Signal.Barrier;
import io.millrace.spi.operator.Operator;
import java.util.List;

/** Told of barriers that pass a task, on its thread. Must not wait. */
public interface BarrierListener {

    /**
     * An operator at a barrier.
     *
     * @param id in the plan
     * @param watermarks at which its inputs stand
     * @param alignNanos how long some inputs had brought the barrier and others had not
     * @param flushNanos how long it took no rows since then
     */
    record Reached(int id, Operator operator, List<Long> watermarks, long alignNanos, long flushNanos) {}

    /**
     * An operator has flushed and the barrier has not gone on: the moment at which its state is exactly what the checkpoint
     * is to hold.
     */
    void reached(Reached operator, Barrier barrier);

    /** All operators of the task have been reached, but for those that were done before. */
    default void passed(Barrier barrier) {}
}
