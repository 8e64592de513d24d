package io.millrace.protocol.preview;

import io.millrace.model.error.RunError;
import io.millrace.model.type.Column;
import io.millrace.protocol.job.NodeCounts;
import io.millrace.protocol.job.TapRows;
import java.util.List;
import java.util.Optional;

/**
 * What came of a preview.
 *
 * @param tookMillis how long it took
 * @param end how far it came
 * @param error what ended it, if something failed as a whole
 * @param ports the output ports that were run, with their first rows
 * @param nodes what each node did with how many rows; the first bad rows in words
 * @param leftOut nodes that were not run
 * @param problems what keeps the drawing as a whole from running, in sentences
 */
public record PreviewResult(
        int tookMillis,
        End end,
        Optional<RunError> error,
        List<PortRows> ports,
        List<NodeCounts> nodes,
        List<LeftOut> leftOut,
        List<String> problems) {

    /** How far a preview came. */
    public enum End {
        /** All rows that were read went through. */
        WHOLE,
        /** Time was over; there may be more. */
        OUT_OF_TIME,
        /** It was ended by an error. */
        FAILED
    }

    /**
     * The first rows of an output port.
     *
     * @param rowCount how many rows passed; more than there are rows when not all are shown
     */
    public record PortRows(
            String nodeId,
            String port,
            List<Column> columns,
            Optional<String> eventTime,
            List<TapRows.Row> rows,
            long rowCount) {

        public PortRows {
            columns = List.copyOf(columns);
            rows = List.copyOf(rows);
        }
    }

    /**
     * A node that was not run.
     *
     * @param reason in a sentence
     */
    public record LeftOut(String nodeId, String reason) {}

    public PreviewResult {
        ports = List.copyOf(ports);
        nodes = List.copyOf(nodes);
        leftOut = List.copyOf(leftOut);
        problems = List.copyOf(problems);
    }
}
