package io.millrace.protocol.job;

import java.util.List;
import java.util.Optional;

/**
 * How a task stands.
 *
 * @param operators in plan order; none when the task has not answered in time
 * @param stuckIn of a task that has not answered, the operator that is in a step all the time; absent when the task had no turn,
 *     as its worker was busy with another one
 */
public record TaskStanding(TaskId task, List<OperatorStanding> operators, Optional<Integer> stuckIn) {

    public TaskStanding {
        operators = List.copyOf(operators);
    }

    /** Of a task that has answered. */
    public TaskStanding(TaskId task, List<OperatorStanding> operators) {
        this(task, operators, Optional.empty());
    }

    /** Of a task that has not answered in time. */
    public static TaskStanding silent(TaskId task, Optional<Integer> stuckIn) {
        return new TaskStanding(task, List.of(), stuckIn);
    }

    TaskStanding withoutChannels() {
        return new TaskStanding(
                task, operators.stream().map(OperatorStanding::withoutChannels).toList(), stuckIn);
    }

    /** Whether the task has answered. */
    public boolean hasAnswered() {
        return !operators.isEmpty();
    }
}
