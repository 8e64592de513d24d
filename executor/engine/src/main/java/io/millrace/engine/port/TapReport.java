package io.millrace.engine.port;

import io.millrace.model.type.Column;
import io.millrace.protocol.job.TapRows;
import java.util.List;
import java.util.Optional;

/**
 * What a tap has seen since the last report; as {@link TapRows}, without the attempt.
 */
public record TapReport(
        String nodeId,
        String port,
        List<Column> columns,
        Optional<String> eventTime,
        List<TapRows.Row> rows,
        long skipped,
        long total) {

    public TapReport {
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
    }
}
