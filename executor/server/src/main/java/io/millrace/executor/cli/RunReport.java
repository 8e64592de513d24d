package io.millrace.executor.cli;

import io.millrace.engine.job.JobOutcome;
import io.millrace.engine.job.JobState;
import io.millrace.engine.job.NodeReport;
import io.millrace.model.error.RunError;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What a run has done, node by node, and how it ended.
 *
 * @param nodes in plan order
 * @param endsByItself whether the pipeline is bounded
 */
record RunReport(Map<String, NodeReport> nodes, Duration elapsed, JobOutcome outcome, boolean endsByItself) {

    /** Bad rows shown in words; the table has the count. */
    private static final int SHOWN_ERRORS = 5;

    void print(PrintWriter err) {
        table(err);
        nodes.values().forEach(node -> node.errors().stream()
                .filter(error -> !outcome.error().equals(Optional.of(error)))
                .limit(SHOWN_ERRORS)
                .forEach(err::println));
        long rows = rowsRead(nodes);
        double seconds = Math.max(1e-9, elapsed.toNanos() / 1e9);
        err.printf(Locale.ROOT, "%,d rows read in %s · %,.0f rows/s%n", rows, inWords(elapsed), rows / seconds);
        if (outcome.state() == JobState.STOPPED) {
            err.println("Stopped. What was read until then went through.");
        }
        outcome.error().ifPresent(error -> failure(error, err));
        err.flush();
    }

    private void table(PrintWriter err) {
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
    }

    private void failure(RunError error, PrintWriter err) {
        err.println("Failed: " + error);
        Optional<NodeReport> node = error.nodeId().map(nodes::get);
        if (node.isPresent() && node.get().errors().contains(error)) {
            err.println("  Mend the row; or set `errors: {policy: skip}` at node "
                    + error.nodeId().get() + ", and rows like it are counted and passed over.");
        }
    }

    /** What the process ends with. */
    int exitCode() {
        if (outcome.error()
                .filter(error -> error.code().equals("job.cancelled"))
                .isPresent()) {
            return ExitCode.INTERRUPTED;
        }
        boolean rowsFailed = nodes.values().stream().anyMatch(node -> node.rowsFailed() > 0);
        if (outcome.state() == JobState.FAILED || rowsFailed) {
            return ExitCode.PROBLEMS;
        }
        return outcome.state() == JobState.STOPPED && endsByItself ? ExitCode.INTERRUPTED : ExitCode.OK;
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
