package io.millrace.executor.cli;

import io.millrace.coordinator.state.Failed;
import io.millrace.coordinator.state.JobState;
import io.millrace.coordinator.state.Stopped;
import io.millrace.model.error.RunError;
import io.millrace.protocol.job.NodeCounts;
import io.millrace.protocol.job.PortCounts;
import io.millrace.protocol.plan.NodePolicy;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What a run has done, node by node, and how it ended.
 *
 * @param nodes in plan order
 * @param policies what the nodes do about rows that fail
 * @param ended a final state
 * @param endsByItself whether the pipeline is bounded
 */
record RunReport(
        List<NodeCounts> nodes, List<NodePolicy> policies, Duration elapsed, JobState ended, boolean endsByItself) {

    /** Bad rows shown in words; the table has the count. */
    private static final int SHOWN_ERRORS = 5;

    void print(PrintWriter err) {
        table(err);
        nodes.forEach(node -> node.firstErrors().stream()
                .filter(error -> !error().equals(Optional.of(error)))
                .limit(SHOWN_ERRORS)
                .forEach(err::println));
        if (error().isEmpty()) {
            letters(err);
        }
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

    /** {@code 3 failed rows are in the dead-letter sink `letters`: share 2, rate 1}. */
    private void letters(PrintWriter err) {
        Map<String, List<NodeCounts>> writers = new LinkedHashMap<>();
        for (NodeCounts node : nodes) {
            if (node.rowsFailed() > 0) {
                policies.stream()
                        .filter(policy -> policy.nodeId().equals(node.nodeId()))
                        .flatMap(policy -> policy.to().stream())
                        .forEach(sink -> writers.computeIfAbsent(sink, _ -> new ArrayList<>())
                                .add(node));
            }
        }
        writers.forEach((sink, from) -> {
            long rows = from.stream().mapToLong(NodeCounts::rowsFailed).sum();
            err.printf(
                    Locale.ROOT,
                    "%,d failed %s in the dead-letter sink `%s`: %s%n",
                    rows,
                    rows == 1 ? "row is" : "rows are",
                    sink,
                    from.stream()
                            .map(node -> String.format(Locale.ROOT, "%s %,d", node.nodeId(), node.rowsFailed()))
                            .collect(Collectors.joining(", ")));
        });
    }

    private void failure(RunError error, PrintWriter err) {
        err.println("Failed: " + error);
        if (nodes.stream().anyMatch(node -> node.firstErrors().contains(error))) {
            err.println("  Mend the row; or set `errors: {policy: skip}` at node "
                    + error.nodeId().orElseThrow() + ", and rows like it are counted and passed over"
                    + " (`{policy: deadLetter, to: SINK}` also writes them to a sink).");
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
