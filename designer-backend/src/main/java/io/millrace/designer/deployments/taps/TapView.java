package io.millrace.designer.deployments.taps;

import io.millrace.model.json.JsonArray;
import java.util.List;
import java.util.Optional;

/**
 * Rows that passed a port.
 *
 * @param eventTime the column that is the event time
 * @param rows the last ones, oldest first
 * @param skipped how many passed since the last such message and are not among them
 * @param total how many have passed since somebody began to look
 */
record TapView(List<ColumnView> columns, Optional<String> eventTime, List<RowView> rows, long skipped, long total) {

    /**
     * A column.
     *
     * @param type as SQL writes it
     */
    record ColumnView(String name, String type, boolean nullable) {}

    /**
     * A row.
     *
     * @param change {@code INSERT}, {@code UPDATE_BEFORE}, {@code UPDATE_AFTER} or {@code DELETE}
     * @param values by column
     */
    record RowView(String change, JsonArray values) {}
}
