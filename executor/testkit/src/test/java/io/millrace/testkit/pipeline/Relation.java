package io.millrace.testkit.pipeline;

import java.util.List;
import java.util.Optional;

/**
 * Rows at an output port of a pipeline being drawn, and the same rows as PostgreSQL computes them.
 *
 * @param endpoint {@code {node: …, port: …}}
 * @param columns in order
 * @param sql a SELECT of exactly these columns
 * @param time the event-time column, where the rows have one and windows can be made
 * @param isAppend whether rows are only ever added
 */
record Relation(String endpoint, List<Col> columns, String sql, Optional<String> time, boolean isAppend) {

    /** What the generator knows of a type: which expressions it can stand in. */
    enum Kind {
        WHOLE,
        TEXT,
        DECIMAL,
        TIME
    }

    /** A column. */
    record Col(String name, Kind kind) {}

    List<Col> of(Kind kind) {
        return columns.stream().filter(column -> column.kind() == kind).toList();
    }

    /** The relation as a part of a FROM clause. */
    String from() {
        return "(" + sql + ") AS r";
    }
}
