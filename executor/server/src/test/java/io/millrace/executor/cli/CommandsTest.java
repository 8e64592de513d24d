package io.millrace.executor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandsTest {

    private static final String PIPELINE = """
            apiVersion: millrace.io/v1
            kind: Pipeline
            id: orders
            name: Orders
            parameters:
              - {name: least, type: INT, default: 10}
            nodes:
              - id: read
                type: file-source
                config:
                  path: orders.ndjson
                  format: json
                  schema: [{name: item, type: STRING}, {name: price, type: INT}]
              - id: dear
                type: filter
                config: {condition: "price >= ${least}"}
              - id: rate
                type: select
                errors: {policy: %s}
                config:
                  columns: [{name: item, expression: item}, {name: share, expression: "1000 / (price - 20)"}]
              - id: write
                type: file-sink
                config: {path: out/dear.ndjson, format: json}
            edges:
              - {from: {node: read, port: out}, to: {node: dear, port: in}}
              - {from: {node: dear, port: out}, to: {node: rate, port: in}}
              - {from: {node: rate, port: out}, to: {node: write, port: in}}
            """;

    @TempDir
    Path folder;

    @Test
    void aBoundedPipelineRunsToItsEndAndItsResultIsThere() throws IOException {
        orders("{\"item\": \"pen\", \"price\": 9}", "{\"item\": \"ink\", \"price\": 30}");

        Cli run = Cli.run("run", pipeline("fail"), "--parallelism", "2", "--workers", "1");

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(folder.resolve("out/dear.ndjson")).hasContent("{\"item\":\"ink\",\"share\":100}");
        assertThat(run.err()).containsPattern("dear +2 +1 +0 +0").contains("2 rows read in");
    }

    @Test
    void aParameterHasTheValueThatIsSet() throws IOException {
        orders("{\"item\": \"pen\", \"price\": 9}", "{\"item\": \"ink\", \"price\": 30}");

        assertThat(Cli.run("run", pipeline("fail"), "--set", "least=5").code()).isZero();
        assertThat(Files.readAllLines(folder.resolve("out/dear.ndjson"))).hasSize(2);

        Cli wrong = Cli.run("run", pipeline("fail"), "--set", "least=cheap");
        assertThat(wrong.code()).isEqualTo(ExitCode.PROBLEMS);
        assertThat(wrong.err()).contains("least").contains("cheap").contains("INT");

        Cli unknown = Cli.run("run", pipeline("fail"), "--set", "lest=5");
        assertThat(unknown.code()).isEqualTo(ExitCode.PROBLEMS);
        assertThat(unknown.err()).contains("lest").contains("least");
    }

    @Test
    void aRowThatFailsEndsTheRunAndNothingIsVisible() throws IOException {
        orders("{\"item\": \"pen\", \"price\": 30}", "{\"item\": \"ink\", \"price\": 20}");

        Cli run = Cli.run("run", pipeline("fail"));

        assertThat(run.code()).isEqualTo(ExitCode.PROBLEMS);
        assertThat(run.err()).contains("Failed: node rate").contains("divi");
        assertThat(folder.resolve("out/dear.ndjson")).doesNotExist();
    }

    @Test
    void aSkippedRowIsCountedShownAndSaidByTheExitCode() throws IOException {
        orders("{\"item\": \"pen\", \"price\": 30}", "{\"item\": \"ink\", \"price\": 20}");

        Cli run = Cli.run("run", pipeline("skip"));

        assertThat(run.code()).isEqualTo(ExitCode.PROBLEMS);
        assertThat(run.err()).containsPattern("rate +2 +1 +1 +0").contains("orders.ndjson");
        assertThat(folder.resolve("out/dear.ndjson")).hasContent("{\"item\":\"pen\",\"share\":100}");
    }

    @Test
    void aMissingInputIsNamed() throws IOException {
        Cli run = Cli.run("run", pipeline("fail"));

        assertThat(run.code()).isEqualTo(ExitCode.PROBLEMS);
        assertThat(run.err()).contains("orders.ndjson").contains("read");
        assertThat(folder.resolve("out")).satisfies(out -> assertThat(Files.exists(out.resolve("dear.ndjson")))
                .isFalse());
    }

    @Test
    void aDiffSaysWhatBecomesOfState() throws IOException {
        String grouped = """
                apiVersion: millrace.io/v1
                kind: Pipeline
                id: orders
                name: Orders
                nodes:
                  - id: read
                    type: file-source
                    config: {path: orders.ndjson, format: json, schema: [{name: item, type: STRING}, {name: price, type: INT}]}
                  - id: per-item
                    name: Per item
                    type: aggregate
                    config:
                      groupBy: [{id: i, name: item, expression: item}]
                      aggregates: [{id: n, name: n, function: COUNT}, {id: s, name: s, function: SUM, argument: price}]
                  - {id: write, type: print-sink, config: {}}
                edges:
                  - {from: {node: read, port: out}, to: {node: per-item, port: in}}
                  - {from: {node: per-item, port: out}, to: {node: write, port: in}}
                """;
        Path old = Files.writeString(folder.resolve("old.yaml"), grouped);
        Path now = Files.writeString(
                folder.resolve("new.yaml"),
                grouped.replace("{id: n, name: n, function: COUNT}, ", "").replace("orders.ndjson", "other.ndjson"));

        Cli same = Cli.run("diff", old.toString(), old.toString());
        assertThat(same.code()).as(same.err()).isZero();
        assertThat(same.out()).isEqualTo("""
                keep     Per item  accumulators  Nothing it depends on has changed
                keep     read      positions     It is read on from where it was
                Nothing is lost.
                """);

        Cli diff = Cli.run("diff", old.toString(), now.toString());
        assertThat(diff.out()).isEqualTo("""
                convert  Per item  accumulators  It goes on without `n` (needs consent)
                rebuild  read      positions     It reads something else and begins at its beginning: `path` has changed (needs consent)
                Deploying this has to be consented to for: per-item, read
                """);
        assertThat(Cli.run("diff", old.toString(), now.toString(), "--json").out())
                .contains("\"fate\": \"convert\"", "\"node\": \"per-item\"", "\"needsConsent\": true");

        Files.writeString(now, grouped.replace("argument: price", "argument: prize"));
        Cli broken = Cli.run("diff", old.toString(), now.toString());
        assertThat(broken.code()).isEqualTo(ExitCode.PROBLEMS);
        assertThat(broken.err()).contains("new.yaml", "prize");
    }

    @Test
    void aMissingDocumentIsNamed() {
        Cli run = Cli.run("check", folder.resolve("none.yaml").toString());

        assertThat(run.code()).isEqualTo(ExitCode.PROBLEMS);
        assertThat(run.err()).contains("There is no file").contains("none.yaml");
    }

    @Test
    void checkShowsEveryProblemAtItsPlaceWithAWayOut() throws IOException {
        Path file = folder.resolve("wrong.yaml");
        Files.writeString(
                file, PIPELINE.formatted("fail").replace("price >=", "prize >=").replace("file-sink", "file-snik"));

        Cli check = Cli.run("check", file.toString());

        assertThat(check.code()).isEqualTo(ExitCode.PROBLEMS);
        assertThat(check.out())
                .contains("wrong.yaml:16:26: error in node dear, config.condition [0-5]")
                .contains("\n" + " ".repeat(29) + "^^^^^\n")
                .contains("fix: Use `price`")
                .contains("error in node write")
                .contains("file-sink")
                .endsWith("2 errors, 0 other problems." + System.lineSeparator());
    }

    @Test
    void checkAsJsonIsOneArray() throws IOException {
        Path file = folder.resolve("wrong.yaml");
        Files.writeString(file, PIPELINE.formatted("fail").replace("price >=", "prize >="));

        Cli check = Cli.run("check", file.toString(), "--json");

        assertThat(check.code()).isEqualTo(ExitCode.PROBLEMS);
        assertThat(check.out())
                .startsWith("[")
                .contains("\"code\": \"column.unknown\"")
                .contains("\"fixes\": [");
        assertThat(Cli.run("check", pipeline("fail"), "--json").out()).isEqualToIgnoringNewLines("[]");
    }

    @Test
    void explainShowsEdgesPlansAndRewrites() throws IOException {
        Cli explain = Cli.run("explain", pipeline("fail"), "--parallelism", "2");

        assertThat(explain.code()).as(explain.err()).isZero();
        assertThat(explain.out())
                .contains("read.out -> dear.in")
                .contains("1000 / (price - 20)")
                .contains("merge-calcs")
                .contains("2 tasks");
        assertThat(Cli.run("explain", pipeline("fail"), "--json").out()).startsWith("{");
    }

    @Test
    void helpSaysWhatThereIsToSet() {
        Cli help = Cli.run("run", "--help");

        assertThat(help.code()).isZero();
        assertThat(help.out()).contains("--set=NAME=VALUE", "--files-root=DIR", "FILE.yaml");
    }

    @Test
    void parallelismOutsideTheLimitsIsRefused() throws IOException {
        orders();

        assertThat(Cli.run("run", pipeline("fail"), "--parallelism", "0").err()).contains("--parallelism");
        assertThat(Cli.run("run", pipeline("fail"), "--workers", "0").err()).contains("--workers");
    }

    private void orders(String... lines) throws IOException {
        Files.write(folder.resolve("orders.ndjson"), java.util.List.of(lines));
    }

    private String pipeline(String onError) throws IOException {
        Path file = folder.resolve("orders.yaml");
        Files.writeString(file, PIPELINE.formatted(onError));
        return file.toString();
    }
}
