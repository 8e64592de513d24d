package io.millrace.protocol.rpc.wire;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import io.millrace.protocol.executor.v1.Acknowledge;
import io.millrace.protocol.executor.v1.Cancel;
import io.millrace.protocol.executor.v1.Checkpoint;
import io.millrace.protocol.executor.v1.CommitCheckpoint;
import io.millrace.protocol.executor.v1.CompleteCheckpoint;
import io.millrace.protocol.executor.v1.Conclude;
import io.millrace.protocol.executor.v1.Deploy;
import io.millrace.protocol.executor.v1.Mail;
import io.millrace.protocol.executor.v1.Release;
import io.millrace.protocol.executor.v1.Settle;
import io.millrace.protocol.executor.v1.Start;
import io.millrace.protocol.executor.v1.Stop;
import io.millrace.protocol.executor.v1.Tap;
import io.millrace.protocol.job.ExecutorCommand;
import io.millrace.protocol.job.ExecutorCommand.Conclusion;
import io.millrace.protocol.job.ExecutorId;
import io.millrace.protocol.job.Fence;
import io.millrace.protocol.job.LeasedCommand;
import io.millrace.protocol.job.PartStatus;
import io.millrace.protocol.job.Placement;
import io.millrace.protocol.job.Prepared;
import io.millrace.protocol.job.TaskId;
import io.millrace.protocol.plan.OperatorPlan;
import io.millrace.protocol.plan.OperatorPlanCodec;
import io.millrace.protocol.plan.UnreadablePlan;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Commands as messages. */
public final class CommandWire {

    private CommandWire() {}

    /** The command as a message. */
    public static io.millrace.protocol.executor.v1.LeasedCommand encode(LeasedCommand leased) {
        var out = io.millrace.protocol.executor.v1.LeasedCommand.newBuilder();
        if (leased.leaseEndNanos() != LeasedCommand.NO_LEASE) {
            out.setLeaseEndNanos(leased.leaseEndNanos());
        }
        switch (leased.command()) {
            case ExecutorCommand.Acknowledge(long epoch) ->
                out.setAcknowledge(Acknowledge.newBuilder().setOwnerEpoch(epoch));
            case ExecutorCommand.Deploy deploy -> out.setDeploy(deploy(deploy));
            case ExecutorCommand.Start(Fence fence) ->
                out.setStart(Start.newBuilder().setFence(FenceWire.encode(fence)));
            case ExecutorCommand.Stop(Fence fence) ->
                out.setStop(Stop.newBuilder().setFence(FenceWire.encode(fence)));
            case ExecutorCommand.Cancel(Fence fence) ->
                out.setCancel(Cancel.newBuilder().setFence(FenceWire.encode(fence)));
            case ExecutorCommand.Conclude conclude ->
                out.setConclude(Conclude.newBuilder()
                        .setFence(FenceWire.encode(conclude.fence()))
                        .setPlan(plan(conclude.plan()))
                        .setConclusion(
                                switch (conclude.conclusion()) {
                                    case COMMIT -> Conclude.Conclusion.CONCLUSION_COMMIT;
                                    case ABORT -> Conclude.Conclusion.CONCLUSION_ABORT;
                                })
                        .addAllPrepared(PreparedWire.encode(conclude.prepared())));
            case ExecutorCommand.Checkpoint(Fence fence, long number) ->
                out.setCheckpoint(Checkpoint.newBuilder()
                        .setFence(FenceWire.encode(fence))
                        .setNumber(number));
            case ExecutorCommand.CompleteCheckpoint(Fence fence, long number, List<String> parts) ->
                out.setCompleteCheckpoint(CompleteCheckpoint.newBuilder()
                        .setFence(FenceWire.encode(fence))
                        .setNumber(number)
                        .addAllParts(parts));
            case ExecutorCommand.CommitCheckpoint(Fence fence, long number, Prepared prepared) ->
                out.setCommitCheckpoint(CommitCheckpoint.newBuilder()
                        .setFence(FenceWire.encode(fence))
                        .setNumber(number)
                        .addAllPrepared(PreparedWire.encode(prepared)));
            case ExecutorCommand.Settle(Fence fence, long number, boolean completed) ->
                out.setSettle(Settle.newBuilder()
                        .setFence(FenceWire.encode(fence))
                        .setNumber(number)
                        .setCompleted(completed));
            case ExecutorCommand.Unreadable unreadable ->
                throw new IllegalArgumentException("This is made where it came, and never sent: " + unreadable);
            case ExecutorCommand.Release(Fence fence) ->
                out.setRelease(Release.newBuilder().setFence(FenceWire.encode(fence)));
            case ExecutorCommand.Mail(Fence fence, TaskId task, int operator, String payload) ->
                out.setMail(Mail.newBuilder()
                        .setFence(FenceWire.encode(fence))
                        .setTask(FenceWire.encode(task))
                        .setOperator(operator)
                        .setPayload(payload));
            case ExecutorCommand.Tap(Fence fence, String node, String port, int forMillis) ->
                out.setTap(Tap.newBuilder()
                        .setFence(FenceWire.encode(fence))
                        .setNodeId(node)
                        .setPort(port)
                        .setForMillis(forMillis));
        }
        return out.build();
    }

    private static Deploy deploy(ExecutorCommand.Deploy deploy) {
        Deploy.Builder out = Deploy.newBuilder()
                .setFence(FenceWire.encode(deploy.fence()))
                .setPlan(plan(deploy.plan()))
                .setPlacement(placement(deploy.placement()));
        deploy.restore().ifPresent(restore -> out.setRestore(CheckpointWire.encode(restore)));
        return out.build();
    }

    private static ByteString plan(OperatorPlan plan) {
        return UnsafeByteOperations.unsafeWrap(OperatorPlanCodec.encode(plan));
    }

    private static io.millrace.protocol.executor.v1.Placement placement(Placement placement) {
        var out = io.millrace.protocol.executor.v1.Placement.newBuilder()
                .setHost(placement.host().value());
        for (ExecutorId executor : placement.executors()) {
            out.addExecutors(io.millrace.protocol.executor.v1.Placement.ExecutorTasks.newBuilder()
                    .setExecutor(executor.value())
                    .addAllTasks(placement.tasksOf(executor).stream()
                            .map(FenceWire::encode)
                            .toList()));
        }
        return out.build();
    }

    /**
     * The command in a message; {@link ExecutorCommand.Unreadable} where somebody waits for what cannot be read.
     *
     * @throws UnreadableMessage when it is none
     */
    public static LeasedCommand decode(io.millrace.protocol.executor.v1.LeasedCommand message) {
        ExecutorCommand command =
                switch (message.getCommandCase()) {
                    case ACKNOWLEDGE ->
                        new ExecutorCommand.Acknowledge(
                                epoch(message.getAcknowledge().getOwnerEpoch()));
                    case DEPLOY -> deploy(message.getDeploy());
                    case START ->
                        new ExecutorCommand.Start(
                                FenceWire.decode(message.getStart().getFence()));
                    case STOP ->
                        new ExecutorCommand.Stop(
                                FenceWire.decode(message.getStop().getFence()));
                    case CANCEL ->
                        new ExecutorCommand.Cancel(
                                FenceWire.decode(message.getCancel().getFence()));
                    case CONCLUDE -> conclude(message.getConclude());
                    case RELEASE ->
                        new ExecutorCommand.Release(
                                FenceWire.decode(message.getRelease().getFence()));
                    case MAIL -> mail(message.getMail());
                    case TAP -> tap(message.getTap());
                    case CHECKPOINT ->
                        new ExecutorCommand.Checkpoint(
                                FenceWire.decode(message.getCheckpoint().getFence()),
                                CheckpointWire.number(message.getCheckpoint().getNumber()));
                    case COMPLETE_CHECKPOINT ->
                        new ExecutorCommand.CompleteCheckpoint(
                                FenceWire.decode(message.getCompleteCheckpoint().getFence()),
                                CheckpointWire.number(
                                        message.getCompleteCheckpoint().getNumber()),
                                message.getCompleteCheckpoint().getPartsList());
                    case COMMIT_CHECKPOINT ->
                        new ExecutorCommand.CommitCheckpoint(
                                FenceWire.decode(message.getCommitCheckpoint().getFence()),
                                CheckpointWire.number(
                                        message.getCommitCheckpoint().getNumber()),
                                PreparedWire.decode(
                                        message.getCommitCheckpoint().getPreparedList()));
                    case SETTLE ->
                        new ExecutorCommand.Settle(
                                FenceWire.decode(message.getSettle().getFence()),
                                CheckpointWire.number(message.getSettle().getNumber()),
                                message.getSettle().getCompleted());
                    case COMMAND_NOT_SET ->
                        throw new UnreadableMessage("A command is none, or one that this version does not know");
                };
        return new LeasedCommand(
                command, message.hasLeaseEndNanos() ? message.getLeaseEndNanos() : LeasedCommand.NO_LEASE);
    }

    private static long epoch(long epoch) {
        UnreadableMessage.require(epoch >= 1, "An epoch is " + Long.toUnsignedString(epoch) + "; they count from 1");
        return epoch;
    }

    private static Placement placement(io.millrace.protocol.executor.v1.Placement message) {
        SortedMap<TaskId, ExecutorId> tasks = new TreeMap<>();
        for (var executor : message.getExecutorsList()) {
            ExecutorId id = executor(executor.getExecutor());
            for (var task : executor.getTasksList()) {
                ExecutorId other = tasks.put(FenceWire.decode(task), id);
                UnreadableMessage.require(
                        other == null, "Task " + FenceWire.decode(task) + " is placed on " + other + " and on " + id);
            }
        }
        UnreadableMessage.require(!tasks.isEmpty(), "A placement has no tasks");
        return new Placement(executor(message.getHost()), tasks);
    }

    private static ExecutorId executor(String id) {
        UnreadableMessage.require(!id.isBlank(), "A placement names no executor");
        return new ExecutorId(id);
    }

    private static ExecutorCommand deploy(Deploy message) {
        Fence fence = FenceWire.decode(message.getFence());
        try {
            return new ExecutorCommand.Deploy(
                    fence,
                    OperatorPlanCodec.decode(message.getPlan().toByteArray()),
                    placement(message.getPlacement()),
                    message.hasRestore() ? Optional.of(CheckpointWire.decode(message.getRestore())) : Optional.empty());
        } catch (UnreadablePlan | UnreadableMessage broken) {
            return ExecutorCommand.Unreadable.because(fence, PartStatus.FAILED, String.valueOf(broken.getMessage()));
        }
    }

    private static ExecutorCommand conclude(Conclude message) {
        Fence fence = FenceWire.decode(message.getFence());
        try {
            return conclude(fence, message);
        } catch (UnreadablePlan | UnreadableMessage broken) {
            return ExecutorCommand.Unreadable.because(fence, PartStatus.CONCLUDED, String.valueOf(broken.getMessage()));
        }
    }

    private static ExecutorCommand conclude(Fence fence, Conclude message) {
        Conclusion conclusion =
                switch (message.getConclusion()) {
                    case CONCLUSION_COMMIT -> Conclusion.COMMIT;
                    case CONCLUSION_ABORT -> Conclusion.ABORT;
                    case CONCLUSION_UNSPECIFIED, UNRECOGNIZED ->
                        throw new UnreadableMessage(
                                "What is to become of prepared output is not said, or in a way that this"
                                        + " version does not know");
                };
        return new ExecutorCommand.Conclude(
                fence,
                OperatorPlanCodec.decode(message.getPlan().toByteArray()),
                conclusion,
                PreparedWire.decode(message.getPreparedList()));
    }

    private static ExecutorCommand mail(Mail message) {
        UnreadableMessage.require(message.hasTask(), "Mail names no task");
        return new ExecutorCommand.Mail(
                FenceWire.decode(message.getFence()),
                FenceWire.decode(message.getTask()),
                message.getOperator(),
                message.getPayload());
    }

    private static ExecutorCommand tap(Tap message) {
        int forMillis = message.getForMillis();
        UnreadableMessage.require(
                forMillis >= 0 && forMillis <= ExecutorCommand.Tap.LONGEST_TAP_MILLIS,
                "A tap lives between 0 and " + ExecutorCommand.Tap.LONGEST_TAP_MILLIS + " ms, not "
                        + Integer.toUnsignedString(forMillis));
        return new ExecutorCommand.Tap(
                FenceWire.decode(message.getFence()), message.getNodeId(), message.getPort(), forMillis);
    }
}
