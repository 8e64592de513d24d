package io.millrace.protocol.plan;

import io.millrace.model.type.ChangeMode;
import io.millrace.model.type.Column;
import io.millrace.model.type.EdgeSchema;
import io.millrace.model.type.Schema;
import java.util.List;
import java.util.Optional;

/** What is known about edges as messages. */
final class EdgeSchemaCodec {

    private EdgeSchemaCodec() {}

    static io.millrace.protocol.plan.v1.EdgeSchema encode(EdgeSchema edge) {
        var out = io.millrace.protocol.plan.v1.EdgeSchema.newBuilder();
        for (Column column : edge.schema().columns()) {
            out.addColumns(io.millrace.protocol.plan.v1.EdgeSchema.Column.newBuilder()
                    .setName(column.name())
                    .setType(column.type().toString()));
        }
        edge.eventTime().ifPresent(out::setEventTime);
        for (List<String> key : edge.keys()) {
            out.addKeys(io.millrace.protocol.plan.v1.EdgeSchema.Key.newBuilder().addAllColumns(key));
        }
        out.setChangeMode(
                switch (edge.changeMode().kind()) {
                    case APPEND -> io.millrace.protocol.plan.v1.ChangeMode.CHANGE_MODE_APPEND;
                    case RETRACT -> io.millrace.protocol.plan.v1.ChangeMode.CHANGE_MODE_RETRACT;
                    case UPSERT -> io.millrace.protocol.plan.v1.ChangeMode.CHANGE_MODE_UPSERT;
                });
        return out.addAllChangeKey(edge.changeMode().key()).build();
    }

    /**
     * The edge's schema.
     *
     * @throws UnreadablePlan when a type or the change mode is unknown
     */
    static EdgeSchema decode(io.millrace.protocol.plan.v1.EdgeSchema message) {
        List<Column> columns = message.getColumnsList().stream()
                .map(column -> new Column(column.getName(), Types.parse(column.getType())))
                .toList();
        ChangeMode mode =
                switch (message.getChangeMode()) {
                    case CHANGE_MODE_APPEND -> ChangeMode.APPEND;
                    case CHANGE_MODE_RETRACT -> ChangeMode.RETRACT;
                    case CHANGE_MODE_UPSERT -> ChangeMode.upsert(message.getChangeKeyList());
                    case CHANGE_MODE_UNSPECIFIED, UNRECOGNIZED ->
                        throw new UnreadablePlan("An edge carries changes of an unknown kind");
                };
        return new EdgeSchema(
                new Schema(columns),
                message.hasEventTime() ? Optional.of(message.getEventTime()) : Optional.empty(),
                message.getKeysList().stream()
                        .map(key -> List.copyOf(key.getColumnsList()))
                        .toList(),
                mode);
    }
}
