package io.millrace.model.document;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A whole pipeline: the only truth about it. Canvas, YAML, REST and command line are views of this value.
 *
 * <p>Node ids, parameter names, edges, note ids and group ids are each unique, and the layout speaks of nodes that are
 * there. Lists keep the order a reader gave them, which has no meaning for the plan.
 *
 * @param id given by whoever stores the pipeline
 * @param name what people call it
 * @param description Markdown; empty for none
 * @throws IllegalArgumentException (from the constructor) when an id stands twice or the layout names an unknown node
 */
public record PipelineDocument(
        PipelineId id,
        String name,
        String description,
        Settings settings,
        List<Parameter> parameters,
        List<Node> nodes,
        List<Edge> edges,
        Layout layout) {

    /** The version of the format this code reads and writes. */
    public static final String API_VERSION = "millrace.io/v1";

    /** What the document says it is. */
    public static final String KIND = "Pipeline";

    public PipelineDocument {
        parameters = List.copyOf(parameters);
        nodes = List.copyOf(nodes);
        edges = List.copyOf(edges);
        Distinct.require(parameters, "parameters named", Parameter::name);
        Distinct.require(nodes, "nodes with the id", Node::id);
        Distinct.require(edges, "edges", edge -> edge);
        layout.requireNodes(nodes.stream().map(Node::id).collect(Collectors.toSet()));
    }

    /** A document without nodes. */
    public static PipelineDocument empty(PipelineId id, String name) {
        return new PipelineDocument(id, name, "", Settings.DEFAULTS, List.of(), List.of(), List.of(), Layout.EMPTY);
    }

    /** The node with this id. */
    public Optional<Node> node(NodeId wanted) {
        return nodes.stream().filter(node -> node.id().equals(wanted)).findFirst();
    }

    /** The parameter with this name. */
    public Optional<Parameter> parameter(ParameterName wanted) {
        return parameters.stream()
                .filter(parameter -> parameter.name().equals(wanted))
                .findFirst();
    }

    /** The edges that end at this node, in the order of the document. */
    public List<Edge> edgesInto(NodeId node) {
        return edges.stream().filter(edge -> edge.to().node().equals(node)).toList();
    }

    /** The edges that start at this node, in the order of the document. */
    public List<Edge> edgesOutOf(NodeId node) {
        return edges.stream().filter(edge -> edge.from().node().equals(node)).toList();
    }

    /** The document under another id: what clone and import do. */
    public PipelineDocument withId(PipelineId other) {
        return new PipelineDocument(other, name, description, settings, parameters, nodes, edges, layout);
    }

    /** The document with another name. */
    public PipelineDocument withName(String other) {
        return new PipelineDocument(id, other, description, settings, parameters, nodes, edges, layout);
    }

    /** The document with another description. */
    public PipelineDocument withDescription(String other) {
        return new PipelineDocument(id, name, other, settings, parameters, nodes, edges, layout);
    }

    /** The document with other settings. */
    public PipelineDocument withSettings(Settings other) {
        return new PipelineDocument(id, name, description, other, parameters, nodes, edges, layout);
    }

    /** The document with other parameters. */
    public PipelineDocument withParameters(List<Parameter> others) {
        return new PipelineDocument(id, name, description, settings, others, nodes, edges, layout);
    }

    /** The document with other nodes. */
    public PipelineDocument withNodes(List<Node> others) {
        return new PipelineDocument(id, name, description, settings, parameters, others, edges, layout);
    }

    /** The document with other edges. */
    public PipelineDocument withEdges(List<Edge> others) {
        return new PipelineDocument(id, name, description, settings, parameters, nodes, others, layout);
    }

    /** The document with another layout. */
    public PipelineDocument withLayout(Layout other) {
        return new PipelineDocument(id, name, description, settings, parameters, nodes, edges, other);
    }
}
