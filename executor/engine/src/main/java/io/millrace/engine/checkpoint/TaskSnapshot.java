package io.millrace.engine.checkpoint;

import io.millrace.protocol.job.TaskId;
import io.millrace.spi.checkpoint.OperatorSnapshot;
import io.millrace.spi.source.Split;
import java.util.List;

/**
 * What a task left at a barrier.
 *
 * @param operators those that had not come to their ends; none when the task had
 */
public record TaskSnapshot(TaskId task, List<AtBarrier> operators) {

    public TaskSnapshot {
        operators = List.copyOf(operators);
    }

    /** Of a task all of whose operators had come to their ends. */
    public static TaskSnapshot ended(TaskId task) {
        return new TaskSnapshot(task, List.of());
    }

    /** Whether all operators had come to their ends. */
    public boolean hasEnded() {
        return operators.isEmpty();
    }

    /**
     * What one operator left.
     *
     * @param operator its id in the plan
     * @param watermarks at which its input ports stood
     * @param state where its state is
     * @param splits what a source was reading
     */
    public record AtBarrier(int operator, List<Long> watermarks, OperatorSnapshot state, List<Split> splits) {

        public AtBarrier {
            watermarks = List.copyOf(watermarks);
            splits = List.copyOf(splits);
        }
    }
}
