package io.millrace.designer.deployments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.millrace.designer.Browser;
import io.millrace.designer.LiveFiles;
import io.millrace.designer.TestDatabase;
import io.millrace.designer.deployments.host.CoordinatorHosts;
import io.millrace.testkit.server.ChildJvm;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Savepoints from the first request to the last row of what was started from them, with executors as processes of their own. */
@QuarkusTest
@WithTestResource(TestDatabase.class)
class SavepointsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int EVENTS = 100_000;

    /** Ten seconds for all of them: enough for a slow machine to be in the middle of it. */
    private static final int PACE = 10_000;

    @Inject
    Browser browser;

    @Inject
    CoordinatorHosts hosts;

    @TempDir
    Path folder;

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

    private Path files() {
        return folder.resolve("files");
    }

    private Path checkpoints() {
        return folder.resolve("checkpoints");
    }

    private ChildJvm executor() throws IOException {
        Files.createDirectories(files());
        int before = fleet.cluster().getList("executors").size();
        String name = "savepoint-executor-" + processes.size();
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
                        "--files-root=" + files(),
                        "--checkpoints=" + checkpoints().toUri(),
                        "--until-input-ends"),
                Path.of("target", "executors", name + ".log"));
        processes.add(process);
        fleet.whenCluster(it -> it.getList("executors").size() > before);
        return process;
    }

    /** Of 50 events 46 are bids, and a thousand events make a second of event time. */
    private static String bids(String id, String result) {
        return """
                apiVersion: millrace.io/v1
                kind: Pipeline
                id: %s
                name: Bids per window
                settings: {checkpointInterval: 300 ms}
                nodes:
                  - {id: source, type: nexmark-source, name: Bids, config: {kind: bid, events: %d, rate: 1000, pace: %d}}
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
                  - {id: file, type: file-sink, name: Result, config: {path: "%s", format: json}}
                edges:
                  - {from: {node: source, port: out}, to: {node: time, port: in}}
                  - {from: {node: time, port: out}, to: {node: counts, port: in}}
                  - {from: {node: counts, port: out}, to: {node: file, port: in}}
                """.formatted(id, EVENTS, PACE, result);
    }

    /** All rows that are visible at a path, which is a file or a folder of files. */
    private List<String> result(String... names) throws IOException {
        List<String> all = new ArrayList<>();
        for (String name : names) {
            for (Path file : LiveFiles.under(files().resolve(name))) {
                if (!Files.isHidden(file)) {
                    all.addAll(Files.readAllLines(file));
                }
            }
        }
        return all.stream().sorted().toList();
    }

    private ValidatableResponse create(String deployment, Map<String, ?> body, String key) {
        return browser.request()
                .header("Idempotency-Key", key)
                .body(body)
                .post(fleet.path("/deployments/" + deployment + "/savepoints"))
                .then();
    }

    private String create(String deployment, boolean stop) {
        return create(deployment, Map.of("stop", stop), UUID.randomUUID().toString())
                .statusCode(202)
                .extract()
                .path("id");
    }

    private JsonPath whenComplete(String savepoint) {
        JsonPath made = Fleet.await(
                "savepoint " + savepoint, () -> fleet.get("/savepoints/" + savepoint), it -> !it.getString("state")
                        .equals("IN_PROGRESS"));
        assertThat(made.getString("state")).as(made.prettify()).isEqualTo("COMPLETE");
        return made;
    }

    private String start(String pipeline, int revision, String savepoint, int parallelism) {
        return tryStart(pipeline, revision, savepoint, parallelism)
                .statusCode(201)
                .extract()
                .path("id");
    }

    private ValidatableResponse tryStart(String pipeline, int revision, String savepoint, int parallelism) {
        Map<String, Object> body = new HashMap<>(
                Map.of("revision", revision, "startFrom", Map.of("savepoint", savepoint), "parallelism", parallelism));
        return fleet.tryDeploy(pipeline, body, UUID.randomUUID().toString());
    }

    private String running(String pipeline) {
        String id = fleet.deploy(pipeline);
        fleet.when(id, it -> it.getString("status").equals("running") && it.getLong("nodes[0].rowsOut") > 4_000);
        return id;
    }

    private Set<String> stored() throws IOException {
        return LiveFiles.under(checkpoints()).stream()
                .map(file -> checkpoints().relativize(file).toString())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private void whenVisible(String name) {
        Fleet.await("rows in " + name, () -> fleet.get("/savepoints"), _ -> {
            try {
                return !result(name).isEmpty();
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        });
    }

    private void whenNothingIsStored(String what) {
        Fleet.await("files with " + what, () -> fleet.get("/savepoints"), _ -> {
            try {
                return stored().stream().noneMatch(path -> path.contains(what));
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        });
    }

    private byte[] download(String savepoint) {
        return browser.request()
                .get(fleet.path("/savepoints/" + savepoint + "/content"))
                .then()
                .statusCode(200)
                .header("Content-Disposition", containsString(".savepoint.zip"))
                .extract()
                .asByteArray();
    }

    private ValidatableResponse upload(byte[] archive) {
        return browser.request()
                .contentType("application/zip")
                .body(archive)
                .queryParam("name", "From elsewhere")
                .post(fleet.path("/savepoints"))
                .then();
    }

    /** What a deployment that stops with a savepoint and those that go on from it make visible is what one makes that runs through. */
    @Test
    void whatStopsWithASavepointGoesOnAsAnotherRevisionAtAnyParallelism() throws IOException {
        executor();
        fleet.workspace().revision("whole", bids("whole", "whole.ndjson"));
        String whole = fleet.deploy("whole");
        fleet.workspace().revision("bids", bids("bids", "first.ndjson"));
        String first = running("bids");
        String savepoint = create(first, true);
        JsonPath made = whenComplete(savepoint);
        assertThat(fleet.when(first, "stopped").getString("status")).isEqualTo("stopped");
        assertThat(made.getBoolean("stop")).isTrue();
        assertThat(made.getString("deployment")).isEqualTo(first);
        assertThat(made.getInt("revision")).isEqualTo(1);
        assertThat(made.getString("pipeline")).isEqualTo("bids");
        assertThat(made.getList("nodes.node", String.class)).contains("counts");
        assertThat(made.getLong("nodes.find{it.node=='counts'}.rows")).isPositive();
        assertThat(made.getLong("bytes")).isPositive();
        List<String> begun = result("first.ndjson");
        fleet.when(whole, "finished");
        List<String> expected = result("whole.ndjson");
        assertThat(expected).hasSizeGreaterThan(100);

        fleet.workspace()
                .revision("bids", 2, bids("bids", "at-2.ndjson").replace("name: Per bidder", "name: By bidder"));
        Map<Integer, String> next = new LinkedHashMap<>();
        next.put(2, start("bids", 2, savepoint, 2));
        for (int parallelism : new int[] {1, 3, 8}) {
            String name = "at-" + parallelism;
            fleet.workspace().revision(name, bids(name, name + ".ndjson"));
            next.put(parallelism, start(name, 1, savepoint, parallelism));
        }
        for (Map.Entry<Integer, String> one : next.entrySet()) {
            fleet.when(one.getValue(), "finished");
            List<String> all = new ArrayList<>(begun);
            all.addAll(result("at-" + one.getKey() + ".ndjson"));
            assertThat(all.stream().sorted().toList())
                    .as("at parallelism " + one.getKey())
                    .isEqualTo(expected);
        }
        assertThat(fleet.get("/pipelines/bids/compare?revision=2&savepoint=" + savepoint)
                        .getList("needsConsent"))
                .isEmpty();
    }

    /** A savepoint is of one moment: the deployment runs on, another pipeline goes on from there, and both are exact. */
    @Test
    void aPipelineThatRunsIsForked() throws IOException {
        executor();
        fleet.workspace().revision("bids", bids("bids", "bids.ndjson"));
        String first = running("bids");
        whenVisible("bids.ndjson");
        String key = UUID.randomUUID().toString();
        String savepoint = create(first, Map.of("name", "Before the fork"), key)
                .statusCode(202)
                .extract()
                .path("id");
        create(first, Map.of("name", "Before the fork"), key).statusCode(202).body("id", equalTo(savepoint));
        assertThat(whenComplete(savepoint).getString("name")).isEqualTo("Before the fork");
        whenNothingIsStored("/pins/");
        assertThat(fleet.get("/savepoints?pipeline=bids").getList("items.id")).containsExactly(savepoint);

        fleet.workspace().revision("fork", bids("fork", "fork.ndjson"));
        String fork = start("fork", 1, savepoint, 2);
        fleet.when(fork, "finished");
        fleet.when(first, "finished");
        List<String> whole = result("bids.ndjson");
        List<String> second = result("fork.ndjson");

        // What was visible when the savepoint was taken, the fork does not write again; it writes all the rest.
        assertThat(second).isNotEmpty();
        List<String> before = new ArrayList<>(whole);
        assertThat(second).allMatch(before::remove);
        assertThat(before).as("visible before the savepoint").isNotEmpty();

        browser.request().delete(fleet.path("/savepoints/" + savepoint)).then().statusCode(204);
        browser.request().get(fleet.path("/savepoints/" + savepoint)).then().statusCode(404);
        whenNothingIsStored(savepoint);
    }

    @Test
    void anArchiveIsTakenByAnotherInstallationAndADamagedOneIsNot() throws IOException {
        executor();
        fleet.workspace().revision("bids", bids("bids", "bids.ndjson"));
        String savepoint = create(running("bids"), true);
        JsonPath made = whenComplete(savepoint);
        // More often than archives are sent at once: none of these has one sent.
        for (int i = 0; i < 5; i++) {
            browser.request()
                    .head(fleet.path("/savepoints/" + savepoint + "/content"))
                    .then()
                    .statusCode(200)
                    .contentType("application/zip")
                    .header("Content-Disposition", containsString(".savepoint.zip"));
        }
        byte[] archive = download(savepoint);
        List<String> entries = new ArrayList<>();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(archive))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                entries.add(entry.getName());
            }
        }
        assertThat(entries).startsWith("savepoint.json", "pipeline.json", "plan.bin");
        browser.request().delete(fleet.path("/savepoints/" + savepoint)).then().statusCode(204);
        whenNothingIsStored(savepoint);
        Set<String> before = stored();

        byte[] flipped = archive.clone();
        flipped[archive.length / 2] ^= 1;
        upload(flipped).statusCode(422).body("code", equalTo("savepoint.damaged"));
        upload(Arrays.copyOf(archive, archive.length - 10))
                .statusCode(422)
                .body("code", equalTo("savepoint.damaged"))
                .body("detail", containsString("ends too early"));
        upload("no archive at all".getBytes(java.nio.charset.StandardCharsets.UTF_8))
                .statusCode(422)
                .body("code", equalTo("savepoint.damaged"));
        assertThat(fleet.get("/savepoints").getList("items")).isEmpty();
        whenNothingIsStored("savepoints/");
        assertThat(stored()).isEqualTo(before);

        ValidatableResponse taken = upload(archive).statusCode(201);
        String uploaded = taken.extract().path("id");
        taken.body("name", equalTo("From elsewhere"))
                .body("uploaded", equalTo(true))
                .body("state", equalTo("COMPLETE"))
                .body("checkpoint", equalTo(made.getInt("checkpoint")));
        fleet.workspace().revision("bids", 2, bids("bids", "rest.ndjson"));
        String rest = start("bids", 2, uploaded, 2);
        fleet.workspace().revision("whole", bids("whole", "whole.ndjson"));
        fleet.when(fleet.deploy("whole"), "finished");
        fleet.when(rest, "finished");
        assertThat(result("bids.ndjson", "rest.ndjson")).isEqualTo(result("whole.ndjson"));

        tryStart("flights", 1, uploaded, 1)
                .statusCode(409)
                .body("code", equalTo("state.otherPipeline"))
                .body("detail", containsString("no node of Flights has the id of one of its nodes"));
        fleet.workspace()
                .revision(
                        "bids",
                        3,
                        bids("bids", "rest.ndjson").replace("function: COUNT", "function: MAX, argument: price"));
        tryStart("bids", 3, uploaded, 2).statusCode(422).body("code", equalTo("state.consent"));
    }

    /** Who makes it is gone: it has failed with that as its reason, the job has restarted, and no file of it is left. */
    @Test
    void whenNoCheckpointComesAboutItFailsAndTheJobRunsOn() throws IOException {
        fleet.executor();
        fleet.workspace().revision("counted", Flights.COUNTED);
        String id = fleet.deploy("counted");
        fleet.when(id, "running");
        String savepoint = create(id, false);
        JsonPath failed = Fleet.await(
                "savepoint " + savepoint, () -> fleet.get("/savepoints/" + savepoint), it -> !it.getString("state")
                        .equals("IN_PROGRESS"));
        assertThat(failed.getString("state")).isEqualTo("FAILED");
        assertThat(failed.getString("reason.message")).contains("Played executors keep nothing");
        assertThat(fleet.get("/deployments/" + id).getString("status")).isIn("running", "restarting");
        browser.request()
                .get(fleet.path("/savepoints/" + savepoint + "/content"))
                .then()
                .statusCode(409)
                .body("code", equalTo("savepoint.incomplete"));
        tryStart("counted", 1, savepoint, 1).statusCode(409).body("code", equalTo("savepoint.incomplete"));
        create("nobody", Map.of(), UUID.randomUUID().toString())
                .statusCode(404)
                .body("code", equalTo("deployment.unknown"));
    }
}
