package io.millrace.plan.explain;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.model.io.DocumentReader;
import io.millrace.model.json.Json;
import io.millrace.model.json.JsonArray;
import io.millrace.model.json.JsonObject;
import io.millrace.plan.PlanOptions;
import io.millrace.plan.rewrite.Rewriter;
import io.millrace.plan.testing.Drawing;
import io.millrace.plan.testing.TestConnectors;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Explanations of the documents in {@code src/test/resources/explain}, beside which they are kept. Run with {@code
 * -Dtest.arguments=-Dgolden.write=true} to write them anew, and read the difference before committing it.
 */
class ExplanationTest {

    private static final Path FOLDER = Path.of("src/test/resources/explain");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "late-flights",
                "route-and-union",
                "totals",
                "push-down",
                "lookup-inner",
                "diamond",
                "late-rows",
                "dead-letters",
                "last-readings",
                "top-readings",
                "running-totals"
            })
    void aPipelineIsExplained(String name) throws IOException {
        Explanation explanation = explanation(name, PlanOptions.ofParallelism(2));

        assertText(name, explanation);
        assertHolds(FOLDER.resolve(name + ".json"), lines(explanation.json(), "") + "\n");
    }

    @Test
    void aPlanWithoutRewritesSaysSo() throws IOException {
        PlanOptions options = new PlanOptions(2, Set.copyOf(Rewriter.names()));

        assertText("late-flights-as-drawn", explanation("late-flights", options));
    }

    @Test
    void anAggregationInOnePhaseIsExplained() throws IOException {
        PlanOptions options = new PlanOptions(2, Set.of("split-aggregation"));

        assertText("late-flights-one-phase", explanation("late-flights", options));
    }

    @Test
    void aSingleTaskNeedsNoExchange() throws IOException {
        assertText("totals-one-task", explanation("totals", PlanOptions.ofParallelism(1)));
    }

    @Test
    void moreLanesThanFitAreNames() {
        List<String> branches = IntStream.range(0, 20).mapToObj(i -> "way-" + i).toList();
        String nodes = """
                - {id: flights, type: flights}
                - {id: ways, type: route, config: {branches: [%s]}}
                %s
                """.formatted(
                        branches.stream()
                                .map(id -> "{id: %s, condition: distance > %s}".formatted(id, id.substring(4)))
                                .collect(Collectors.joining(", ")),
                        branches.stream()
                                .map(id -> "- {id: to-%s, type: blackhole}".formatted(id))
                                .collect(Collectors.joining("\n")));
        List<String> ways = new ArrayList<>(List.of("flights > ways"));
        branches.forEach(id -> ways.add("ways." + id + " > to-" + id));

        assertThat(Explanation.of(Drawing.of(nodes, ways.toArray(String[]::new)).plan(1))
                        .text())
                .contains("""
                          * sink to-way-19
                              in: calc ways
                              write: blackhole
                        """);
    }

    @Test
    void textsThatWouldBreakTheLayoutAreTamed() {
        String nodes = """
                - {id: flights, type: flights}
                - {id: named, type: filter, name: "red \\e[31m", config: {condition: "origin <> 'a\\nb%s'"}}
                - {id: out, type: blackhole}
                """.formatted("x".repeat(10_000));
        String text = Explanation.of(Drawing.of(nodes, "flights > named > out").plan(1))
                .text();

        assertThat(text).contains("red \\u{1b}[31m").contains("'a\\u{a}bxxx").contains(" more characters)");
        assertThat(text.lines()).allMatch(line -> line.length() <= TextPage.WIDTH);
    }

    @Test
    void equalPlansHaveEqualExplanations() {
        PlanOptions options = PlanOptions.ofParallelism(3);

        assertThat(explanation("late-flights", options)).isEqualTo(explanation("late-flights", options));
    }

    private static void assertText(String name, Explanation explanation) throws IOException {
        String text = explanation.text();
        assertThat(text.lines()).allMatch(line -> line.length() <= TextPage.WIDTH);
        assertHolds(FOLDER.resolve(name + ".txt"), text);
    }

    /** JSON in which what is one fact stands on one line: a column, an expression, an edge. */
    private static String lines(Json json, String indent) {
        if (json.depth() <= 1 || isFact(json)) {
            return json.toString();
        }
        String deeper = indent + "  ";
        return switch (json) {
            case JsonObject object ->
                object.members().entrySet().stream()
                        .map(member -> Json.of(member.getKey()) + ": " + lines(member.getValue(), deeper))
                        .collect(Collectors.joining(",\n" + deeper, "{\n" + deeper, "\n" + indent + "}"));
            case JsonArray array ->
                array.elements().stream()
                        .map(element -> lines(element, deeper))
                        .collect(Collectors.joining(",\n" + deeper, "[\n" + deeper, "\n" + indent + "]"));
            default -> json.toString();
        };
    }

    private static boolean isFact(Json json) {
        return json instanceof JsonObject object && object.get("lines").isPresent();
    }

    private static void assertHolds(Path file, String text) throws IOException {
        if (Boolean.getBoolean("golden.write")) {
            Files.writeString(file, text);
        }
        assertThat(text).as(file.toString()).isEqualTo(Files.readString(file));
    }

    private static Explanation explanation(String document, PlanOptions options) {
        try {
            String yaml = Files.readString(FOLDER.resolve(document + ".yaml"));
            return Explanation.of(Drawing.of(DocumentReader.load(yaml).require(), TestConnectors.catalogue())
                    .plan(options));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
