package io.millrace.testkit.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.coordinator.state.Finished;
import io.millrace.model.catalogue.Catalogue;
import io.millrace.model.document.Edge;
import io.millrace.model.document.Endpoint;
import io.millrace.model.document.Node;
import io.millrace.model.document.NodeId;
import io.millrace.model.document.NodeTypeName;
import io.millrace.model.document.PipelineDocument;
import io.millrace.model.document.PortName;
import io.millrace.model.io.DocumentReader;
import io.millrace.model.json.JsonObject;
import io.millrace.plan.Planner;
import io.millrace.plan.graph.TypedGraph;
import io.millrace.plan.node.TypedPort;
import io.millrace.protocol.job.NodeCounts;
import io.millrace.protocol.job.PortCounts;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is counted on the edges of a drawing is what is drawn, whatever the planner made of it. */
class PortCountsTest {

    /** Each port also goes to a sink of its own, so every row that passes is seen. */
    @Property(tries = 100)
    void aCountIsTheNumberOfRowsThatPass(@ForAll long seed) {
        RandomPipeline pipeline = new RandomPipeline(seed);
        PipelineDocument drawn = DocumentReader.load(pipeline.yaml()).require();
        List<Node> nodes = new ArrayList<>(drawn.nodes());
        List<Edge> edges = new ArrayList<>(drawn.edges());
        Map<String, Endpoint> watched = new TreeMap<>();
        for (Endpoint port : ports(drawn)) {
            NodeId sink = new NodeId("watch" + watched.size());
            watched.put(sink.value(), port);
            nodes.add(new Node(sink, "", new NodeTypeName("memory-sink"), 1, JsonObject.EMPTY, Optional.empty()));
            edges.add(new Edge(port, new Endpoint(sink, PortName.IN)));
        }
        PipelineTestDriver driver = run(drawn.withNodes(nodes).withEdges(edges), pipeline, seed, 1 + seed(seed, 4));

        watched.forEach((sink, port) -> assertThat(rows(driver, port))
                .as("%s of\n%s", port, pipeline.yaml())
                .isEqualTo(driver.changes(sink).size()));
    }

    @Property(tries = 150)
    void rewritesChangeNoCount(@ForAll long seed) {
        RandomPipeline pipeline = new RandomPipeline(seed);
        PipelineDocument document = DocumentReader.load(pipeline.yaml()).require();
        int parallelism = 1 + seed(seed, 4);
        PipelineTestDriver rewritten = run(document, pipeline, seed, parallelism);
        PipelineTestDriver asDrawn =
                driver(document, pipeline, seed, parallelism).withoutRewrites();
        finish(asDrawn, pipeline);
        TypedGraph graph = new Planner().check(document, Catalogue.of(PipelineTestDriver.descriptors()));

        for (Endpoint port : ports(document)) {
            // How often a result that changes is sent again depends on how the rows came in.
            if (isAppend(graph, port)) {
                assertThat(rows(rewritten, port))
                        .as("%s at parallelism %d of\n%s", port, parallelism, pipeline.yaml())
                        .isEqualTo(rows(asDrawn, port));
            }
        }
        assertNodesGetWhatComes(document, rewritten);
        assertNodesGetWhatComes(document, asDrawn);
    }

    @Test
    void aFilterThatMovedStillCountsWhereItIsDrawn() {
        PipelineTestDriver driver = PipelineTestDriver.of("""
                        apiVersion: millrace.io/v1
                        kind: Pipeline
                        id: moved
                        name: Moved
                        nodes:
                          - {id: rows, type: memory-source, config: {schema: [{name: v, type: INT}]}}
                          - {id: first, type: select, config: {columns: [{name: v, expression: v}, {name: w, expression: 12 / v}]},
                             errors: {policy: skip}}
                          - {id: second, type: select, config: {columns: [{name: v, expression: v}, {name: x, expression: w + 1}]}}
                          - {id: small, type: filter, config: {condition: v < 3}}
                          - {id: out, type: memory-sink}
                        edges:
                          - {from: {node: rows, port: out}, to: {node: first, port: in}}
                          - {from: {node: first, port: out}, to: {node: second, port: in}}
                          - {from: {node: second, port: out}, to: {node: small, port: in}}
                          - {from: {node: small, port: out}, to: {node: out, port: in}}
                        """)
                .rows("rows", List.of(List.of(0), List.of(1), List.of(2), List.of(3), List.of(4)));
        driver.run();

        assertThat(driver.changes("out")).hasSize(2);
        assertThat(port(driver, "rows", "out")).isEqualTo(5);
        assertThat(port(driver, "first", "out")).as("one row fails").isEqualTo(4);
        assertThat(port(driver, "second", "out")).isEqualTo(4);
        assertThat(port(driver, "small", "out")).isEqualTo(2);
        assertThat(node(driver, "first")).satisfies(node -> {
            assertThat(node.rowsIn()).isEqualTo(5);
            assertThat(node.rowsOut()).isEqualTo(4);
            assertThat(node.rowsFailed()).isEqualTo(1);
        });
    }

    private static void assertNodesGetWhatComes(PipelineDocument document, PipelineTestDriver driver) {
        for (NodeCounts node : driver.nodes()) {
            long coming = document.edgesInto(new NodeId(node.nodeId())).stream()
                    .mapToLong(edge -> rows(driver, edge.from()))
                    .sum();
            assertThat(node.rowsIn()).as("rows into %s", node.nodeId()).isEqualTo(coming);
        }
    }

    private static PipelineTestDriver run(
            PipelineDocument document, RandomPipeline pipeline, long seed, int parallelism) {
        PipelineTestDriver driver = driver(document, pipeline, seed, parallelism);
        finish(driver, pipeline);
        return driver;
    }

    private static PipelineTestDriver driver(
            PipelineDocument document, RandomPipeline pipeline, long seed, int parallelism) {
        Random random = new Random(seed);
        List<List<@Nullable Object>> left = RandomRows.left(random, pipeline.isSorted());
        return PipelineTestDriver.of(document)
                .rows("left", left)
                .rows("names", RandomRows.names(random))
                .parallelism(parallelism)
                .executors(1 + random.nextInt(Math.min(3, parallelism)), seed);
    }

    private static void finish(PipelineTestDriver driver, RandomPipeline pipeline) {
        assertThat(driver.run()).as(pipeline.yaml()).isInstanceOf(Finished.class);
    }

    /** Ports that something is drawn behind. */
    private static Set<Endpoint> ports(PipelineDocument document) {
        Set<Endpoint> ports = new LinkedHashSet<>();
        document.edges().forEach(edge -> ports.add(edge.from()));
        return ports;
    }

    private static boolean isAppend(TypedGraph graph, Endpoint port) {
        TypedPort rows = graph.output(port).orElseThrow();
        return rows.schema().changeMode().isAppend();
    }

    private static long rows(PipelineTestDriver driver, Endpoint port) {
        return port(driver, port.node().value(), port.port().value());
    }

    private static long port(PipelineTestDriver driver, String node, String port) {
        return node(driver, node).ports().stream()
                .filter(counts -> counts.port().equals(port))
                .mapToLong(PortCounts::rows)
                .sum();
    }

    private static NodeCounts node(PipelineTestDriver driver, String id) {
        return driver.nodes().stream()
                .filter(node -> node.nodeId().equals(id))
                .findFirst()
                .orElseThrow(() -> new AssertionError(id + " has counted nothing"));
    }

    private static int seed(long seed, int bound) {
        return new Random(seed).nextInt(bound);
    }
}
