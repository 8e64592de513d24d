package io.millrace.engine.operators.calc;

import io.millrace.columns.Batch;
import io.millrace.columns.Rows;
import io.millrace.columns.Vector;
import io.millrace.engine.codegen.FailedRows;
import io.millrace.spi.PortMeter;
import org.jspecify.annotations.Nullable;

/** Rows on their way through the stages. Stages change it in turn; nothing leaves before the last is done. */
final class Block {

    /** The rows as they came; read, never written. */
    final Rows input;

    /** Where computed columns go that leave: a batch of the output, or that of the input when no stage computes any. */
    final Batch output;

    /** The selection that leaves; its buffer takes what filters keep. */
    final Rows result;

    /** The columns after the stages so far. */
    Vector[] columns;

    /** The rows left after the stages so far, {@link #count} of them; null when all are. */
    int @Nullable [] selection;

    int count;

    /** For the stage that runs. */
    final FailedRows failed;

    Block(Rows input, Batch output, Rows result, FailedRows failed) {
        this.input = input;
        this.output = output;
        this.result = result;
        this.failed = failed;
        Batch batch = input.batch();
        columns = new Vector[batch.columnCount()];
        for (int i = 0; i < columns.length; i++) {
            columns[i] = batch.column(i);
        }
        selection = input.selection();
        count = input.count();
        failed.clear();
    }

    /** What filters write to: never the selection of the input, which others may be reading. */
    int[] buffer() {
        return result.selectionBuffer();
    }

    /** Says that the first {@code rows} entries of the buffer are the rows left. */
    void select(int rows) {
        selection = buffer();
        count = rows;
    }

    /** Counts the rows there are now at a port. */
    void pass(PortMeter port) {
        port.passed(columns, input.batch().changes(), selection, count);
    }

    /** Takes the failed rows out. */
    void dropFailed() {
        if (!failed.any()) {
            return;
        }
        int[] buffer = buffer();
        int[] rows = selection;
        if (rows == null) {
            for (int i = 0; i < count; i++) {
                buffer[i] = i;
            }
        } else if (rows != buffer) {
            System.arraycopy(rows, 0, buffer, 0, count);
        }
        select(failed.removeFrom(buffer, count));
        failed.clear();
    }

    /** Puts the rows left and the columns into what leaves. */
    void seal() {
        if (output != input.batch()) {
            for (int i = 0; i < columns.length; i++) {
                output.shareColumn(i, columns[i]);
            }
        }
        int[] rows = selection;
        if (rows != null) {
            int[] buffer = buffer();
            if (rows != buffer) {
                System.arraycopy(rows, 0, buffer, 0, count);
            }
            result.select(count);
        }
    }
}
