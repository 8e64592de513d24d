package io.millrace.protocol.rpc.wire;

import io.millrace.protocol.job.ExecutorId;
import io.millrace.protocol.job.Heartbeat;
import io.millrace.protocol.job.NodeCounts;
import io.millrace.protocol.job.PartReport;
import io.millrace.protocol.job.PartStatus;
import io.millrace.protocol.job.PortCounts;
import java.util.Optional;

/** Heartbeats as messages. */
public final class HeartbeatWire {

    /** {@link NodeCounts#watermarkMicros} of a node that has none. */
    private static final long NO_WATERMARK = Long.MIN_VALUE;

    private HeartbeatWire() {}

    /** The heartbeat as a message. */
    public static io.millrace.protocol.executor.v1.Heartbeat encode(Heartbeat heartbeat) {
        var out = io.millrace.protocol.executor.v1.Heartbeat.newBuilder()
                .setExecutor(heartbeat.executor().value())
                .setSequence(heartbeat.sequence())
                .setSentNanos(heartbeat.sentNanos())
                .setOwnerEpoch(heartbeat.ownerEpoch())
                .setSlots(heartbeat.slots());
        heartbeat.parts().forEach(part -> out.addParts(part(part)));
        return out.build();
    }

    private static io.millrace.protocol.executor.v1.PartReport part(PartReport report) {
        var out = io.millrace.protocol.executor.v1.PartReport.newBuilder()
                .setFence(FenceWire.encode(report.fence()))
                .setStatus(status(report.status()))
                .addAllPrepared(PreparedWire.encode(report.prepared()));
        report.error().ifPresent(error -> out.setError(RunErrorWire.encode(error)));
        report.nodes().forEach(counts -> out.addNodes(counts(counts)));
        report.checkpoint().ifPresent(checkpoint -> out.setCheckpoint(CheckpointWire.encode(checkpoint)));
        return out.build();
    }

    private static io.millrace.protocol.executor.v1.PartStatus status(PartStatus status) {
        return switch (status) {
            case ASSEMBLING -> io.millrace.protocol.executor.v1.PartStatus.PART_STATUS_ASSEMBLING;
            case READY -> io.millrace.protocol.executor.v1.PartStatus.PART_STATUS_READY;
            case RUNNING -> io.millrace.protocol.executor.v1.PartStatus.PART_STATUS_RUNNING;
            case STOPPING -> io.millrace.protocol.executor.v1.PartStatus.PART_STATUS_STOPPING;
            case CANCELLING -> io.millrace.protocol.executor.v1.PartStatus.PART_STATUS_CANCELLING;
            case FINISHED -> io.millrace.protocol.executor.v1.PartStatus.PART_STATUS_FINISHED;
            case CANCELLED -> io.millrace.protocol.executor.v1.PartStatus.PART_STATUS_CANCELLED;
            case FAILED -> io.millrace.protocol.executor.v1.PartStatus.PART_STATUS_FAILED;
            case CONCLUDING -> io.millrace.protocol.executor.v1.PartStatus.PART_STATUS_CONCLUDING;
            case CONCLUDED -> io.millrace.protocol.executor.v1.PartStatus.PART_STATUS_CONCLUDED;
        };
    }

    static io.millrace.protocol.executor.v1.NodeCounts counts(NodeCounts counts) {
        var out = io.millrace.protocol.executor.v1.NodeCounts.newBuilder()
                .setNodeId(counts.nodeId())
                .setRowsIn(counts.rowsIn())
                .setRowsOut(counts.rowsOut())
                .setRowsFailed(counts.rowsFailed())
                .setRowsLate(counts.rowsLate())
                .setBytes(counts.bytes())
                .setBusyNanos(counts.busyNanos())
                .setBlockedNanos(counts.blockedNanos())
                .addAllFirstErrors(
                        counts.firstErrors().stream().map(RunErrorWire::encode).toList())
                .setTasks(counts.tasks())
                .setStateBytes(counts.stateBytes())
                .setColdBytes(counts.coldBytes());
        for (PortCounts port : counts.ports()) {
            out.addPorts(io.millrace.protocol.executor.v1.NodeCounts.PortCounts.newBuilder()
                    .setPort(port.port())
                    .setRows(port.rows())
                    .setBlockedNanos(port.blockedNanos())
                    .setTasks(port.tasks()));
        }
        if (counts.watermarkMicros() != NO_WATERMARK) {
            out.setWatermarkMicros(counts.watermarkMicros());
        }
        return out.build();
    }

    /**
     * The heartbeat in a message.
     *
     * @throws UnreadableMessage when it is none
     */
    public static Heartbeat decode(io.millrace.protocol.executor.v1.Heartbeat message) {
        UnreadableMessage.require(!message.getExecutor().isBlank(), "A heartbeat names no executor");
        UnreadableMessage.require(message.getSlots() >= 1, "A heartbeat of an executor without workers");
        return new Heartbeat(
                new ExecutorId(message.getExecutor()),
                message.getSequence(),
                message.getSentNanos(),
                message.getOwnerEpoch(),
                message.getSlots(),
                message.getPartsList().stream().map(HeartbeatWire::part).toList());
    }

    private static PartReport part(io.millrace.protocol.executor.v1.PartReport message) {
        return new PartReport(
                FenceWire.decode(message.getFence()),
                status(message.getStatus()),
                message.hasError() ? Optional.of(RunErrorWire.decode(message.getError())) : Optional.empty(),
                PreparedWire.decode(message.getPreparedList()),
                message.getNodesList().stream().map(HeartbeatWire::counts).toList(),
                message.hasCheckpoint()
                        ? Optional.of(CheckpointWire.decode(message.getCheckpoint()))
                        : Optional.empty());
    }

    private static PartStatus status(io.millrace.protocol.executor.v1.PartStatus status) {
        return switch (status) {
            case PART_STATUS_ASSEMBLING -> PartStatus.ASSEMBLING;
            case PART_STATUS_READY -> PartStatus.READY;
            case PART_STATUS_RUNNING -> PartStatus.RUNNING;
            case PART_STATUS_STOPPING -> PartStatus.STOPPING;
            case PART_STATUS_CANCELLING -> PartStatus.CANCELLING;
            case PART_STATUS_FINISHED -> PartStatus.FINISHED;
            case PART_STATUS_CANCELLED -> PartStatus.CANCELLED;
            case PART_STATUS_FAILED -> PartStatus.FAILED;
            case PART_STATUS_CONCLUDING -> PartStatus.CONCLUDING;
            case PART_STATUS_CONCLUDED -> PartStatus.CONCLUDED;
            case PART_STATUS_UNSPECIFIED, UNRECOGNIZED ->
                throw new UnreadableMessage("The status of a part is missing, or one that this version does not know");
        };
    }

    static NodeCounts counts(io.millrace.protocol.executor.v1.NodeCounts message) {
        UnreadableMessage.require(!message.getNodeId().isBlank(), "Counts name no node");
        return new NodeCounts(
                message.getNodeId(),
                message.getRowsIn(),
                message.getRowsOut(),
                message.getRowsFailed(),
                message.getRowsLate(),
                message.getBytes(),
                message.getBusyNanos(),
                message.getBlockedNanos(),
                message.hasWatermarkMicros() ? message.getWatermarkMicros() : NO_WATERMARK,
                message.getFirstErrorsList().stream().map(RunErrorWire::decode).toList(),
                message.getTasks(),
                message.getPortsList().stream()
                        .map(port ->
                                new PortCounts(port.getPort(), port.getRows(), port.getBlockedNanos(), port.getTasks()))
                        .toList(),
                message.getStateBytes(),
                message.getColdBytes());
    }
}
