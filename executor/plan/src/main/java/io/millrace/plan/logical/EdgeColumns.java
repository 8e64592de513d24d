package io.millrace.plan.logical;

import io.millrace.model.type.EdgeSchema;
import io.millrace.model.type.Schema;
import java.util.List;

/** Edges with fewer columns. */
public final class EdgeColumns {

    private EdgeColumns() {}

    /** What is known about rows of which only these columns are left. */
    public static EdgeSchema kept(EdgeSchema edge, List<Integer> kept) {
        Schema schema = new Schema(kept.stream().map(edge.schema()::column).toList());
        List<String> names = schema.names();
        return new EdgeSchema(
                schema,
                edge.eventTime().filter(names::contains),
                edge.keys().stream().filter(names::containsAll).toList(),
                edge.changeMode());
    }
}
