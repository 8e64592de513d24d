package io.millrace.protocol.rpc.wire;

import io.millrace.model.json.CanonicalJson;
import io.millrace.model.json.Json;
import io.millrace.model.json.JsonArray;
import io.millrace.model.json.JsonObject;
import io.millrace.model.text.JsonText;
import io.millrace.model.text.TextSource;
import io.millrace.protocol.preview.DiscoverRequest;
import io.millrace.protocol.preview.Discovery;
import io.millrace.protocol.preview.PreviewLimits;
import io.millrace.protocol.preview.PreviewRequest;
import io.millrace.protocol.preview.PreviewResult;
import io.millrace.protocol.preview.v1.DiscoverResponse;
import io.millrace.protocol.preview.v1.PreviewResponse;
import java.util.List;
import java.util.Optional;

/** Previews and discoveries as messages. */
public final class PreviewWire {

    private PreviewWire() {}

    /** The request as a message. */
    public static io.millrace.protocol.preview.v1.PreviewRequest encode(PreviewRequest request) {
        PreviewLimits limits = request.limits();
        return io.millrace.protocol.preview.v1.PreviewRequest.newBuilder()
                .setDraft(request.draft())
                .setDocument(request.document())
                .setRowsPerSource(limits.rowsPerSource())
                .setRowsPerLookup(limits.rowsPerLookup())
                .setRowsPerPort(limits.rowsPerPort())
                .setWallMillis(limits.wallMillis())
                .build();
    }

    /**
     * The request in a message.
     *
     * @throws UnreadableMessage when its limits make no sense
     */
    public static PreviewRequest decode(io.millrace.protocol.preview.v1.PreviewRequest message) {
        try {
            return new PreviewRequest(
                    message.getDraft(),
                    message.getDocument(),
                    new PreviewLimits(
                            message.getRowsPerSource(),
                            message.getRowsPerLookup(),
                            message.getRowsPerPort(),
                            message.getWallMillis()));
        } catch (IllegalArgumentException e) {
            throw new UnreadableMessage("A preview's limits make no sense: " + e.getMessage(), e);
        }
    }

    /** The result as a message. */
    public static PreviewResponse encode(PreviewResult result) {
        PreviewResponse.Builder out = PreviewResponse.newBuilder()
                .setTookMillis(result.tookMillis())
                .setEnd(
                        switch (result.end()) {
                            case WHOLE -> PreviewResponse.End.END_WHOLE;
                            case OUT_OF_TIME -> PreviewResponse.End.END_OUT_OF_TIME;
                            case FAILED -> PreviewResponse.End.END_FAILED;
                        })
                .addAllNodes(result.nodes().stream().map(HeartbeatWire::counts).toList())
                .addAllProblems(result.problems());
        result.error().map(RunErrorWire::encode).ifPresent(out::setError);
        result.ports().forEach(port -> out.addPorts(port(port)));
        result.leftOut()
                .forEach(node -> out.addLeftOut(PreviewResponse.LeftOut.newBuilder()
                        .setNodeId(node.nodeId())
                        .setReason(node.reason())));
        return out.build();
    }

    private static PreviewResponse.PortRows port(PreviewResult.PortRows port) {
        PreviewResponse.PortRows.Builder out = PreviewResponse.PortRows.newBuilder()
                .setNodeId(port.nodeId())
                .setPort(port.port())
                .setRowCount(port.rowCount())
                .addAllColumns(port.columns().stream().map(TapWire::column).toList())
                .addAllRows(port.rows().stream().map(TapWire::row).toList());
        port.eventTime().ifPresent(out::setEventTime);
        return out.build();
    }

    /**
     * The result in a message.
     *
     * @throws UnreadableMessage when it is none
     */
    public static PreviewResult decode(PreviewResponse message) {
        PreviewResult.End end =
                switch (message.getEnd()) {
                    case END_WHOLE -> PreviewResult.End.WHOLE;
                    case END_OUT_OF_TIME -> PreviewResult.End.OUT_OF_TIME;
                    case END_FAILED -> PreviewResult.End.FAILED;
                    case END_UNSPECIFIED, UNRECOGNIZED ->
                        throw new UnreadableMessage("How a preview ended is missing, or not known here");
                };
        return new PreviewResult(
                message.getTookMillis(),
                end,
                message.hasError() ? Optional.of(RunErrorWire.decode(message.getError())) : Optional.empty(),
                message.getPortsList().stream().map(PreviewWire::port).toList(),
                message.getNodesList().stream().map(HeartbeatWire::counts).toList(),
                message.getLeftOutList().stream()
                        .map(node -> new PreviewResult.LeftOut(node.getNodeId(), node.getReason()))
                        .toList(),
                message.getProblemsList());
    }

    private static PreviewResult.PortRows port(PreviewResponse.PortRows message) {
        return new PreviewResult.PortRows(
                message.getNodeId(),
                message.getPort(),
                message.getColumnsList().stream().map(TapWire::column).toList(),
                message.hasEventTime() ? Optional.of(message.getEventTime()) : Optional.empty(),
                message.getRowsList().stream().map(TapWire::row).toList(),
                message.getRowCount());
    }

    /** The request as a message. */
    public static io.millrace.protocol.preview.v1.DiscoverRequest encode(DiscoverRequest request) {
        return io.millrace.protocol.preview.v1.DiscoverRequest.newBuilder()
                .setPath(request.path())
                .setRows(request.rows())
                .build();
    }

    /**
     * The request in a message.
     *
     * @throws UnreadableMessage when it wants too many rows
     */
    public static DiscoverRequest decode(io.millrace.protocol.preview.v1.DiscoverRequest message) {
        try {
            return new DiscoverRequest(message.getPath(), message.getRows());
        } catch (IllegalArgumentException e) {
            throw new UnreadableMessage(String.valueOf(e.getMessage()), e);
        }
    }

    /** The discovery as a message. */
    public static DiscoverResponse encode(Discovery discovery) {
        DiscoverResponse.Builder out = DiscoverResponse.newBuilder()
                .setConfig(CanonicalJson.print(discovery.config()))
                .addAllColumns(discovery.columns().stream().map(TapWire::column).toList())
                .addAllRows(discovery.rows().stream().map(CanonicalJson::print).toList())
                .setTruncated(discovery.truncated());
        discovery.format().ifPresent(out::setFormat);
        discovery
                .problems()
                .forEach(problem -> out.addProblems(DiscoverResponse.Finding.newBuilder()
                        .setCode(problem.code())
                        .setMessage(problem.message())));
        return out.build();
    }

    /**
     * The discovery in a message.
     *
     * @throws UnreadableMessage when it is none
     */
    public static Discovery decode(DiscoverResponse message) {
        return new Discovery(
                message.hasFormat() ? Optional.of(message.getFormat()) : Optional.empty(),
                json(message.getConfig(), JsonObject.class),
                message.getColumnsList().stream().map(TapWire::column).toList(),
                rows(message.getRowsList()),
                message.getTruncated(),
                message.getProblemsList().stream()
                        .map(problem -> new Discovery.Finding(problem.getCode(), problem.getMessage()))
                        .toList());
    }

    private static List<JsonArray> rows(List<String> rows) {
        return rows.stream().map(row -> json(row, JsonArray.class)).toList();
    }

    private static <T extends Json> T json(String text, Class<T> sort) {
        Json value = JsonText.parse(TextSource.of(text)).value().orElse(null);
        if (!sort.isInstance(value)) {
            throw new UnreadableMessage("What was found in a file is no " + sort.getSimpleName());
        }
        return sort.cast(value);
    }
}
