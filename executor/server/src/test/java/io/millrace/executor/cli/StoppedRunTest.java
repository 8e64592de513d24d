package io.millrace.executor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What Ctrl-C does to a run. */
class StoppedRunTest {

    private static final String PIPELINE = """
            apiVersion: millrace.io/v1
            kind: Pipeline
            id: bids
            name: Bids
            nodes:
              - id: bids
                type: nexmark-source
                config: {kind: bid, pace: 100000%s}
              - id: some
                type: filter
                config: {condition: "MOD(auction, 10) <> 1"}
              - id: show
                type: print-sink
                config: {rowsPerSecond: %d}
              - id: write
                type: file-sink
                config: {path: out/bids.ndjson, format: json}
            edges:
              - {from: {node: bids, port: out}, to: {node: some, port: in}}
              - {from: {node: some, port: out}, to: {node: show, port: in}}
              - {from: {node: some, port: out}, to: {node: write, port: in}}
            """;

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"INT", "TERM"})
    void whatWasReadIsAWholeResult(String signal) throws IOException, InterruptedException {
        try (CliProcess run = start(PIPELINE.formatted("", 1))) {
            run.awaitRow();
            run.send(signal);
            Cli ended = run.end();

            assertThat(ended.code()).as(ended.err()).isEqualTo(ExitCode.OK);
            assertThat(ended.err()).contains("Stopped. What was read until then went through.");
            assertThat(out()).containsExactly("bids.ndjson");
            List<String> rows = Files.readAllLines(folder.resolve("out/bids.ndjson"));
            assertThat(rows).isNotEmpty().allMatch(row -> row.startsWith("{\"auction\":") && row.endsWith("}"));
            assertThat(rowsIn("write", ended)).isEqualTo(rows.size());
        }
    }

    @Test
    void aBoundedRunThatIsStoppedHasNotFinished() throws IOException, InterruptedException {
        try (CliProcess run = start(PIPELINE.formatted(", events: 1000000000", 1))) {
            run.awaitRow();
            run.send("INT");

            assertThat(run.end().code()).isEqualTo(ExitCode.INTERRUPTED);
            assertThat(out()).containsExactly("bids.ndjson");
        }
    }

    /** Nobody reads what is printed, so the run stands still and cannot be stopped by going on. */
    @Test
    void aSecondRequestTakesBackWhatIsNotVisible() throws IOException, InterruptedException {
        try (CliProcess run = start(PIPELINE.formatted("", 100_000))) {
            run.awaitRow();
            run.send("INT");
            run.awaitMessage("Stopping");
            run.send("INT");
            run.awaitMessage("Ending at once");
            Cli ended = run.end();

            assertThat(ended.code()).as(ended.err()).isEqualTo(ExitCode.INTERRUPTED);
            assertThat(out()).isEmpty();
        }
    }

    @Test
    void aThirdRequestEndsTheProcessWhateverHoldsIt() throws IOException, InterruptedException {
        try (CliProcess run = start(PIPELINE.formatted("", 100_000))) {
            run.awaitRow();
            run.send("INT");
            run.awaitMessage("Stopping");
            run.send("INT");
            run.awaitMessage("Ending at once");
            run.send("INT");

            assertThat(run.endUnread()).isEqualTo(ExitCode.INTERRUPTED);
            assertThat(out()).allMatch(name -> name.startsWith("."));
        }
    }

    private CliProcess start(String pipeline) throws IOException {
        Path file = folder.resolve("bids.yaml");
        Files.writeString(file, pipeline);
        return CliProcess.start(List.of("-Xmx512m"), "run", file.toString(), "--parallelism", "1");
    }

    /** All files beside the result and the result, hidden ones too. */
    private List<String> out() throws IOException {
        try (var files = Files.list(folder.resolve("out"))) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    private static long rowsIn(String node, Cli run) {
        Matcher line = Pattern.compile("(?m)^" + node + " +([0-9,]+) ").matcher(run.err());
        assertThat(line.find()).as(run.err()).isTrue();
        return Long.parseLong(line.group(1).replace(",", ""));
    }
}
