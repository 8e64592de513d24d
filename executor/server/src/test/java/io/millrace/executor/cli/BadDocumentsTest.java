package io.millrace.executor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Documents that are none, or none that can run: every command says what is wrong and where, and nothing runs. */
class BadDocumentsTest {

    private static final String HEAD = """
            apiVersion: millrace.io/v1
            kind: Pipeline
            id: orders
            name: Orders
            """;

    @TempDir
    Path folder;

    @Test
    void anAliasWithinWhatItNamesIsACycle() throws IOException {
        assertRefused(HEAD + """
                nodes:
                  - id: read
                    type: nexmark-source
                    config: &all
                      more: *all
                edges: []
                """, ":9:13: error: `*all` stands inside the value it names, which makes a cycle");
    }

    @Test
    void rowsThatGoInACircleAreNamedWithTheirNodes() throws IOException {
        assertRefused(
                HEAD + """
                nodes:
                  - {id: a, type: filter, config: {condition: "TRUE"}}
                  - {id: b, type: filter, config: {condition: "TRUE"}}
                edges:
                  - {from: {node: a, port: out}, to: {node: b, port: in}}
                  - {from: {node: b, port: out}, to: {node: a, port: in}}
                """, "Rows go in a circle: a → b → a; remove one of these edges", "fix: Remove b.out → a.in");
    }

    @Test
    void twoNodesWithOneIdAreNamed() throws IOException {
        assertRefused(HEAD + """
                nodes:
                  - {id: a, type: nexmark-source, config: {}}
                  - {id: a, type: print-sink, config: {}}
                edges: []
                """, ":7:5: error in node a: `a` stands twice in `nodes`; each may stand once");
    }

    @Test
    void anUnknownTypeHasTheNearestOneBesideIt() throws IOException {
        assertRefused(HEAD + """
                nodes:
                  - {id: a, type: nexmark-source, config: {}}
                  - {id: b, type: print-snik, config: {}}
                edges:
                  - {from: {node: a, port: out}, to: {node: b, port: in}}
                """, ":7:19: error in node b", "print-snik", "print-sink");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "nodez: []                                                    | nodez   | Rename `nodez` to `nodes`",
                "nodes: [{id: a, type: print-sink, confik: {}}]               | confik  | Rename `confik` to `config`",
                "nodes: [{id: a, type: nexmark-source, config: {evnts: 1000}}] | evnts  | `events`",
                "settings: {timezone: UTC}                                    | timezone | Rename `timezone` to `timeZone`"
            })
    void anUnknownKeyIsNamedWithTheNearestOne(String line, String key, String fix) throws IOException {
        assertRefused(HEAD + line + "\n", key, fix);
    }

    @Test
    void anUnknownKeyDoesNotHideWhatElseIsWrong() throws IOException {
        assertRefused(HEAD + """
                nodez: []
                nodes:
                  - {id: a, type: nexmark-source, config: {}}
                  - {id: b, type: print-snik, config: {}}
                edges:
                  - {from: {node: a, port: out}, to: {node: b, port: in}}
                """, "nodez", "print-snik");
    }

    @Test
    void anExpressionOf100KbIsRefusedByItsLimit() throws IOException {
        Orders orders = Orders.json(folder).keeping("price > 0" + " OR price > 1".repeat(8_000));

        assertFileRefused(
                orders.document(),
                "error in node dear, config.condition",
                "An expression has at most 100,000 characters; this one has 104,009");
    }

    @Test
    void anExpressionJustBelow100KbRuns() throws IOException {
        Orders orders = Orders.json(folder)
                .keeping("price > 0 OR price IN (1" + ", 11111111".repeat(9_000) + ")")
                .with("in", "{\"item\": \"pen\", \"price\": 10}\n");

        Cli run = orders.run();

        assertThat(run.code()).as(run.err()).isEqualTo(ExitCode.OK);
        assertThat(orders.result()).hasSize(1);
    }

    @Test
    void anExpressionOf500LevelsRuns() throws IOException {
        Orders orders = Orders.json(folder)
                .computing("price" + " + 1".repeat(499))
                .with("in", "{\"item\": \"pen\", \"price\": 10}\n");

        Cli run = orders.run();

        assertThat(run.code()).as(run.err()).isEqualTo(ExitCode.OK);
        assertThat(orders.result()).containsExactly("{\"item\":\"pen\",\"share\":509}");
    }

    @ParameterizedTest
    @ValueSource(ints = {501, 10_000})
    void anExpressionOfMoreLevelsIsRefusedAtThePlace(int levels) throws IOException {
        assertFileRefused(
                Orders.json(folder).computing("price" + " + 1".repeat(levels)).document(),
                "error in node rate, config.columns[1].expression",
                "From here on the expression has more than 500 levels",
                "compute a part of it in a select node before");
    }

    @ParameterizedTest
    @ValueSource(ints = {101, 500, 10_000})
    void bracketsInsideOfEachOtherHaveALimitOfTheirOwn(int levels) throws IOException {
        assertFileRefused(
                Orders.json(folder)
                        .computing("(".repeat(levels) + "price" + ")".repeat(levels))
                        .document(),
                "error in node rate",
                "more than 100 brackets, calls and CASEs inside of each other");
    }

    private void assertRefused(String text, String... messages) throws IOException {
        Path file = folder.resolve("orders.yaml");
        Files.writeString(file, text);
        assertFileRefused(file.toString(), messages);
    }

    private static void assertFileRefused(String file, String... messages) {
        Cli check = Cli.run("check", file);

        assertThat(check.code()).isEqualTo(ExitCode.PROBLEMS);
        assertThat(check.out()).contains(messages);

        for (String command : new String[] {"run", "explain"}) {
            Cli refused = Cli.run(command, file);

            assertThat(refused.code()).isEqualTo(ExitCode.PROBLEMS);
            assertThat(refused.err()).contains(messages);
        }
    }
}
