package io.millrace.plan.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.model.catalogue.Catalogue;
import io.millrace.model.document.Edge;
import io.millrace.model.document.Endpoint;
import io.millrace.model.document.NodeId;
import io.millrace.model.document.PipelineDocument;
import io.millrace.model.document.PortName;
import io.millrace.model.document.Settings;
import io.millrace.model.io.DocumentReader;
import io.millrace.model.json.Json;
import io.millrace.model.json.JsonObject;
import io.millrace.model.problem.Problem;
import io.millrace.model.type.EdgeSchema;
import io.millrace.plan.Plan;
import io.millrace.plan.PlanOptions;
import io.millrace.plan.Planner;
import io.millrace.plan.explain.Explanation;
import io.millrace.plan.graph.TypedGraph;
import io.millrace.plan.rewrite.Rewriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A pipeline in a few lines: nodes in YAML, edges as ways through them.
 *
 * <pre>{@code
 * Drawing.of("""
 *         - {id: flights, type: flights}
 *         - {id: late, type: filter, config: {condition: delay > 15}}
 *         - {id: out, type: blackhole}
 *         """, "flights > late > out").check().problems()
 * }</pre>
 *
 * <p>In a way, {@code node.port} names an output port in front of {@code >} and an input port behind it.
 */
public final class Drawing {

    private final PipelineDocument document;
    private final Catalogue catalogue;
    private final Map<String, Json> values;

    private Drawing(PipelineDocument document, Catalogue catalogue, Map<String, Json> values) {
        this.document = document;
        this.catalogue = catalogue;
        this.values = values;
    }

    /** The pipeline of these nodes, a YAML list, with edges along these ways, over {@link TestConnectors}. */
    public static Drawing of(String nodes, String... ways) {
        PipelineDocument document = DocumentReader.load("""
                apiVersion: millrace.io/v1
                kind: Pipeline
                id: drawing
                name: Drawing
                nodes:
                """ + nodes.indent(2)).require();
        List<Edge> edges = new ArrayList<>();
        for (String way : ways) {
            edges.addAll(edges(way));
        }
        return new Drawing(document.withEdges(edges), TestConnectors.catalogue(), Map.of());
    }

    /** A document as it is. */
    public static Drawing of(PipelineDocument document, Catalogue catalogue) {
        return new Drawing(document, catalogue, Map.of());
    }

    private static List<Edge> edges(String way) {
        List<Edge> edges = new ArrayList<>();
        String[] stops = way.split(">");
        for (int i = 0; i + 1 < stops.length; i++) {
            edges.add(new Edge(
                    endpoint(stops[i].strip(), PortName.OUT, i > 0),
                    endpoint(stops[i + 1].strip(), PortName.IN, false)));
        }
        return edges;
    }

    /** In the middle of a way a port is that of the edge before it. */
    private static Endpoint endpoint(String stop, PortName otherwise, boolean isMiddle) {
        int dot = stop.indexOf('.');
        return dot < 0 || isMiddle
                ? new Endpoint(new NodeId(dot < 0 ? stop : stop.substring(0, dot)), otherwise)
                : new Endpoint(new NodeId(stop.substring(0, dot)), new PortName(stop.substring(dot + 1)));
    }

    /** The same with parameters, a YAML list. */
    public Drawing withParameters(String parameters) {
        PipelineDocument other = DocumentReader.load("""
                apiVersion: millrace.io/v1
                kind: Pipeline
                id: drawing
                name: Drawing
                parameters:
                """ + parameters.indent(2)).require();
        return new Drawing(document.withParameters(other.parameters()), catalogue, values);
    }

    /** The same with state that lives for a time. */
    public Drawing withStateTtl(Duration ttl) {
        Settings settings = document.settings();
        Settings other = new Settings(settings.timeZone(), settings.checkpointInterval(), Optional.of(ttl));
        return new Drawing(document.withSettings(other), catalogue, values);
    }

    /** The same deployed with these values of parameters. */
    public Drawing with(Map<String, Json> given) {
        return new Drawing(document, catalogue, given);
    }

    /** The document. */
    public PipelineDocument document() {
        return document;
    }

    /** The typed graph. */
    public TypedGraph check() {
        return new Planner().check(document, catalogue);
    }

    /** All problems as text. */
    public List<String> problems() {
        return check().problems().stream().map(Problem::toString).toList();
    }

    /** What leaves by {@code node} or {@code node.port}. */
    public EdgeSchema schema(String port) {
        return check().output(endpoint(port, PortName.OUT, false)).orElseThrow().schema();
    }

    /** Whether the rows that leave by {@code node} or {@code node.port} come to an end. */
    public boolean isBounded(String port) {
        return check().output(endpoint(port, PortName.OUT, false)).orElseThrow().isBounded();
    }

    /** The plan with all rewrites. */
    public Plan plan(int parallelism) {
        return plan(PlanOptions.ofParallelism(parallelism));
    }

    /** The plan without rewrites. */
    public Plan planAsDrawn(int parallelism) {
        return plan(new PlanOptions(parallelism, Set.copyOf(Rewriter.names())));
    }

    /** The plan with one rewrite only. */
    public Plan planWithOnly(String rewrite, int parallelism) {
        Set<String> skipped = new HashSet<>(Rewriter.names());
        skipped.remove(rewrite);
        return plan(new PlanOptions(parallelism, skipped));
    }

    /** The plan under these options. It has been explained, since there is no plan that cannot be. */
    public Plan plan(PlanOptions options) {
        Plan plan = new Planner().plan(check(), values, options).require();
        Explanation explanation = Explanation.of(plan);
        assertThat(explanation.text()).isNotEmpty();
        assertThat(explanation.json()).isNotEqualTo(JsonObject.EMPTY);
        return plan;
    }
}
