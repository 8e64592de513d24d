package io.millrace.engine.attempt;

import io.millrace.protocol.job.ExecutorCommand;
import io.millrace.protocol.job.ExecutorCommand.Conclusion;
import io.millrace.protocol.job.Fence;
import io.millrace.protocol.job.PartCheckpoint;
import io.millrace.protocol.job.Placement;
import io.millrace.protocol.job.Prepared;
import io.millrace.protocol.job.Restore;
import io.millrace.protocol.job.TaskId;
import io.millrace.protocol.plan.OperatorPlan;
import java.util.List;
import java.util.Optional;

/** What is to be done on this executor, once per action and in order. */
public sealed interface PartAction {

    /** The attempt. */
    Fence fence();

    /**
     * Make this executor's tasks and, where it is the host, commit what the checkpoint to go on from prepared and prepare the
     * sinks. Answered by {@link PartEvent.Assembled} or {@link PartEvent.AssemblyFailed}.
     */
    record Assemble(Fence fence, OperatorPlan plan, Placement placement, Optional<Restore> restore)
            implements PartAction {}

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

    /**
     * Have all executors of the attempt begin a checkpoint. What comes of it is told by {@link PartEvent.Checkpoint}, until it
     * is {@link PartCheckpoint.Stage#WRITTEN} or has failed.
     */
    record BeginCheckpoint(Fence fence, long number) implements PartAction {}

    /** Merge parts into the manifest. Answered by {@link PartEvent.Checkpoint}: merged or failed. */
    record MergeCheckpoint(Fence fence, long number, List<String> parts) implements PartAction {

        public MergeCheckpoint {
            parts = List.copyOf(parts);
        }
    }

    /** Commit what a completed checkpoint prepared. Answered by {@link PartEvent.Checkpoint}: committed or not. */
    record CommitCheckpoint(Fence fence, long number, Prepared prepared) implements PartAction {}

    /**
     * The fate of a checkpoint is known, whether or not this executor had begun it. Answered by {@link PartEvent.Settled} once
     * nothing works on it any more.
     */
    record Settle(Fence fence, long number, boolean completed) implements PartAction {}

    /** Give back whatever is still held for the attempt; it is not spoken of again. */
    record Forget(Fence fence) implements PartAction {}
}
