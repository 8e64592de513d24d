package io.millrace.executor.cli;

import io.millrace.protocol.job.NodeCounts;
import io.millrace.spi.Clock;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/** How far a run is: one line that changes on a terminal, a new line now and then elsewhere. */
final class ProgressLine {

    /** Without a terminal each showing is a line that stays. */
    private static final Duration BETWEEN_LINES = Duration.ofSeconds(10);

    private static final String CLEAR = "\r\u001B[K";

    private final PrintWriter err;
    private final Clock clock;
    private final Supplier<List<NodeCounts>> nodes;
    private final long started;
    private final boolean terminal;
    private long shownRows;
    private long shownNanos;

    ProgressLine(PrintWriter err, Clock clock, Supplier<List<NodeCounts>> nodes, boolean terminal) {
        this.err = err;
        this.clock = clock;
        this.nodes = nodes;
        this.terminal = terminal;
        started = clock.nanoTime();
        shownNanos = started;
    }

    Duration elapsed() {
        return Duration.ofNanos(clock.nanoTime() - started);
    }

    void show() {
        long now = clock.nanoTime();
        long since = now - shownNanos;
        if (since <= 0 || !terminal && since < BETWEEN_LINES.toNanos()) {
            return;
        }
        long rows = RunReport.rowsRead(nodes.get());
        String line = String.format(
                Locale.ROOT,
                "%s · %,d rows read · %,.0f rows/s",
                RunReport.inWords(elapsed()),
                rows,
                (rows - shownRows) / (since / 1e9));
        err.print(terminal ? CLEAR + line : line + System.lineSeparator());
        err.flush();
        shownRows = rows;
        shownNanos = now;
    }

    void clear() {
        if (terminal) {
            err.print(CLEAR);
            err.flush();
        }
    }
}
