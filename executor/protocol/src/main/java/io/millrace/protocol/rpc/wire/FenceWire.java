package io.millrace.protocol.rpc.wire;

import io.millrace.protocol.job.DeploymentId;
import io.millrace.protocol.job.Fence;
import io.millrace.protocol.job.TaskId;

/** Fences and tasks as messages. */
public final class FenceWire {

    private FenceWire() {}

    /** The fence as a message. */
    public static io.millrace.protocol.executor.v1.Fence encode(Fence fence) {
        return io.millrace.protocol.executor.v1.Fence.newBuilder()
                .setDeployment(fence.deployment().value())
                .setAttempt(fence.attempt())
                .setOwnerEpoch(fence.ownerEpoch())
                .build();
    }

    /**
     * The fence in a message.
     *
     * @throws UnreadableMessage when it is none
     */
    public static Fence decode(io.millrace.protocol.executor.v1.Fence message) {
        UnreadableMessage.require(!message.getDeployment().isBlank(), "A fence names no deployment");
        UnreadableMessage.require(
                message.getAttempt() >= 1 && message.getOwnerEpoch() >= 1,
                "A fence has attempt " + Long.toUnsignedString(message.getAttempt()) + " and epoch "
                        + Long.toUnsignedString(message.getOwnerEpoch()) + "; both count from 1");
        return new Fence(new DeploymentId(message.getDeployment()), message.getAttempt(), message.getOwnerEpoch());
    }

    /** The task as a message. */
    public static io.millrace.protocol.executor.v1.TaskId encode(TaskId task) {
        return io.millrace.protocol.executor.v1.TaskId.newBuilder()
                .setFragment(task.fragment())
                .setIndex(task.index())
                .build();
    }

    /** The task in a message. */
    public static TaskId decode(io.millrace.protocol.executor.v1.TaskId message) {
        return new TaskId(message.getFragment(), message.getIndex());
    }
}
