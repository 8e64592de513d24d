package io.millrace.plan.graph;

import io.millrace.model.catalogue.Guarantee;
import io.millrace.model.catalogue.NodeKind;
import io.millrace.model.catalogue.NodeTypeDescriptor;
import io.millrace.model.document.Endpoint;
import io.millrace.model.document.NodeId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a pipeline as drawn promises when it fails and goes on: for each source what its connector does; for each sink the weakest
 * of its own promise and those of the sources its rows come from, and whose fault that is. Letters about failed rows are
 * rows of the dead-letter sink.
 */
public final class Guarantees {

    /** What is promised at one source or sink. */
    public record AtNode(NodeId node, Guarantee guarantee) {}

    private final TypedGraph graph;
    private final Map<NodeId, Set<NodeId>> sources = new HashMap<>();

    private Guarantees(TypedGraph graph) {
        this.graph = graph;
    }

    /** Of all sources and sinks whose types are known, in the order of the graph. */
    public static List<AtNode> of(TypedGraph graph) {
        return new Guarantees(graph).all();
    }

    private List<AtNode> all() {
        for (TypedNode node : graph.nodes()) {
            sources.put(node.id(), sourcesOf(node));
        }
        // A letter goes back to the rows of the node it comes from.
        DeadLetters.of(graph.document()).writers().forEach((sink, writers) -> {
            Set<NodeId> all = new TreeSet<>(sources.getOrDefault(sink, Set.of()));
            writers.forEach(writer -> all.addAll(sources.getOrDefault(writer, Set.of())));
            sources.put(sink, all);
        });
        List<AtNode> all = new ArrayList<>();
        for (TypedNode node : graph.nodes()) {
            Optional<Guarantee> own = own(node);
            if (own.isPresent()) {
                all.add(new AtNode(node.id(), isKind(node, NodeKind.SINK) ? atSink(node, own.get()) : own.get()));
            }
        }
        return all;
    }

    private Set<NodeId> sourcesOf(TypedNode node) {
        Set<NodeId> all = new TreeSet<>();
        if (isKind(node, NodeKind.SOURCE)) {
            all.add(node.id());
        }
        for (List<Endpoint> port : node.inputs().values()) {
            for (Endpoint from : port) {
                // On a circle, which is a problem of its own, an input may come later.
                all.addAll(sources.getOrDefault(from.node(), Set.of()));
            }
        }
        return all;
    }

    private Guarantee atSink(TypedNode sink, Guarantee own) {
        Guarantee weakest = own;
        for (NodeId id : sources.getOrDefault(sink.id(), Set.of())) {
            TypedNode source = graph.node(id).orElseThrow();
            Guarantee before = own(source).orElse(own);
            if (before.level().compareTo(weakest.level()) < 0) {
                weakest = new Guarantee(
                        before.level(), "Because of `" + source.node().label() + "`: " + before.why());
            }
        }
        return weakest;
    }

    private static Optional<Guarantee> own(TypedNode node) {
        return node.descriptor().flatMap(descriptor -> descriptor.abilities().guarantee());
    }

    private static boolean isKind(TypedNode node, NodeKind kind) {
        return node.descriptor()
                .map(NodeTypeDescriptor::kind)
                .filter(kind::equals)
                .isPresent();
    }
}
