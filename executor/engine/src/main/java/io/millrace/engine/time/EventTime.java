package io.millrace.engine.time;

import io.millrace.columns.LongVector;
import io.millrace.columns.Rows;
import io.millrace.columns.RowsPool;
import io.millrace.columns.Signal.Watermark;
import io.millrace.model.error.RunError;
import io.millrace.protocol.plan.OperatorConfig;
import io.millrace.spi.error.FailedInput;
import io.millrace.spi.error.RowErrors;

/**
 * How watermarks come out of rows: the column, and how far a row may come behind a later one.
 *
 * @param column position of the event-time column, TIMESTAMP or TIMESTAMP_LTZ to 6 digits
 * @param outOfOrdernessMicros a row may be this much earlier than the latest before it
 * @param idleNanos after this long without a row a split is idle; 0 for never
 * @param nodeId the watermark node, which bad rows are reported for
 */
public record EventTime(int column, long outOfOrdernessMicros, long idleNanos, String nodeId) {

    /** As the plan writes it. */
    public static EventTime of(OperatorConfig config) {
        return new EventTime(
                config.integer("column"),
                config.longInteger("outOfOrdernessMicros"),
                config.optionalLong("idleTimeoutMicros").orElse(0) * 1000,
                config.string("nodeId"));
    }

    /**
     * The watermark after these rows, if they are all there was.
     *
     * @return {@link Watermark#NONE} for no rows
     */
    public long watermarkAfter(Rows rows) {
        long[] times = ((LongVector) rows.batch().column(column)).values();
        int[] selection = rows.selection();
        int count = rows.count();
        long latest = Long.MIN_VALUE;
        if (selection == null) {
            for (int i = 0; i < count; i++) {
                latest = Math.max(latest, times[i]);
            }
        } else {
            for (int i = 0; i < count; i++) {
                latest = Math.max(latest, times[selection[i]]);
            }
        }
        // Rows exactly as far behind as allowed are still in time, so the watermark is one below.
        return latest < Long.MIN_VALUE + outOfOrdernessMicros + 1 ? Watermark.NONE : latest - outOfOrdernessMicros - 1;
    }

    /** How many rows no later than this watermark are among these. */
    public int rowsBehind(Rows rows, long watermark) {
        if (watermark == Watermark.NONE) {
            return 0;
        }
        long[] times = ((LongVector) rows.batch().column(column)).values();
        int[] selection = rows.selection();
        int count = rows.count();
        int behind = 0;
        if (selection == null) {
            for (int i = 0; i < count; i++) {
                behind += times[i] <= watermark ? 1 : 0;
            }
        } else {
            for (int i = 0; i < count; i++) {
                behind += times[selection[i]] <= watermark ? 1 : 0;
            }
        }
        return behind;
    }

    /**
     * Takes rows without event time out: they belong to no window and no watermark.
     *
     * @param rows the reference passes to what is returned
     * @return the same rows when all have a time
     */
    public Rows withoutNullTimes(Rows rows, RowsPool pool, RowErrors errors) {
        LongVector times = (LongVector) rows.batch().column(column);
        if (!times.hasNulls()) {
            return rows;
        }
        rows.batch().retain();
        Rows kept = pool.take(rows.batch());
        int[] buffer = kept.selectionBuffer();
        int count = 0;
        for (int i = 0; i < rows.count(); i++) {
            int row = rows.row(i);
            if (times.isNull(row)) {
                errors.report(nullTime(rows, row), FailedInput.OfRow.of(rows.batch(), row));
            } else {
                buffer[count++] = row;
            }
        }
        kept.select(count);
        rows.release();
        return kept;
    }

    private RunError nullTime(Rows rows, int row) {
        String name = rows.batch().schema().column(column).name();
        RunError error = RunError.user(
                "eventTime.null",
                "The event-time column `" + name
                        + "` is NULL. Filter such rows out before the watermark, or let the node skip them.");
        var origin = rows.batch().origin();
        return origin == null ? error : error.at(origin.describe(row));
    }
}
