package io.millrace.engine.operators.aggregate;

import io.millrace.columns.Rows;
import io.millrace.model.error.RunError;
import io.millrace.spi.error.FailedInput;
import io.millrace.spi.error.RowErrors;
import java.util.BitSet;

/** Which of the groups just written have no result: they are reported and left out. */
final class ResultRows implements Accumulator.ResultFailures {

    private final AggregateSpec spec;
    private final RowErrors errors;
    private final BitSet failed = new BitSet();
    private String firstMessage = "";

    ResultRows(AggregateSpec spec, RowErrors errors) {
        this.spec = spec;
        this.errors = errors;
    }

    void begin() {
        failed.clear();
    }

    @Override
    public void failed(int row, String message) {
        if (failed.isEmpty()) {
            firstMessage = message;
        }
        failed.set(row);
    }

    boolean hasFailed(int row) {
        return failed.get(row);
    }

    /** Reports the group that was written to this row and failed. */
    void report(io.millrace.columns.Batch batch, int row) {
        StringBuilder group = new StringBuilder();
        for (int i = 0; i < spec.groupColumns().length; i++) {
            group.append(i == 0 ? "" : ", ")
                    .append(batch.schema().column(i).name())
                    .append(" = ")
                    .append(io.millrace.columns.ValueText.of(batch.column(i), row));
        }
        // What has failed holds no values: the group's key and its window say which it was.
        int keys = spec.groupColumns().length;
        RunError error = RunError.user("aggregate.overflow", firstMessage);
        errors.report(
                group.isEmpty() ? error : error.at("group " + group),
                FailedInput.OfRow.of(batch, row).without(keys, keys + spec.resultCount()));
    }

    /** Reports all failed rows and takes them out. */
    Rows withoutFailed(Rows rows) {
        if (failed.isEmpty()) {
            return rows;
        }
        int[] buffer = rows.selectionBuffer();
        int kept = 0;
        for (int row = 0; row < rows.batch().rowCount(); row++) {
            if (failed.get(row)) {
                report(rows.batch(), row);
            } else {
                buffer[kept++] = row;
            }
        }
        rows.select(kept);
        return rows;
    }
}
