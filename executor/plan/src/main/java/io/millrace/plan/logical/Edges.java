package io.millrace.plan.logical;

import io.millrace.expr.ColumnRef;
import io.millrace.expr.Expr;
import io.millrace.model.type.ChangeMode;
import io.millrace.model.type.Column;
import io.millrace.model.type.EdgeSchema;
import io.millrace.model.type.Schema;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is known about rows behind an operator, from what is known before it. */
public final class Edges {

    private Edges() {}

    /**
     * Rows with other columns. Event time and keys stay where their columns pass through unchanged, under their new
     * names. A stream of upserts that loses a column of its key cannot be described; see {@link #keepsChangeKey}.
     *
     * @param columns the new columns
     * @param values what is in each, over the columns of {@code before}
     */
    public static EdgeSchema projected(EdgeSchema before, List<Column> columns, List<Expr> values) {
        Map<String, String> passing = passing(before, columns, values);
        return new EdgeSchema(
                new Schema(columns),
                before.eventTime().flatMap(column -> Optional.ofNullable(passing.get(column))),
                before.keys().stream()
                        .filter(key -> passing.keySet().containsAll(key))
                        .map(key -> key.stream().map(passing::get).toList())
                        .toList(),
                changeMode(before, passing));
    }

    /** Whether a projection keeps the columns that tell which row an upsert replaces. */
    public static boolean keepsChangeKey(EdgeSchema before, List<Column> columns, List<Expr> values) {
        return passing(before, columns, values)
                .keySet()
                .containsAll(before.changeMode().key());
    }

    /** The rows with this column as event time. */
    public static EdgeSchema withEventTime(EdgeSchema edge, String column) {
        return new EdgeSchema(edge.schema(), Optional.of(column), edge.keys(), edge.changeMode());
    }

    private static Map<String, String> passing(EdgeSchema before, List<Column> columns, List<Expr> values) {
        Map<String, String> passing = new LinkedHashMap<>();
        for (int i = 0; i < values.size(); i++) {
            if (values.get(i) instanceof ColumnRef column) {
                passing.putIfAbsent(
                        before.schema().column(column.index()).name(),
                        columns.get(i).name());
            }
        }
        return passing;
    }

    private static ChangeMode changeMode(EdgeSchema before, Map<String, String> passing) {
        if (before.changeMode().kind() != ChangeMode.Kind.UPSERT) {
            return before.changeMode();
        }
        List<String> key = new ArrayList<>();
        for (String column : before.changeMode().key()) {
            String name = passing.get(column);
            if (name == null) {
                throw new IllegalArgumentException("The key column " + column + " of the upserts is gone");
            }
            key.add(name);
        }
        return ChangeMode.upsert(key);
    }
}
