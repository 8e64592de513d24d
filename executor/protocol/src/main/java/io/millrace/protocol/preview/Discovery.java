package io.millrace.protocol.preview;

import io.millrace.model.json.JsonArray;
import io.millrace.model.json.JsonObject;
import io.millrace.model.type.Column;
import java.util.List;
import java.util.Optional;

/**
 * What is in a file, as far as its beginning shows.
 *
 * @param format absent when it is in no format known here
 * @param config for a {@code file-source} that reads it; empty when none can
 * @param columns with the narrowest types that all values seen have
 * @param rows the first rows, values as in {@link io.millrace.protocol.job.TapRows}
 * @param truncated whether the file holds more rows
 * @param problems what a person should know
 */
public record Discovery(
        Optional<String> format,
        JsonObject config,
        List<Column> columns,
        List<JsonArray> rows,
        boolean truncated,
        List<Finding> problems) {

    /**
     * Something about the file.
     *
     * @param code stable name such as {@code file.binary}
     * @param message whole sentences
     */
    public record Finding(String code, String message) {}

    public Discovery {
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
        problems = List.copyOf(problems);
    }
}
