package io.millrace.designer.deployments.view;

import io.millrace.coordinator.state.JobState;
import io.millrace.coordinator.state.Stopped;
import io.millrace.protocol.job.NodeCounts;
import java.util.List;
import java.util.Locale;

/** What a run came to, in one line. */
public final class Summary {

    private Summary() {}

    /** {@code Finished · 20,000 rows}: rows that sources have read. */
    public static String of(JobState end, List<NodeCounts> counts, Drawing drawing) {
        String word =
                switch (end.phase()) {
                    case FINISHED -> "Finished";
                    case FAILED -> "Failed";
                    default -> end instanceof Stopped stopped && stopped.note().isPresent() ? "Cancelled" : "Stopped";
                };
        if (counts.isEmpty()) {
            return word;
        }
        long rows = counts.stream()
                .filter(node -> drawing.sources().contains(node.nodeId()))
                .mapToLong(NodeCounts::rowsOut)
                .sum();
        return "%s · %s".formatted(word, rows == 1 ? "1 row" : String.format(Locale.ROOT, "%,d rows", rows));
    }
}
