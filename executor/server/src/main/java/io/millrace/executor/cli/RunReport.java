package io.millrace.executor.cli;

import io.millrace.coordinator.state.Failed;
import io.millrace.coordinator.state.JobState;
import io.millrace.coordinator.state.Stopped;
import io.millrace.model.error.RunError;
import io.millrace.protocol.job.NodeCounts;
import io.millrace.protocol.job.PortCounts;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a run has done, node by node, and how it ended.
 *
 * @param nodes in plan order
 * @param ended a final state
 * @param endsByItself whether the pipeline is bounded
 */
record RunReport(List<NodeCounts> nodes, Duration elapsed, JobState ended, boolean endsByItself) {

    /** Bad rows shown in words; the table has the count. */
    private static final int SHOWN_ERRORS = 5;

    void print(PrintWriter err) {
        table(err);
        nodes.forEach(node -> node.firstErrors().stream()
                .filter(error -> !error().equals(Optional.of(error)))
                .limit(SHOWN_ERRORS)
                .forEach(err::println));
        long rows = rowsRead(nodes);
        double seconds = Math.max(1e-9, elapsed.toNanos() / 1e9);
        err.printf(Locale.ROOT, "%,d rows read in %s · %,.0f rows/s%n", rows, inWords(elapsed), rows / seconds);
        if (isStopped()) {
            err.println("Stopped. What was read until then went through.");
        }
        error().ifPresent(error -> failure(error, err));
        err.flush();
    }

    private boolean isStopped() {
        return ended instanceof Stopped && error().isEmpty();
    }

    /** Why what was read is not visible, if it is not. */
    private Optional<RunError> error() {
        return switch (ended) {
            case Failed(RunError error) -> Optional.of(error);
            case Stopped(Optional<RunError> note) -> note;
            default -> Optional.empty();
        };
    }

    private void table(PrintWriter err) {
        int width = nodes.stream().mapToInt(node -> node.nodeId().length()).reduce(4, Math::max);
        err.printf("%-" + width + "s %15s %15s %10s %10s%n", "node", "rows in", "rows out", "failed", "late");
        for (NodeCounts node : nodes) {
            err.printf(
                    Locale.ROOT,
                    "%-" + width + "s %,15d %,15d %,10d %,10d%n",
                    node.nodeId(),
                    node.rowsIn(),
                    node.rowsOut(),
                    node.rowsFailed(),
                    node.rowsLate());
            if (node.ports().size() > 1) {
                node.ports().forEach(port -> printPort(port, width, err));
            }
        }
    }

    /** Where a node has several ports, each has a line of its own below the node. */
    private static void printPort(PortCounts port, int width, PrintWriter err) {
        String rows = String.format(Locale.ROOT, "%,d", port.rows());
        err.printf(Locale.ROOT, "%" + width + "s %31s%n", "." + port.port(), rows);
    }

    private void failure(RunError error, PrintWriter err) {
        err.println("Failed: " + error);
        if (nodes.stream().anyMatch(node -> node.firstErrors().contains(error))) {
            err.println("  Mend the row; or set `errors: {policy: skip}` at node "
                    + error.nodeId().orElseThrow() + ", and rows like it are counted and passed over.");
        }
    }

    /** What the process ends with. */
    int exitCode() {
        if (error().filter(error -> error.code().equals("job.cancelled")).isPresent()) {
            return ExitCode.INTERRUPTED;
        }
        boolean rowsFailed = nodes.stream().anyMatch(node -> node.rowsFailed() > 0);
        if (error().isPresent() || rowsFailed) {
            return ExitCode.PROBLEMS;
        }
        return isStopped() && endsByItself ? ExitCode.INTERRUPTED : ExitCode.OK;
    }

    /** Rows that came from sources: those of nodes into which none go. */
    static long rowsRead(List<NodeCounts> nodes) {
        return nodes.stream()
                .filter(node -> node.rowsIn() == 0)
                .mapToLong(NodeCounts::rowsOut)
                .sum();
    }

    static String inWords(Duration elapsed) {
        return elapsed.toMinutes() > 0
                ? String.format(Locale.ROOT, "%d min %02d s", elapsed.toMinutes(), elapsed.toSecondsPart())
                : String.format(Locale.ROOT, "%.1f s", elapsed.toMillis() / 1e3);
    }
}
