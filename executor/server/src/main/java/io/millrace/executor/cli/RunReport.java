package io.millrace.executor.cli;

import io.millrace.engine.job.NodeReport;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;

/** What a run has done, node by node, as a table. */
final class RunReport {

    /** Bad rows shown in words; the table has the count. */
    private static final int SHOWN_ERRORS = 5;

    private RunReport() {}

    static void print(Map<String, NodeReport> nodes, Duration elapsed, PrintWriter err) {
        int width = Math.max(
                4, nodes.keySet().stream().mapToInt(String::length).max().orElse(4));
        err.printf("%-" + width + "s %15s %15s %10s %10s%n", "node", "rows in", "rows out", "failed", "late");
        nodes.forEach((id, node) -> err.printf(
                Locale.ROOT,
                "%-" + width + "s %,15d %,15d %,10d %,10d%n",
                id,
                node.rowsIn(),
                node.rowsOut(),
                node.rowsFailed(),
                node.rowsLate()));
        nodes.forEach((id, node) -> node.errors().stream().limit(SHOWN_ERRORS).forEach(error -> err.println(error)));
        long rows = rowsRead(nodes);
        double seconds = Math.max(1e-9, elapsed.toNanos() / 1e9);
        err.printf(Locale.ROOT, "%,d rows read in %s · %,.0f rows/s%n", rows, inWords(elapsed), rows / seconds);
        err.flush();
    }

    /** Rows that came from sources: those of nodes into which none go. */
    static long rowsRead(Map<String, NodeReport> nodes) {
        return nodes.values().stream()
                .filter(node -> node.rowsIn() == 0)
                .mapToLong(NodeReport::rowsOut)
                .sum();
    }

    static String inWords(Duration elapsed) {
        return elapsed.toMinutes() > 0
                ? String.format(Locale.ROOT, "%d min %02d s", elapsed.toMinutes(), elapsed.toSecondsPart())
                : String.format(Locale.ROOT, "%.1f s", elapsed.toMillis() / 1e3);
    }
}
