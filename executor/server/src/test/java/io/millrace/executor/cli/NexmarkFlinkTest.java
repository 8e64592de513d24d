package io.millrace.executor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.model.Durations;
import io.millrace.model.document.Node;
import io.millrace.model.document.PipelineDocument;
import io.millrace.model.io.DocumentReader;
import io.millrace.model.json.JsonArray;
import io.millrace.model.json.JsonObject;
import io.millrace.model.type.Column;
import io.millrace.model.type.DataType;
import io.millrace.model.type.Schema;
import io.millrace.testkit.canonical.PlainText;
import io.millrace.testkit.oracle.FlinkOracle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Nexmark's queries give the rows that Flink finds with the same text among the same 200,000 events, as {@code sql} nodes and as drawings. It takes minutes,
 * so it is part of {@code ./millrace test --all}.
 */
@EnabledIfSystemProperty(named = "millrace.tests", matches = "all")
class NexmarkFlinkTest {

    private static final Path DOCUMENTS =
            Path.of("../../benchmarks/nexmark").toAbsolutePath().normalize();

    private static final ObjectMapper JSON =
            new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

    /** What sources of events have, as {@code name type}. */
    private static final Map<String, Schema> KINDS = Map.of(
            "bid",
            schema(
                    "auction",
                    "bidder",
                    "price",
                    "channel STRING",
                    "url STRING",
                    "dateTime TIMESTAMP(3)",
                    "extra STRING"),
            "auction",
            schema(
                    "id",
                    "itemName STRING",
                    "description STRING",
                    "initialBid",
                    "reserve",
                    "dateTime TIMESTAMP(3)",
                    "expires TIMESTAMP(3)",
                    "seller",
                    "category",
                    "extra STRING"),
            "person",
            schema(
                    "id",
                    "name STRING",
                    "emailAddress STRING",
                    "creditCard STRING",
                    "city STRING",
                    "state STRING",
                    "dateTime TIMESTAMP(3)",
                    "extra STRING"));

    @TempDir
    static Path root;

    /** The events of sources, by their config. */
    private static final Map<JsonObject, Path> EVENTS = new HashMap<>();

    private static Schema schema(String... columns) {
        return new Schema(Arrays.stream(columns)
                .map(column -> column.split(" ", 2))
                .map(parts ->
                        new Column(parts[0], DataType.parse((parts.length == 1 ? "BIGINT" : parts[1]) + " NOT NULL")))
                .toList());
    }

    @BeforeAll
    static void sideInput() throws IOException {
        Files.createDirectories(root.resolve("data"));
        Files.createDirectories(root.resolve("sql"));
        Files.write(
                root.resolve("data/side-input.ndjson"),
                IntStream.range(0, 10_000)
                        .mapToObj("{\"key\":%1$d,\"value\":\"%1$d\"}"::formatted)
                        .toList());
    }

    static List<String> queries() throws IOException {
        try (Stream<Path> files = Files.list(DOCUMENTS.resolve("sql"))) {
            return files.map(file -> file.getFileName().toString().replace(".yaml", ""))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("queries")
    void theRowsAreThoseFlinkFinds(String query) throws IOException {
        PipelineDocument document = DocumentReader.load(Files.readString(DOCUMENTS.resolve("sql/" + query + ".yaml")))
                .document()
                .orElseThrow();
        Node sql = node(document, "query");
        List<FlinkOracle.Input> inputs = new ArrayList<>();
        for (var element : ((JsonArray) sql.config().get("inputs").orElseThrow()).elements()) {
            JsonObject input = (JsonObject) element;
            inputs.add(input(
                    document,
                    input.text("name").orElseThrow(),
                    before(document, "query", input.text("id").orElseThrow())));
        }

        // Of a first row Flink 2.3 sends what it is now, and not what it was.
        List<String> key = query.equals("q9") ? List.of("auction") : List.of();
        Map<Map<String, String>, Integer> expected = FlinkOracle.shared()
                .rows(inputs, sql.config().text("sql").orElseThrow(), key, root.resolve(query + "-flink.ndjson"));

        assertThat(expected).isNotEmpty();
        // Which of two equal bids came first is the same in one task only.
        int parallelism = query.equals("q18") || query.equals("q19") ? 1 : 2;
        assertSame(rows("sql/" + query, "out/sql-" + query, parallelism), expected);
        assertSame(rows(query, "out/" + query, parallelism), expected);
    }

    /** Without all rows in the message. */
    private static void assertSame(Map<Map<String, String>, Integer> rows, Map<Map<String, String>, Integer> expected) {
        Map<Map<String, String>, Integer> differing = new HashMap<>(expected);
        rows.forEach(
                (row, times) -> differing.merge(row, -times, (one, other) -> one + other == 0 ? null : one + other));
        assertThat(differing.entrySet().stream().limit(10).toList())
                .as("of %d rows, with how many more Flink has", expected.size())
                .isEmpty();
    }

    private static FlinkOracle.Input input(PipelineDocument document, String name, Node from) throws IOException {
        if (from.type().value().equals("watermark")) {
            FlinkOracle.Input source =
                    input(document, name, before(document, from.id().value(), "in"));
            Duration delay =
                    from.config().text("outOfOrderness").map(Durations::parse).orElse(Duration.ZERO);
            return new FlinkOracle.Input(
                    name, source.columns(), source.file(), from.config().text("column"), delay);
        }
        if (from.type().value().equals("nexmark-source")) {
            Schema schema =
                    Objects.requireNonNull(KINDS.get(from.config().text("kind").orElseThrow()), "an unknown kind");
            return new FlinkOracle.Input(name, schema, events(from.config()), Optional.empty(), Duration.ZERO);
        }
        JsonArray columns = (JsonArray) from.config().get("schema").orElseThrow();
        Schema schema = new Schema(columns.elements().stream()
                .map(JsonObject.class::cast)
                .map(column -> new Column(
                        column.text("name").orElseThrow(),
                        DataType.parse(column.text("type").orElseThrow())))
                .toList());
        Path file = root.resolve(from.config().text("path").orElseThrow());
        return new FlinkOracle.Input(name, schema, file, Optional.empty(), Duration.ZERO);
    }

    private static Node node(PipelineDocument document, String id) {
        return document.nodes().stream()
                .filter(node -> node.id().value().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static Node before(PipelineDocument document, String node, String port) {
        return document.edges().stream()
                .filter(edge -> edge.to().node().value().equals(node)
                        && edge.to().port().value().equals(port))
                .map(edge -> node(document, edge.from().node().value()))
                .findFirst()
                .orElseThrow();
    }

    private static Path events(JsonObject config) throws IOException {
        Path known = EVENTS.get(config);
        if (known != null) {
            return known;
        }
        String name = "events-" + EVENTS.size();
        Files.writeString(root.resolve(name + ".yaml"), """
                apiVersion: millrace.io/v1
                kind: Pipeline
                id: rows
                name: Rows
                nodes:
                  - {id: rows, type: nexmark-source, config: %s}
                  - {id: out, type: file-sink, config: {path: out/%s.ndjson, format: json}}
                edges:
                  - {from: {node: rows, port: out}, to: {node: out, port: in}}
                """.formatted(config, name));
        run(root.resolve(name + ".yaml"), 1);
        Path file = root.resolve("out/" + name + ".ndjson");
        EVENTS.put(config, file);
        return file;
    }

    private static Map<Map<String, String>, Integer> rows(String document, String result, int parallelism)
            throws IOException {
        run(DOCUMENTS.resolve(document + ".yaml"), parallelism);
        Map<Map<String, String>, Integer> standing = new HashMap<>();
        for (String line : Files.readAllLines(root.resolve(result + ".ndjson"))) {
            Map<String, String> texts = new TreeMap<>();
            JSON.readTree(line).properties().forEach(one -> texts.put(one.getKey(), text(one.getValue())));
            String change = texts.remove("change");
            boolean isAdded = change == null || change.startsWith("+");
            standing.merge(texts, isAdded ? 1 : -1, (before, more) -> before + more == 0 ? null : before + more);
        }
        return standing;
    }

    private static String text(JsonNode value) {
        return PlainText.of(value.isNull() ? null : value.isNumber() ? value.decimalValue() : value.asText());
    }

    private static void run(Path document, int parallelism) {
        Cli run = Cli.run(
                "run",
                document.toString(),
                "--files-root",
                root.toString(),
                "--parallelism",
                Integer.toString(parallelism));
        assertThat(run.code()).as(run.err()).isEqualTo(ExitCode.OK);
    }
}
