package io.millrace.plan.graph;

import io.millrace.model.document.ErrorPolicy;
import io.millrace.model.document.Node;
import io.millrace.model.document.NodeId;
import io.millrace.model.document.PipelineDocument;
import io.millrace.model.error.DeadLetter;
import io.millrace.model.type.EdgeSchema;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which nodes send rows that fail to which sinks. No edge is drawn for it: a letter comes from wherever a row fails, and all
 * letters have the same columns.
 *
 * @param writers for each node that is named as dead-letter sink, whether it can be one or not, the nodes that name it, in
 *     the order of the document
 */
public record DeadLetters(Map<NodeId, List<NodeId>> writers) {

    /** What a dead-letter sink gets. */
    public static final EdgeSchema ROWS = EdgeSchema.append(DeadLetter.SCHEMA);

    /** As the nodes of a document say. */
    public static DeadLetters of(PipelineDocument document) {
        Map<NodeId, List<NodeId>> writers = new LinkedHashMap<>();
        for (Node node : document.nodes()) {
            ErrorPolicy policy = node.errorPolicy();
            if (policy.policy() == ErrorPolicy.Policy.DEAD_LETTER) {
                policy.to().ifPresent(sink -> writers.computeIfAbsent(sink, _ -> new ArrayList<>())
                        .add(node.id()));
            }
        }
        return new DeadLetters(writers);
    }

    /** The nodes that letters are sent to. */
    public Set<NodeId> sinks() {
        return writers.keySet();
    }

    /** The nodes that send letters to this one. */
    public List<NodeId> writersTo(NodeId sink) {
        return writers.getOrDefault(sink, List.of());
    }
}
