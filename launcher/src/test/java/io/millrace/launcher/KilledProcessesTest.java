package io.millrace.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** What a job comes to when processes of the installation are killed. Run by {@code ./millrace test} on what was built. */
@EnabledIfSystemProperty(named = "millrace.tests", matches = "installed")
class KilledProcessesTest {

    private static final long EVENTS = Long.getLong("millrace.events", 20_000_000);

    /** Bids a second: an attempt takes most of a minute, so that a control plane comes back while it runs. */
    private static final long PACE = EVENTS / 50;

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    /** 20 windows, whose counts and sums tell of any row that is missing or there twice. */
    private static final String PIPELINE =
            """
            apiVersion: millrace.io/v1
            kind: Pipeline
            id: channels
            name: Bids per channel
            nodes:
              - {id: source, type: nexmark-source, name: Bids, config: {kind: bid, events: EVENTS, rate: RATEPACE}}
              - {id: time, type: watermark, name: Time, config: {column: dateTime, outOfOrderness: 1 s}}
              - id: counts
                type: aggregate
                name: Per channel
                config:
                  window: {type: tumbling, size: 10 s}
                  groupBy:
                    - {id: channel, name: channel, expression: channel}
                  aggregates:
                    - {id: bids, name: bids, function: COUNT}
                    - {id: offered, name: offered, function: SUM, argument: price}
                    - {id: highest, name: highest, function: MAX, argument: price}
              - {id: file, type: file-sink, name: Result, config: {path: channels.ndjson, format: json}}
            edges:
              - {from: {node: source, port: out}, to: {node: time, port: in}}
              - {from: {node: time, port: out}, to: {node: counts, port: in}}
              - {from: {node: counts, port: out}, to: {node: file, port: in}}
            """.replace("EVENTS", Long.toString(EVENTS)).replace("RATE", Long.toString(EVENTS / 200));

    @TempDir
    Path folder;

    @Test
    void aKilledExecutorAndAKilledControlPlaneChangeNothingInTheResult() throws Exception {
        List<String> expected = ofARunInOneProcess();
        try (Installed installed = Installed.up(folder, "--executors", "2", "--workers", "1")) {
            installed.await("/cluster", "both executors are there", PATIENCE, cluster -> present(cluster) == 2);
            String pipeline = installed.session().importPipeline(PIPELINE.replace("PACE", ", pace: " + PACE));
            int revision = installed.session().commit(pipeline, "Killed");
            installed.session().deploy(pipeline, revision, "killed");
            String deployment = "/deployments/"
                    + installed.session().activeDeployment(pipeline).orElseThrow();
            JsonNode first =
                    installed.await(deployment, "the first window is out", PATIENCE, it -> rowsInto(it, "file") > 0);
            assertThat(first.path("executors")).hasSize(2);

            installed.kill("executor-2");
            installed.await(
                    deployment,
                    "the job runs again, and its first window is out",
                    PATIENCE,
                    it -> it.path("attempt").asInt() == 2 && rowsInto(it, "file") > 0);
            installed.kill("control-plane");
            JsonNode found = installed.await(
                    deployment,
                    "the job is found",
                    PATIENCE,
                    it -> it.path("status").asText().equals("running")
                            || it.path("endedAt").isTextual());
            assertThat(found.path("status").asText()).as(found::toPrettyString).isEqualTo("running");
            assertThat(found.path("attempt").asInt()).isEqualTo(2);
            JsonNode ended = installed.await(
                    deployment, "the end", PATIENCE, it -> it.path("endedAt").isTextual());

            assertThat(ended.path("status").asText()).as(ended::toPrettyString).isEqualTo("finished");
            assertThat(ended.path("attempt").asInt()).isEqualTo(2);
            JsonNode events = installed.session().read(deployment + "/events");
            assertThat(texts(events)).filteredOn("Runs."::equals).hasSize(2);
            assertThat(sorted(installed.files())).isEqualTo(expected);
        }
    }

    private List<String> ofARunInOneProcess() throws IOException, InterruptedException {
        Path alone = Files.createDirectory(folder.resolve("alone"));
        Files.writeString(alone.resolve("channels.yaml"), PIPELINE.replace("PACE", ""));
        Installed.run(alone, PATIENCE, "run", "channels.yaml");
        List<String> rows = sorted(alone);
        assertThat(rows).hasSizeGreaterThan(1_000);
        return rows;
    }

    private static List<String> sorted(Path files) throws IOException {
        try (var lines = Files.lines(files.resolve("channels.ndjson"))) {
            return lines.sorted().toList();
        }
    }

    private static long present(JsonNode cluster) {
        return items(cluster.path("executors"))
                .filter(executor -> executor.path("state").asText().equals("present"))
                .count();
    }

    private static long rowsInto(JsonNode deployment, String node) {
        return items(deployment.path("nodes"))
                .filter(it -> it.path("node").asText().equals(node))
                .mapToLong(it -> it.path("rowsIn").asLong())
                .sum();
    }

    private static List<String> texts(JsonNode events) {
        return items(events.path("items"))
                .map(event -> event.path("text").asText())
                .toList();
    }

    private static Stream<JsonNode> items(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false);
    }
}
