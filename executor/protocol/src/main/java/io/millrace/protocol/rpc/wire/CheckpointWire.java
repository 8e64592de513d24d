package io.millrace.protocol.rpc.wire;

import io.millrace.protocol.job.CheckpointFigures;
import io.millrace.protocol.job.NodeCheckpoint;
import io.millrace.protocol.job.PartCheckpoint;
import io.millrace.protocol.job.PartCheckpoint.Stage;
import io.millrace.protocol.job.Restore;
import java.util.Optional;

/** What is said about checkpoints, as messages. */
final class CheckpointWire {

    private CheckpointWire() {}

    static io.millrace.protocol.executor.v1.Restore encode(Restore restore) {
        var out = io.millrace.protocol.executor.v1.Restore.newBuilder()
                .setCheckpoint(restore.checkpoint())
                .setManifest(restore.manifest())
                .addAllPrepared(PreparedWire.encode(restore.prepared()));
        restore.transfer().ifPresent(transfer -> out.setTransfer(TransferWire.encode(transfer)));
        return out.build();
    }

    static Restore decode(io.millrace.protocol.executor.v1.Restore message) {
        UnreadableMessage.require(!message.getManifest().isBlank(), "A restore names no manifest");
        UnreadableMessage.require(
                !message.hasTransfer() || message.getPreparedList().isEmpty(),
                "A restore of another deployment's checkpoint commits nothing");
        return new Restore(
                number(message.getCheckpoint()),
                message.getManifest(),
                PreparedWire.decode(message.getPreparedList()),
                message.hasTransfer() ? Optional.of(TransferWire.decode(message.getTransfer())) : Optional.empty());
    }

    static io.millrace.protocol.executor.v1.PartCheckpoint encode(PartCheckpoint checkpoint) {
        CheckpointFigures figures = checkpoint.figures();
        var out = io.millrace.protocol.executor.v1.PartCheckpoint.newBuilder()
                .setNumber(checkpoint.number())
                .setStage(stage(checkpoint.stage()))
                .addAllPrepared(PreparedWire.encode(checkpoint.prepared()))
                .setBytesWritten(figures.bytesWritten())
                .setStateBytes(figures.stateBytes())
                .setAlignMicros(figures.alignMicros())
                .setStallMicros(figures.stallMicros())
                .setDurationMicros(figures.durationMicros());
        figures.nodes().forEach(node -> out.addNodes(encode(node)));
        checkpoint.file().ifPresent(out::setFile);
        checkpoint.error().ifPresent(error -> out.setError(RunErrorWire.encode(error)));
        return out.build();
    }

    static PartCheckpoint decode(io.millrace.protocol.executor.v1.PartCheckpoint message) {
        long number = number(message.getNumber());
        Stage stage = stage(message.getStage());
        UnreadableMessage.require(
                stage.isFailure() == message.hasError(),
                "Checkpoint " + number + " is " + stage
                        + (message.hasError() ? " and has an error" : " and says not why"));
        return new PartCheckpoint(
                number,
                stage,
                message.hasFile() ? Optional.of(message.getFile()) : Optional.empty(),
                PreparedWire.decode(message.getPreparedList()),
                message.hasError() ? Optional.of(RunErrorWire.decode(message.getError())) : Optional.empty(),
                new CheckpointFigures(
                        message.getBytesWritten(),
                        message.getStateBytes(),
                        message.getAlignMicros(),
                        message.getStallMicros(),
                        message.getDurationMicros(),
                        message.getNodesList().stream()
                                .map(CheckpointWire::decode)
                                .toList()));
    }

    private static io.millrace.protocol.executor.v1.NodeCheckpoint encode(NodeCheckpoint node) {
        return io.millrace.protocol.executor.v1.NodeCheckpoint.newBuilder()
                .setNodeId(node.nodeId())
                .setStateBytes(node.stateBytes())
                .setRows(node.rows())
                .setBytesWritten(node.bytesWritten())
                .setAlignMicros(node.alignMicros())
                .setStallMicros(node.stallMicros())
                .build();
    }

    private static NodeCheckpoint decode(io.millrace.protocol.executor.v1.NodeCheckpoint message) {
        UnreadableMessage.require(!message.getNodeId().isBlank(), "Figures of a checkpoint name no node");
        return new NodeCheckpoint(
                message.getNodeId(),
                message.getStateBytes(),
                message.getRows(),
                message.getBytesWritten(),
                message.getAlignMicros(),
                message.getStallMicros());
    }

    static long number(long number) {
        UnreadableMessage.require(
                number >= 1, "A checkpoint has the number " + Long.toUnsignedString(number) + "; they count from 1");
        return number;
    }

    private static io.millrace.protocol.executor.v1.PartCheckpoint.Stage stage(Stage stage) {
        return switch (stage) {
            case ALIGNING -> io.millrace.protocol.executor.v1.PartCheckpoint.Stage.STAGE_ALIGNING;
            case WRITING -> io.millrace.protocol.executor.v1.PartCheckpoint.Stage.STAGE_WRITING;
            case WRITTEN -> io.millrace.protocol.executor.v1.PartCheckpoint.Stage.STAGE_WRITTEN;
            case MERGING -> io.millrace.protocol.executor.v1.PartCheckpoint.Stage.STAGE_MERGING;
            case MERGED -> io.millrace.protocol.executor.v1.PartCheckpoint.Stage.STAGE_MERGED;
            case COMMITTING -> io.millrace.protocol.executor.v1.PartCheckpoint.Stage.STAGE_COMMITTING;
            case COMMITTED -> io.millrace.protocol.executor.v1.PartCheckpoint.Stage.STAGE_COMMITTED;
            case FAILED -> io.millrace.protocol.executor.v1.PartCheckpoint.Stage.STAGE_FAILED;
            case COMMIT_FAILED -> io.millrace.protocol.executor.v1.PartCheckpoint.Stage.STAGE_COMMIT_FAILED;
        };
    }

    private static Stage stage(io.millrace.protocol.executor.v1.PartCheckpoint.Stage stage) {
        return switch (stage) {
            case STAGE_ALIGNING -> Stage.ALIGNING;
            case STAGE_WRITING -> Stage.WRITING;
            case STAGE_WRITTEN -> Stage.WRITTEN;
            case STAGE_MERGING -> Stage.MERGING;
            case STAGE_MERGED -> Stage.MERGED;
            case STAGE_COMMITTING -> Stage.COMMITTING;
            case STAGE_COMMITTED -> Stage.COMMITTED;
            case STAGE_FAILED -> Stage.FAILED;
            case STAGE_COMMIT_FAILED -> Stage.COMMIT_FAILED;
            case STAGE_UNSPECIFIED, UNRECOGNIZED ->
                throw new UnreadableMessage(
                        "How far a checkpoint has come is missing, or in a way that this version does not know");
        };
    }
}
