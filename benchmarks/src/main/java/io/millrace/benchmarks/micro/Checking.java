package io.millrace.benchmarks.micro;

import io.millrace.model.catalogue.Abilities;
import io.millrace.model.catalogue.Boundedness;
import io.millrace.model.catalogue.Catalogue;
import io.millrace.model.catalogue.ConfigSchema;
import io.millrace.model.catalogue.Guarantee;
import io.millrace.model.catalogue.NodeKind;
import io.millrace.model.catalogue.NodeTypeDescriptor;
import io.millrace.model.catalogue.Ports;
import io.millrace.model.catalogue.SourceSchema;
import io.millrace.model.document.Edge;
import io.millrace.model.document.Node;
import io.millrace.model.document.NodeId;
import io.millrace.model.document.NodeTypeName;
import io.millrace.model.document.PipelineDocument;
import io.millrace.model.document.PipelineId;
import io.millrace.model.json.Json;
import io.millrace.model.json.JsonArray;
import io.millrace.model.json.JsonObject;
import io.millrace.model.type.ChangeMode;
import io.millrace.model.type.Column;
import io.millrace.model.type.DataType;
import io.millrace.model.type.Schema;
import io.millrace.plan.PlanOptions;
import io.millrace.plan.Planner;
import io.millrace.plan.graph.TypedGraph;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What a person waits for at each keystroke: checking a pipeline of 100 nodes, with ten columns and ten expressions each,
 * after one of them has been edited. To stay below 50 ms warm.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(value = 1, jvmArgsAppend = "-XX:+UseParallelGC")
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 1)
public class Checking {

    private static final int NODES = 100;
    private static final int COLUMNS = 10;

    private final Planner planner = new Planner();
    private Catalogue catalogue = Catalogue.of(List.of());
    private PipelineDocument document = PipelineDocument.empty(new PipelineId("checking"), "Checking");
    private int edits;

    record NoConfig() {}

    @Setup
    public void draw() {
        List<Column> columns = new ArrayList<>();
        for (int i = 0; i < COLUMNS; i++) {
            columns.add(new Column("c" + i, DataType.parse("INT")));
        }
        catalogue = Catalogue.of(List.of(
                descriptor(
                        "rows",
                        NodeKind.SOURCE,
                        Ports.ofSource(),
                        Abilities.ofSource(
                                new Boundedness.Unbounded(),
                                new SourceSchema.Fixed(new Schema(columns)),
                                Guarantee.exactlyOnce("No row ever comes."))),
                descriptor(
                        "nothing",
                        NodeKind.SINK,
                        Ports.ofSink(),
                        Abilities.ofSink(
                                Set.of(ChangeMode.Kind.values()), Guarantee.exactlyOnce("Nothing is written.")))));
        List<Node> nodes = new ArrayList<>();
        List<Edge> edges = new ArrayList<>();
        nodes.add(node(0, "rows", JsonObject.EMPTY));
        for (int i = 1; i < NODES - 1; i++) {
            nodes.add(node(i, i % 2 == 0 ? "filter" : "select", config(i, 0)));
            edges.add(Edge.between(id(i - 1), id(i)));
        }
        nodes.add(node(NODES - 1, "nothing", JsonObject.EMPTY));
        edges.add(Edge.between(id(NODES - 2), id(NODES - 1)));
        document = document.withNodes(nodes).withEdges(edges);
        if (planner.check(document, catalogue).hasErrors()) {
            throw new IllegalStateException(
                    planner.check(document, catalogue).problems().toString());
        }
    }

    /** The condition in the middle is another one each time, so all other expressions are remembered. */
    @Benchmark
    public TypedGraph afterAnEditOfACondition() {
        return planner.check(edited(NODES / 2), catalogue);
    }

    /** The first select is another one each time, so every column behind it has another type. */
    @Benchmark
    public TypedGraph afterAnEditOfAllColumns() {
        edits++;
        List<Node> nodes = new ArrayList<>(document.nodes());
        String type = "DECIMAL(" + (10 + edits % 9) + ", " + edits % 10 + ")";
        List<Json> columns = new ArrayList<>();
        for (int i = 0; i < COLUMNS; i++) {
            columns.add(
                    JsonObject.of("name", Json.of("c" + i), "expression", Json.of("CAST(c" + i + " AS " + type + ")")));
        }
        nodes.set(1, nodes.get(1).withConfig(JsonObject.of("columns", new JsonArray(columns))));
        return planner.check(document.withNodes(nodes), catalogue);
    }

    /** Nothing is remembered: a planner that has just started. The classes are warm. */
    @Benchmark
    public TypedGraph forTheFirstTime() {
        return new Planner().check(document, catalogue);
    }

    /** From a typed graph to what executors run. */
    @Benchmark
    public Object planning() {
        TypedGraph graph = planner.check(document, catalogue);
        return planner.plan(graph, Map.of(), PlanOptions.ofParallelism(2)).require();
    }

    private PipelineDocument edited(int index) {
        edits++;
        List<Node> nodes = new ArrayList<>(document.nodes());
        nodes.set(index, nodes.get(index).withConfig(config(index, edits)));
        return document.withNodes(nodes);
    }

    private static JsonObject config(int index, int edit) {
        if (index % 2 == 0) {
            return JsonObject.of(
                    "condition",
                    Json.of("c0 > " + edit + " AND (c1 + c2 < 100 OR c3 IN (1, 2, 3)) AND c4 IS NOT NULL"));
        }
        List<Json> columns = new ArrayList<>();
        for (int i = 0; i < COLUMNS; i++) {
            columns.add(JsonObject.of(
                    "name",
                    Json.of("c" + i),
                    "expression",
                    Json.of("c" + i + " + c" + (i + 1) % COLUMNS + " % " + (index + edit))));
        }
        return JsonObject.of("columns", new JsonArray(columns));
    }

    private static Node node(int index, String type, JsonObject config) {
        return new Node(id(index), "", new NodeTypeName(type), 1, config, Optional.empty());
    }

    private static NodeId id(int index) {
        return new NodeId("n" + index);
    }

    private static NodeTypeDescriptor descriptor(String name, NodeKind kind, Ports ports, Abilities abilities) {
        return new NodeTypeDescriptor(
                new NodeTypeName(name),
                1,
                kind,
                "Benchmarks",
                name,
                "",
                "",
                "flask",
                ports,
                ConfigSchema.of(NoConfig.class),
                abilities);
    }
}
