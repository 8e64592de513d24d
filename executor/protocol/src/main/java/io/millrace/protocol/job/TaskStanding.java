package io.millrace.protocol.job;

import java.util.List;

/**
 * How a task stands.
 *
 * @param operators in plan order; none when the task has not answered, as it is in one step of an operator for longer than
 *     is waited for it
 */
public record TaskStanding(TaskId task, List<OperatorStanding> operators) {

    public TaskStanding {
        operators = List.copyOf(operators);
    }

    /** Of a task that has not answered in time. */
    public static TaskStanding silent(TaskId task) {
        return new TaskStanding(task, List.of());
    }

    /** Whether the task has answered. */
    public boolean hasAnswered() {
        return !operators.isEmpty();
    }
}
