package io.millrace.connectors.print;

import io.millrace.columns.Batch;
import io.millrace.columns.Change;
import io.millrace.columns.Rows;
import io.millrace.columns.ValueText;
import io.millrace.spi.Clock;
import io.millrace.spi.operator.Progress;
import io.millrace.spi.sink.SinkWriter;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Prints the rows of one task. */
final class PrintingWriter implements SinkWriter {

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final PrintWriter out;
    private final String nodeId;
    private final int rowsPerSecond;
    private final Clock clock;

    private long secondBegan;
    private int printedInSecond;
    private long passedOver;

    PrintingWriter(PrintWriter out, String nodeId, int rowsPerSecond, Clock clock) {
        this.out = out;
        this.nodeId = nodeId;
        this.rowsPerSecond = rowsPerSecond;
        this.clock = clock;
        secondBegan = clock.nanoTime();
    }

    @Override
    public Progress write(Rows rows) {
        long now = clock.nanoTime();
        if (now - secondBegan >= SECOND) {
            secondBegan = now;
            printedInSecond = 0;
        }
        StringBuilder text = new StringBuilder();
        int count = rows.count();
        int printed = Math.min(count, rowsPerSecond - printedInSecond);
        if (printed > 0) {
            tellPassedOver(text);
        }
        for (int i = 0; i < printed; i++) {
            print(rows.batch(), rows.row(i), text);
        }
        printedInSecond += printed;
        passedOver += count - printed;
        show(text);
        return Progress.YIELD;
    }

    @Override
    public Progress flush() {
        StringBuilder text = new StringBuilder();
        tellPassedOver(text);
        show(text);
        return Progress.DONE;
    }

    @Override
    public List<byte[]> prepareCommit() {
        return List.of();
    }

    @Override
    public void close() {}

    private void print(Batch batch, int row, StringBuilder text) {
        text.append(nodeId).append(' ').append(Change.symbol(batch.change(row)));
        for (int column = 0; column < batch.columnCount(); column++) {
            text.append(column == 0 ? "  " : ", ")
                    .append(batch.schema().column(column).name())
                    .append(": ")
                    .append(ValueText.of(batch.column(column), row));
        }
        text.append('\n');
    }

    private void tellPassedOver(StringBuilder text) {
        if (passedOver > 0) {
            text.append(nodeId).append(" … and ").append(passedOver).append(" more rows\n");
            passedOver = 0;
        }
    }

    /** One call per batch, so that the lines of two tasks do not mix. */
    private void show(StringBuilder text) {
        if (!text.isEmpty()) {
            out.print(text);
            out.flush();
        }
    }
}
