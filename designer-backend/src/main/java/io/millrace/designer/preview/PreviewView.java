package io.millrace.designer.preview;

import io.millrace.model.error.RunError;
import io.millrace.model.json.Json;
import io.millrace.model.type.Column;
import io.millrace.protocol.job.NodeCounts;
import io.millrace.protocol.preview.PreviewResult;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What came of a preview.
 *
 * @param version of the draft that was run
 * @param end {@code whole}, {@code out_of_time} or {@code failed}
 * @param error what ended it, in words
 * @param leftOut nodes that were not run, and why
 * @param problems what keeps the drawing as a whole from running
 */
record PreviewView(
        long version,
        int tookMs,
        String end,
        Optional<String> error,
        List<Port> ports,
        List<Node> nodes,
        List<LeftOut> leftOut,
        List<String> problems) {

    /**
     * The first rows that passed an output port.
     *
     * @param changes for each row {@code insert}, {@code update_before}, {@code update_after} or {@code delete}
     * @param rows values by column; BIGINT, DECIMAL and times as text
     * @param truncated whether more rows passed than there are here
     */
    @Schema(name = "PreviewPort")
    record Port(
            String node,
            String port,
            List<ColumnType> columns,
            Optional<String> eventTime,
            List<String> changes,
            List<Json> rows,
            long rowCount,
            boolean truncated) {}

    /** A column with its SQL type. */
    @Schema(name = "PreviewColumn")
    record ColumnType(String name, String type) {}

    /** What a node did; the first errors in words. */
    @Schema(name = "PreviewNode")
    record Node(String node, long rowsIn, long rowsOut, long rowsFailed, List<String> errors) {}

    /** A node that was not run. */
    record LeftOut(String node, String reason) {}

    static PreviewView of(long version, PreviewResult result) {
        return new PreviewView(
                version,
                result.tookMillis(),
                word(result.end()),
                result.error().map(RunError::toString),
                result.ports().stream().map(PreviewView::port).toList(),
                result.nodes().stream().map(PreviewView::node).toList(),
                result.leftOut().stream()
                        .map(node -> new LeftOut(node.nodeId(), node.reason()))
                        .toList(),
                result.problems());
    }

    private static Port port(PreviewResult.PortRows port) {
        return new Port(
                port.nodeId(),
                port.port(),
                port.columns().stream().map(PreviewView::column).toList(),
                port.eventTime(),
                port.rows().stream().map(row -> word(row.change())).toList(),
                port.rows().stream().<Json>map(row -> row.values()).toList(),
                port.rowCount(),
                port.rowCount() > port.rows().size());
    }

    private static ColumnType column(Column column) {
        return new ColumnType(column.name(), column.type().toString());
    }

    private static Node node(NodeCounts counts) {
        return new Node(
                counts.nodeId(),
                counts.rowsIn(),
                counts.rowsOut(),
                counts.rowsFailed(),
                counts.firstErrors().stream().map(RunError::toString).toList());
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
