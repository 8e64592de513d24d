package io.millrace.protocol.job;

import io.millrace.model.json.JsonArray;
import io.millrace.model.type.Column;
import java.util.List;
import java.util.Optional;

/**
 * Rows that passed an output port on one executor since it last said so, as many as a person can look at. Goes up beside
 * heartbeats while somebody looks ({@link ExecutorCommand.Tap}), and may be lost.
 *
 * @param nodeId with {@code port}, the port as drawn
 * @param columns those that are there: a column nobody reads is not read or computed
 * @param eventTime the column that is the event time, if the rows have one
 * @param rows at most {@link #MOST_ROWS}, in the order they passed
 * @param skipped how many passed since the last report and are not among the rows
 * @param total how many passed here since the tap was opened
 */
public record TapRows(
        Fence fence,
        String nodeId,
        String port,
        List<Column> columns,
        Optional<String> eventTime,
        List<Row> rows,
        long skipped,
        long total) {

    /** So many rows a report; nobody reads more. */
    public static final int MOST_ROWS = 200;

    /** So many taps of one job at a time on an executor; the one renewed longest ago makes room for a new one. */
    public static final int MOST_TAPS = 32;

    /** Texts are cut behind so many characters; the last is then {@code …}. */
    public static final int MOST_TEXT = 500;

    public TapRows {
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
    }

    /**
     * One row.
     *
     * @param values by column; BIGINT, DECIMAL and what has a time as text, see docs/taps.md
     */
    public record Row(Change change, JsonArray values) {}

    /** What becomes of a row. */
    public enum Change {
        INSERT,
        UPDATE_BEFORE,
        UPDATE_AFTER,
        DELETE
    }
}
