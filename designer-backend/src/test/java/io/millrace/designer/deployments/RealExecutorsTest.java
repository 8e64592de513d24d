package io.millrace.designer.deployments;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.designer.Browser;
import io.millrace.designer.TestDatabase;
import io.millrace.designer.deployments.host.CoordinatorHosts;
import io.millrace.testkit.server.ChildJvm;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Executors as processes of their own: what they write is there, whoever dies. */
@QuarkusTest
@WithTestResource(TestDatabase.class)
class RealExecutorsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Inject
    Browser browser;

    @Inject
    CoordinatorHosts hosts;

    @TempDir
    Path files;

    private Fleet fleet;
    private final List<ChildJvm> processes = new ArrayList<>();

    @BeforeEach
    void aWorkspace() {
        fleet = new Fleet(browser, hosts);
    }

    @AfterEach
    void nobodyIsLeft() {
        processes.forEach(process -> process.stop(PATIENCE));
        fleet.close();
    }

    /** Of 50 events 46 are bids, and a thousand events make a second of event time. */
    private String bids(String name, int events, int pace) {
        String document = """
                apiVersion: millrace.io/v1
                kind: Pipeline
                id: %1$s
                name: Bids per window
                nodes:
                  - {id: source, type: nexmark-source, name: Bids, config: {kind: bid, events: %2$d, rate: 1000, pace: %3$d}}
                  - {id: time, type: watermark, name: Time, config: {column: dateTime, outOfOrderness: 1 s}}
                  - id: counts
                    type: aggregate
                    name: Per bidder
                    config:
                      window: {type: tumbling, size: 10 s}
                      groupBy:
                        - {id: bidder, name: bidder, expression: bidder}
                      aggregates:
                        - {id: bids, name: bids, function: COUNT}
                  - {id: file, type: file-sink, name: Result, config: {path: "%1$s.ndjson", format: json}}
                edges:
                  - {from: {node: source, port: out}, to: {node: time, port: in}}
                  - {from: {node: time, port: out}, to: {node: counts, port: in}}
                  - {from: {node: counts, port: out}, to: {node: file, port: in}}
                """.formatted(name, events, pace);
        fleet.workspace().revision(name, document);
        return name;
    }

    private ChildJvm executor() {
        int before = fleet.cluster().getList("executors").size();
        String name = "designer-executor-" + processes.size();
        ChildJvm process = ChildJvm.start(
                name,
                List.of(
                        "-Xmx256m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Xss4m",
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))),
                "io.millrace.executor.cli.Main",
                List.of(
                        "executor",
                        "--control-plane=" + fleet.cluster().getString("controlPlane.grpcAddress"),
                        "--token=" + fleet.token(),
                        "--workers=2",
                        "--files-root=" + files,
                        "--until-input-ends"),
                Path.of("target", "executors", name + ".log"));
        processes.add(process);
        fleet.whenCluster(it -> it.getList("executors").size() > before);
        return process;
    }

    private List<String> result(String name) throws IOException {
        try (var lines = Files.lines(files.resolve(name + ".ndjson"))) {
            return lines.sorted().toList();
        }
    }

    @Test
    void aKilledExecutorAndAReplacedCoordinatorChangeNothingInTheResult() throws IOException {
        ChildJvm first = executor();
        executor();
        String expected = fleet.deploy(bids("all-at-once", 40_000, 1_000_000));
        JsonPath whole = fleet.when(expected, "finished");
        assertThat(whole.getString("summary")).isEqualTo("Finished · 36,800 rows");
        assertThat(whole.getLong("edges[0].rows")).isEqualTo(36_800);
        assertThat(whole.getList("executors")).isEmpty();

        String id = fleet.deploy(bids("paced", 40_000, 4_000));
        fleet.when(id, it -> it.getString("status").equals("running") && it.getLong("nodes[0].rowsOut") > 4_000);
        hosts.begin(fleet.workspace().id());
        JsonPath found = fleet.when(id, "running");
        assertThat(found.getInt("attempt")).isEqualTo(1);
        assertThat(found.getList("executors")).hasSize(2);

        first.kill(PATIENCE);
        processes.remove(first);
        fleet.when(id, "restarting");
        JsonPath finished = fleet.when(id, "finished");
        assertThat(finished.getInt("attempt")).isEqualTo(2);
        assertThat(finished.getString("summary")).isEqualTo("Finished · 36,800 rows");
        assertThat(result("paced")).isEqualTo(result("all-at-once"));
    }
}
