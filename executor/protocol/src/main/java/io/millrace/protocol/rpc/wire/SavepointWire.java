package io.millrace.protocol.rpc.wire;

import com.google.protobuf.UnsafeByteOperations;
import io.millrace.protocol.job.DeploymentId;
import io.millrace.protocol.job.SavepointOrder;
import io.millrace.protocol.job.SavepointOrder.Work;
import io.millrace.protocol.job.SavepointReport;
import io.millrace.protocol.job.SavepointReport.Contents;
import io.millrace.protocol.job.SavepointReport.Held;
import io.millrace.protocol.job.SavepointReport.State;
import io.millrace.protocol.plan.OperatorPlan;
import io.millrace.protocol.plan.OperatorPlanCodec;
import io.millrace.protocol.plan.UnreadablePlan;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Orders about savepoints, and reports on them, as messages. */
public final class SavepointWire {

    /** Its folder has this name, so nothing else may stand in it. */
    private static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");

    /** The folder of a deployment or of a savepoint: never the root, nor one that leads out of it. */
    private static final Pattern CLEARED =
            Pattern.compile("(savepoints/|(?!savepoints$))[A-Za-z0-9_][A-Za-z0-9_-]{0,199}");

    private SavepointWire() {}

    /** The order as a message. */
    public static io.millrace.protocol.executor.v1.SavepointOrder encode(SavepointOrder order) {
        var out = io.millrace.protocol.executor.v1.SavepointOrder.newBuilder()
                .setId(order.id())
                .setSavepoint(order.savepoint());
        switch (order.work()) {
            case Work.Export export ->
                out.getExportBuilder()
                        .setDeployment(export.deployment().value())
                        .setCheckpoint(export.checkpoint())
                        .setManifest(export.manifest())
                        .setPlan(UnsafeByteOperations.unsafeWrap(OperatorPlanCodec.encode(export.plan())))
                        .setDocument(export.document());
            case Work.Restore(Optional<String> made) -> out.getRestoreBuilder().setManifest(made.orElse(""));
            case Work.Receive receive -> out.getReceiveBuilder().setMostBytes(receive.mostBytes());
            case Work.Send _ -> out.getSendBuilder();
            case Work.Remove remove ->
                out.getRemoveBuilder()
                        .setDeployment(remove.of().map(DeploymentId::value).orElse(""))
                        .setRestored(remove.restored().map(DeploymentId::value).orElse(""));
            case Work.Clear(List<String> folders) -> out.getClearBuilder().addAllFolders(folders);
        }
        return out.build();
    }

    /**
     * The order in a message.
     *
     * @throws UnreadableMessage when it is none
     */
    public static SavepointOrder decode(io.millrace.protocol.executor.v1.SavepointOrder message) {
        UnreadableMessage.require(
                ID.matcher(message.getSavepoint()).matches(),
                "A savepoint is called `" + message.getSavepoint() + "`, as none can be");
        return new SavepointOrder(message.getId(), message.getSavepoint(), work(message));
    }

    private static Work work(io.millrace.protocol.executor.v1.SavepointOrder message) {
        return switch (message.getWorkCase()) {
            case EXPORT -> export(message.getExport());
            case RESTORE -> new Work.Restore(present(message.getRestore().getManifest()));
            case RECEIVE -> {
                UnreadableMessage.require(
                        message.getReceive().getMostBytes() > 0, "Of an archive nothing may be received");
                yield new Work.Receive(message.getReceive().getMostBytes());
            }
            case SEND -> new Work.Send();
            case REMOVE ->
                new Work.Remove(
                        present(message.getRemove().getDeployment()).map(DeploymentId::new),
                        present(message.getRemove().getRestored()).map(DeploymentId::new));
            case CLEAR -> {
                for (String folder : message.getClear().getFoldersList()) {
                    UnreadableMessage.require(
                            CLEARED.matcher(folder).matches(),
                            "The folder `" + folder + "` is none that can be cleared");
                }
                yield new Work.Clear(message.getClear().getFoldersList());
            }
            case WORK_NOT_SET ->
                throw new UnreadableMessage(
                        "What is to be done with a savepoint is missing, or not known to this version");
        };
    }

    private static Optional<String> present(String text) {
        return Optional.of(text).filter(some -> !some.isBlank());
    }

    private static Work export(io.millrace.protocol.executor.v1.SavepointOrder.Export message) {
        UnreadableMessage.require(!message.getDeployment().isBlank(), "A savepoint is to be made of no deployment");
        UnreadableMessage.require(!message.getManifest().isBlank(), "A savepoint is to be made of no manifest");
        return new Work.Export(
                new DeploymentId(message.getDeployment()),
                CheckpointWire.number(message.getCheckpoint()),
                message.getManifest(),
                plan(message.getPlan().toByteArray()),
                message.getDocument());
    }

    private static OperatorPlan plan(byte[] bytes) {
        try {
            return OperatorPlanCodec.decode(bytes);
        } catch (UnreadablePlan e) {
            throw new UnreadableMessage("The plan of a savepoint cannot be read: " + e.getMessage(), e);
        }
    }

    /** The report as a message. */
    public static io.millrace.protocol.executor.v1.SavepointReport encode(SavepointReport report) {
        var out = io.millrace.protocol.executor.v1.SavepointReport.newBuilder().setId(report.id());
        switch (report.state()) {
            case State.UnderWay(long bytes, long of) ->
                out.getUnderWayBuilder().setBytes(bytes).setOf(of);
            case State.Done(var contents, var manifest) -> {
                out.getDoneBuilder().setManifest(manifest.orElse(""));
                contents.ifPresent(made -> out.getDoneBuilder().setContents(encode(made)));
            }
            case State.Failed(var error) -> out.setFailed(RunErrorWire.encode(error));
        }
        return out.build();
    }

    /**
     * The report in a message.
     *
     * @throws UnreadableMessage when it is none
     */
    public static SavepointReport decode(io.millrace.protocol.executor.v1.SavepointReport message) {
        return new SavepointReport(
                message.getId(),
                switch (message.getStateCase()) {
                    case UNDER_WAY ->
                        new State.UnderWay(
                                message.getUnderWay().getBytes(),
                                message.getUnderWay().getOf());
                    case DONE ->
                        new State.Done(
                                message.getDone().hasContents()
                                        ? Optional.of(decode(message.getDone().getContents()))
                                        : Optional.empty(),
                                present(message.getDone().getManifest()));
                    case FAILED -> new State.Failed(RunErrorWire.decode(message.getFailed()));
                    case STATE_NOT_SET ->
                        throw new UnreadableMessage("How a savepoint is, is missing, or not known to this version");
                });
    }

    private static io.millrace.protocol.executor.v1.SavepointReport.Contents encode(Contents contents) {
        var out = io.millrace.protocol.executor.v1.SavepointReport.Contents.newBuilder()
                .setPipeline(contents.pipeline())
                .setCheckpoint(contents.checkpoint())
                .setTakenMicros(contents.takenMicros())
                .setParallelism(contents.parallelism())
                .setBytes(contents.bytes())
                .setDocument(contents.document())
                .setPlan(UnsafeByteOperations.unsafeWrap(OperatorPlanCodec.encode(contents.plan())));
        contents.nodes().forEach(held -> out.addNodesBuilder()
                .setNodeId(held.nodeId())
                .setStates(held.states())
                .setRows(held.rows())
                .setBytes(held.bytes()));
        return out.build();
    }

    private static Contents decode(io.millrace.protocol.executor.v1.SavepointReport.Contents message) {
        UnreadableMessage.require(message.getParallelism() >= 1, "A savepoint was taken of no task");
        return new Contents(
                message.getPipeline(),
                CheckpointWire.number(message.getCheckpoint()),
                message.getTakenMicros(),
                message.getParallelism(),
                message.getBytes(),
                message.getNodesList().stream()
                        .map(held -> new Held(held.getNodeId(), held.getStates(), held.getRows(), held.getBytes()))
                        .toList(),
                message.getDocument(),
                plan(message.getPlan().toByteArray()));
    }
}
