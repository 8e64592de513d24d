package io.millrace.engine.attempt;

import io.millrace.protocol.job.ExecutorCommand;
import io.millrace.protocol.job.ExecutorCommand.Conclusion;
import io.millrace.protocol.job.Fence;
import io.millrace.protocol.job.Placement;
import io.millrace.protocol.job.Prepared;
import io.millrace.protocol.job.TaskId;
import io.millrace.protocol.plan.OperatorPlan;

/** What is to be done on this executor, once per action and in order. */
public sealed interface PartAction {

    /** The attempt. */
    Fence fence();

    /**
     * Make this executor's tasks and, where it is the host, prepare the sinks. Answered by {@link PartEvent.Assembled} or
     * {@link PartEvent.AssemblyFailed}.
     */
    record Assemble(Fence fence, OperatorPlan plan, Placement placement) implements PartAction {}

    /** Run the tasks. Answered by {@link PartEvent.Ended}, and before it by {@link PartEvent.Broke} if one fails. */
    record Run(Fence fence) implements PartAction {}

    /** Have sources stop reading. */
    record StopReading(Fence fence) implements PartAction {}

    /** End all tasks at once, also those that were never run. Answered by {@link PartEvent.Ended}. */
    record EndTasks(Fence fence) implements PartAction {}

    /** Commit or abort. Answered by {@link PartEvent.Concluded}. */
    record Conclude(Fence fence, OperatorPlan plan, Conclusion conclusion, Prepared prepared) implements PartAction {}

    /** Hand this to a task. */
    record Deliver(Fence fence, TaskId task, int operator, String payload) implements PartAction {}

    /** Show what passes a port for so long, {@link ExecutorCommand.Tap}. */
    record Tap(Fence fence, String nodeId, String port, int forMillis) implements PartAction {}

    /** Give back whatever is still held for the attempt; it is not spoken of again. */
    record Forget(Fence fence) implements PartAction {}
}
