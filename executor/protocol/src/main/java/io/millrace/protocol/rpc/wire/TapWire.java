package io.millrace.protocol.rpc.wire;

import io.millrace.model.json.CanonicalJson;
import io.millrace.model.json.JsonArray;
import io.millrace.model.text.JsonText;
import io.millrace.model.text.TextSource;
import io.millrace.model.type.Column;
import io.millrace.model.type.DataType;
import io.millrace.protocol.job.TapRows;
import java.util.Optional;

/** Rows of taps as messages. */
public final class TapWire {

    private TapWire() {}

    /** The rows as a message. */
    public static io.millrace.protocol.executor.v1.TapRows encode(TapRows tapped) {
        var out = io.millrace.protocol.executor.v1.TapRows.newBuilder()
                .setFence(FenceWire.encode(tapped.fence()))
                .setNodeId(tapped.nodeId())
                .setPort(tapped.port())
                .setSkipped(tapped.skipped())
                .setTotal(tapped.total());
        tapped.eventTime().ifPresent(out::setEventTime);
        tapped.columns().forEach(column -> out.addColumns(column(column)));
        tapped.rows().forEach(row -> out.addRows(row(row)));
        return out.build();
    }

    static io.millrace.protocol.executor.v1.TapRows.Column column(Column column) {
        return io.millrace.protocol.executor.v1.TapRows.Column.newBuilder()
                .setName(column.name())
                .setType(column.type().toString())
                .build();
    }

    static io.millrace.protocol.executor.v1.TapRows.Row row(TapRows.Row row) {
        return io.millrace.protocol.executor.v1.TapRows.Row.newBuilder()
                .setChange(
                        switch (row.change()) {
                            case INSERT -> io.millrace.protocol.executor.v1.TapRows.Change.CHANGE_INSERT;
                            case UPDATE_BEFORE -> io.millrace.protocol.executor.v1.TapRows.Change.CHANGE_UPDATE_BEFORE;
                            case UPDATE_AFTER -> io.millrace.protocol.executor.v1.TapRows.Change.CHANGE_UPDATE_AFTER;
                            case DELETE -> io.millrace.protocol.executor.v1.TapRows.Change.CHANGE_DELETE;
                        })
                .setValues(CanonicalJson.print(row.values()))
                .build();
    }

    /**
     * The rows in a message.
     *
     * @throws UnreadableMessage when they are none
     */
    public static TapRows decode(io.millrace.protocol.executor.v1.TapRows message) {
        return new TapRows(
                FenceWire.decode(message.getFence()),
                message.getNodeId(),
                message.getPort(),
                message.getColumnsList().stream().map(TapWire::column).toList(),
                message.hasEventTime() ? Optional.of(message.getEventTime()) : Optional.empty(),
                message.getRowsList().stream().map(TapWire::row).toList(),
                message.getSkipped(),
                message.getTotal());
    }

    static Column column(io.millrace.protocol.executor.v1.TapRows.Column message) {
        try {
            return new Column(message.getName(), DataType.parse(message.getType()));
        } catch (IllegalArgumentException e) {
            throw new UnreadableMessage("A column that is shown has no type: " + e.getMessage(), e);
        }
    }

    static TapRows.Row row(io.millrace.protocol.executor.v1.TapRows.Row message) {
        TapRows.Change change =
                switch (message.getChange()) {
                    case CHANGE_INSERT -> TapRows.Change.INSERT;
                    case CHANGE_UPDATE_BEFORE -> TapRows.Change.UPDATE_BEFORE;
                    case CHANGE_UPDATE_AFTER -> TapRows.Change.UPDATE_AFTER;
                    case CHANGE_DELETE -> TapRows.Change.DELETE;
                    case CHANGE_UNSPECIFIED, UNRECOGNIZED ->
                        throw new UnreadableMessage(
                                "What becomes of a row that is shown is missing, or not known here");
                };
        // Without the values in the message: rows do not belong into logs.
        if (!(JsonText.parse(TextSource.of(message.getValues())).value().orElse(null) instanceof JsonArray values)) {
            throw new UnreadableMessage("The values of a row that is shown are no JSON array");
        }
        return new TapRows.Row(change, values);
    }
}
