package io.millrace.plan.check;

import io.millrace.model.catalogue.Catalogue;
import io.millrace.model.catalogue.NodeKind;
import io.millrace.model.catalogue.NodeTypeDescriptor;
import io.millrace.model.document.Edge;
import io.millrace.model.document.Endpoint;
import io.millrace.model.document.Node;
import io.millrace.model.document.NodeId;
import io.millrace.model.document.PipelineDocument;
import io.millrace.model.document.PortName;
import io.millrace.model.problem.Problem;
import io.millrace.model.type.DataType;
import io.millrace.plan.PlanProblemCodes;
import io.millrace.plan.graph.DeadLetters;
import io.millrace.plan.graph.TypedGraph;
import io.millrace.plan.graph.TypedNode;
import io.millrace.plan.node.NodeType;
import io.millrace.plan.node.TypedPort;
import io.millrace.plan.node.Typing;
import io.millrace.plan.parameter.ParameterValues;
import io.millrace.plan.sql.Expressions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Checks pipelines. Safe for use by several threads; keep one, since it remembers typed expressions. */
public final class PipelineCheck {

    private final Expressions expressions = new Expressions();

    /** The typed graph of a document, with all problems there are. Does no I/O. */
    public TypedGraph check(PipelineDocument document, Catalogue catalogue) {
        ProblemLog log = new ProblemLog();
        Map<String, DataType> parameters = types(document);
        log.addAll(ParameterValues.checkDefaults(document));
        Map<NodeId, NodeType> types = new TypeLookup(catalogue, log).typesOf(document.nodes());
        Drawing drawing = Drawing.of(document, types, log);
        PolicyCheck.check(document, types, log);
        DeadLetters letters = DeadLetters.of(document);

        Map<Endpoint, TypedPort> outputs = new HashMap<>();
        List<TypedNode> typed = new ArrayList<>();
        for (Node node : drawing.inOrder()) {
            NodeType type = types.get(node.id());
            Typing typing = type == null
                    ? Typing.UNKNOWN
                    : type.type(new NodeTyping(
                            node, document.settings(), drawing, letters, outputs, expressions, parameters, log));
            typing.outputs().forEach((port, rows) -> outputs.put(new Endpoint(node.id(), port), rows));
            typed.add(new TypedNode(
                    node,
                    Optional.ofNullable(type).map(NodeType::descriptor),
                    sources(drawing, node.id()),
                    typing.outputs(),
                    typing.operation()));
        }
        checkWrites(document, typed, letters, log);
        return new TypedGraph(document, typed, log.inOrder(document));
    }

    /** Immutable, since it is part of the key under which typed expressions are remembered. */
    private static Map<String, DataType> types(PipelineDocument document) {
        Map<String, DataType> types = new HashMap<>();
        document.parameters().forEach(parameter -> types.put(parameter.name().value(), parameter.type()));
        return Map.copyOf(types);
    }

    private static void checkWrites(
            PipelineDocument document, List<TypedNode> typed, DeadLetters letters, ProblemLog log) {
        boolean isTyped = typed.stream().allMatch(node -> node.descriptor().isPresent());
        boolean hasSink = typed.stream()
                .filter(node ->
                        !letters.sinks().contains(node.id()) || !node.inputs().isEmpty())
                .anyMatch(
                        node -> node.descriptor().map(NodeTypeDescriptor::kind).equals(Optional.of(NodeKind.SINK)));
        if (document.nodes().isEmpty()) {
            log.add(Problem.error(
                    PlanProblemCodes.PIPELINE_EMPTY, "The pipeline has no nodes; start with a source and a sink"));
        } else if (isTyped && !hasSink) {
            log.add(Problem.error(
                    PlanProblemCodes.PIPELINE_NO_SINK, "The pipeline writes nothing; draw its last rows to a sink"));
        }
    }

    private static Map<PortName, List<Endpoint>> sources(Drawing drawing, NodeId node) {
        Map<PortName, List<Endpoint>> sources = new HashMap<>();
        drawing.edgesInto(node)
                .forEach((port, edges) ->
                        sources.put(port, edges.stream().map(Edge::from).toList()));
        return sources;
    }
}
