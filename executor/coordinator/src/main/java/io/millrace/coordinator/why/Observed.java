package io.millrace.coordinator.why;

import io.millrace.protocol.job.SourceStanding;
import io.millrace.protocol.job.TaskId;
import io.millrace.protocol.job.TaskStanding;
import io.millrace.protocol.plan.OperatorPlan;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * What is known of a deployment that runs.
 *
 * @param plan at the parallelism it runs with
 * @param tasks as executors have told
 * @param sources as the host has told
 * @param absent tasks of executors that have not answered, and what is known of these, such as {@code worker-2 (4711), not heard of
 *     for 8 s}
 * @param flows by node, how rows went lately; nodes that nothing is known of are missing
 * @param names what people call a node by its id
 */
public record Observed(
        OperatorPlan plan,
        List<TaskStanding> tasks,
        List<SourceStanding> sources,
        Map<TaskId, String> absent,
        Map<String, Flow> flows,
        UnaryOperator<String> names) {

    public Observed {
        tasks = List.copyOf(tasks);
        sources = List.copyOf(sources);
        absent = Map.copyOf(absent);
        flows = Map.copyOf(flows);
    }

    /**
     * How rows went through a node over the last seconds, in rows a second.
     *
     * @param failed how many could not be processed since the attempt began
     * @param late how many came too late since then
     */
    public record Flow(double in, double out, long failed, long late) {

        /** Of a node that nothing is known of. */
        static final Flow NONE = new Flow(0, 0, 0, 0);

        boolean comes() {
            return in > 0;
        }

        boolean leaves() {
            return out > 0;
        }
    }
}
