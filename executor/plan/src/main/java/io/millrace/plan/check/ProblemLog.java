package io.millrace.plan.check;

import io.millrace.model.document.Node;
import io.millrace.model.document.NodeId;
import io.millrace.model.document.PipelineDocument;
import io.millrace.model.problem.Problem;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Collects the problems of one check. */
final class ProblemLog {

    /** A set, because two inputs of a node can lead to the same complaint. */
    private final Set<Problem> problems = new LinkedHashSet<>();

    void add(Problem problem) {
        problems.add(problem);
    }

    void addAll(List<Problem> more) {
        problems.addAll(more);
    }

    /** Those of the document first, then node by node; those of one node as they were found. */
    List<Problem> inOrder(PipelineDocument document) {
        Map<NodeId, Integer> positions = new HashMap<>();
        for (Node node : document.nodes()) {
            positions.put(node.id(), positions.size());
        }
        List<Problem> sorted = new ArrayList<>(problems);
        sorted.sort(Comparator.comparingInt(problem ->
                problem.nodeId().map(id -> positions.getOrDefault(id, -1)).orElse(-1)));
        return sorted;
    }
}
