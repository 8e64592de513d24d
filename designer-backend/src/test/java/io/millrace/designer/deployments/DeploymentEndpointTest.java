package io.millrace.designer.deployments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasValue;

import io.millrace.designer.Browser;
import io.millrace.designer.TestDatabase;
import io.millrace.designer.deployments.host.CoordinatorHost;
import io.millrace.designer.deployments.host.CoordinatorHosts;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** From a revision to its end, with executors over real gRPC. */
@QuarkusTest
@WithTestResource(TestDatabase.class)
class DeploymentEndpointTest {

    @Inject
    Browser browser;

    @Inject
    CoordinatorHosts hosts;

    private Fleet fleet;

    @BeforeEach
    void aWorkspace() {
        fleet = new Fleet(browser, hosts);
    }

    @AfterEach
    void nobodyIsLeft() {
        fleet.close();
    }

    @Test
    void aRevisionRunsIsCountedFinishesAndRunsAgain() {
        PlayedExecutor executor = fleet.executor();
        String id = fleet.deploy("flights");
        JsonPath running = fleet.when(
                id,
                it -> it.getString("status").equals("running")
                        && it.getList("nodes").size() == 3
                        && it.getFloat("nodes[0].rowsPerSecondOut") > 0);
        assertThat(running.getList("executors", String.class)).containsExactly(executor.id());
        assertThat(running.getString("createdBy")).isEqualTo("ada");
        assertThat(running.getInt("attempt")).isEqualTo(1);
        assertThat(running.getList("edges.from.node", String.class)).containsExactly("flights", "late");
        assertThat(running.getLong("edges[1].rows")).isPositive();
        assertThat(fleet.cluster().getList("executors[0].jobs", String.class)).containsExactly(id);

        executor.finishes();
        JsonPath finished = fleet.when(id, "finished");
        assertThat(finished.getString("summary")).matches("Finished · [0-9,]+ rows");
        assertThat(finished.getString("endedAt")).isNotNull();
        assertThat(fleet.events(id))
                .containsExactly(
                        "Deployed.",
                        "Waits for executors.",
                        "Gets ready on " + fleet.cluster().getString("executors[0].name") + ".",
                        "Runs.",
                        "All input was read; the output becomes visible.",
                        "Finished: all input was read, and all output is visible.");

        String again = browser.request()
                .urlEncodingEnabled(false)
                .post(fleet.path("/deployments/" + id + ":run-again"))
                .then()
                .statusCode(201)
                .header("Location", containsString(fleet.path("/deployments/")))
                .extract()
                .path("id");
        assertThat(again).isNotEqualTo(id);
        fleet.when(again, "finished");
        assertThat(fleet.get("/deployments?pipeline=flights").getList("items.id", String.class))
                .containsExactly(again, id);
        assertThat(fleet.get("/deployments?active=true").getList("items")).isEmpty();
    }

    @Test
    void aStoppedOneShowsWhatWasReadAndACancelledOneNothing() {
        fleet.executor();
        String stopped = fleet.deploy("flights");
        fleet.when(stopped, "running");
        fleet.desire(stopped, "stopped");
        assertThat(fleet.when(stopped, "stopped").getString("summary")).startsWith("Stopped");
        assertThat(fleet.events(stopped)).contains("Asked to stop: what was read becomes visible.");
        assertThat(fleet.get("/deployments/" + stopped + "/events")
                        .getString("items.find{it.text.startsWith('Asked')}.who"))
                .isEqualTo("ada");

        String cancelled = fleet.deploy("flights");
        fleet.when(cancelled, "running");
        fleet.desire(cancelled, "cancelled");
        JsonPath end = fleet.when(cancelled, "stopped");
        assertThat(end.getString("summary")).startsWith("Cancelled");
        assertThat(end.getString("desired")).isEqualTo("cancelled");
        browser.request()
                .body(Map.of("desired", "stopped"))
                .put(fleet.path("/deployments/" + cancelled + "/desired"))
                .then()
                .statusCode(409)
                .body("code", equalTo("deployment.desired"));
    }

    @Test
    void aJobGoesOnFromItsLastCheckpointWhenControlPlaneAndExecutorsWereAllStartedAnew() {
        PlayedExecutor first = fleet.executor();
        first.keepsCheckpoints();
        fleet.workspace().revision("checkpointed", Flights.CHECKPOINTED);
        String id = fleet.deploy("checkpointed");
        fleet.when(id, "running");
        fleet.whenThereAre(id, "committed");
        first.close();
        JsonPath silent = fleet.when(id, "noContact");
        assertThat(silent.getString("noContact.executor")).isEqualTo(first.id());

        hosts.begin(fleet.workspace().id());
        PlayedExecutor second = fleet.executor();
        second.finishes();
        JsonPath finished = fleet.when(id, "finished");
        assertThat(finished.getInt("restarts")).isEqualTo(1);
        assertThat(finished.getInt("attempt")).isEqualTo(2);
        JsonPath attempts = fleet.get("/deployments/" + id + "/attempts");
        assertThat(attempts.getList("items.end", String.class)).containsExactly("broke", "ended");
        assertThat(attempts.getString("items[0].reason.code")).isEqualTo("executor.lost");
        assertThat(attempts.getLong("items[1].downMs")).isNotNegative();
        long last = fleet.get("/deployments/" + id + "/checkpoints")
                .getLong("items.findAll{it.status != 'failed'}.number.max()");
        String name = fleet.cluster().getString("executors.find{it.id=='%s'}.name".formatted(second.id()));
        assertThat(fleet.events(id)).anySatisfy(text -> assertThat(text)
                .startsWith("Starts again from checkpoint " + last + ", taken ")
                .endsWith(" before, on " + name + "."));
        assertThat(fleet.get("/deployments/" + id + "/events").getList("items.reason.code", String.class))
                .contains("executor.lost");
        assertThat(fleet.cluster().getString("executors.find{it.id=='%s'}.state".formatted(first.id())))
                .isEqualTo("lost");
    }

    @Test
    void checkpointsSayWhatTheyTookOrWhyTheyFailed() {
        PlayedExecutor executor = fleet.executor();
        fleet.workspace().revision("checkpointed", Flights.CHECKPOINTED);
        String id = fleet.deploy("checkpointed");
        JsonPath failed = fleet.whenThereAre(id, "failed");
        assertThat(failed.getString("items[0].text"))
                .startsWith("Checkpoint ")
                .endsWith("failed on executor " + executor.id() + ": Played executors keep nothing.");
        assertThat(failed.getString("items[0].reason.code")).isEqualTo("checkpoint.storage.missing");

        assertThat(failed.getLong("items[0].number")).isPositive();
        JsonPath troubled = fleet.when(id, it -> it.getInt("checkpoints.trouble.failed") > 1);
        assertThat(troubled.getString("checkpoints.trouble.reason.code")).isEqualTo("checkpoint.storage.missing");
        assertThat(troubled.getString("checkpoints.trouble.since")).isNotNull();
        assertThat(troubled.getString("checkpoints.last")).isNull();

        executor.keepsCheckpoints();
        JsonPath kept = fleet.whenThereAre(id, "committed");
        assertThat(kept.getLong("items[0].bytes")).isEqualTo(100);
        assertThat(kept.getLong("items[0].increment")).isEqualTo(10);
        assertThat(kept.getDouble("items[0].stallMs")).isEqualTo(2.5);
        assertThat(kept.getString("items[0].text")).isEqualTo("Complete, and what it holds is visible.");
        assertThat(fleet.get("/deployments/" + id).getString("status")).isEqualTo("running");
        JsonPath detail = fleet.get("/deployments/" + id + "/checkpoints/" + kept.getLong("items[0].number"));
        assertThat(detail.getString("nodes[0].node")).isEqualTo("week");
        assertThat(detail.getLong("nodes[0].bytes")).isEqualTo(100);
        assertThat(detail.getLong("nodes[0].rows")).isEqualTo(4);
        assertThat(detail.getDouble("nodes[0].stallMs")).isEqualTo(2.5);
        JsonPath well = fleet.when(id, it -> it.get("checkpoints.last.number") != null);
        assertThat(well.getString("checkpoints.trouble")).isNull();
        assertThat(well.getString("checkpoints.last.at")).isNotNull();
        assertThat(well.getLong("nodes[0].stateBytes")).isPositive();
        assertThat(well.getLong("nodes[0].coldBytes"))
                .as("of which on disk")
                .isBetween(1L, well.getLong("nodes[0].stateBytes"));
        browser.request()
                .get(fleet.path("/deployments/" + id + "/checkpoints/999999"))
                .then()
                .statusCode(404)
                .body("code", equalTo("checkpoint.unknown"));
        browser.request()
                .get(fleet.path("/deployments/nobody/checkpoints"))
                .then()
                .statusCode(404);
    }

    @Test
    void stateIsLookedUpInTheLastCheckpointByAnExecutor() {
        PlayedExecutor executor = fleet.executor();
        fleet.workspace().revision("checkpointed", Flights.CHECKPOINTED);
        String id = fleet.deploy("checkpointed");
        fleet.whenThereAre(id, "failed");
        String state = fleet.path("/deployments/" + id + "/state");
        browser.request().get(state).then().statusCode(404).body("code", equalTo("checkpoint.none"));

        executor.keepsCheckpoints();
        fleet.whenThereAre(id, "committed");
        JsonPath all = fleet.get("/deployments/" + id + "/state");
        assertThat(all.getLong("checkpoint")).isPositive();
        assertThat(all.getString("takenAt")).isNotNull();
        assertThat(all.getString("states[0].kind")).isEqualTo("table");
        assertThat(all.getString("states[0].key[0].type")).isEqualTo("STRING");
        assertThat(all.getString("states[0].found")).isNull();
        JsonPath found = fleet.get("/deployments/" + id + "/state?node=late&key=SFO");
        assertThat(found.getString("states[0].found.rows[0][0]")).isEqualTo("SFO");
        assertThat(found.getLong("states[0].found.total")).isEqualTo(1);
        assertThat(fleet.get("/deployments/" + id + "/state?node=late&key=nowhere")
                        .getLong("states[0].found.total"))
                .isZero();
        browser.request()
                .get(state + "?node=flights&key=SFO")
                .then()
                .statusCode(400)
                .body("code", equalTo("state.node"));
        browser.request().get(state + "?key=SFO").then().statusCode(400);
        executor.close();
        browser.request()
                .get(fleet.path("/deployments/nobody/state"))
                .then()
                .statusCode(404)
                .body("code", equalTo("deployment.unknown"));
    }

    @Test
    void aCoordinatorThatTakesOverFindsTheJobRunningAndDeploysNothingTwice() {
        PlayedExecutor executor = fleet.executor();
        String id = fleet.deploy("flights");
        fleet.when(id, "running");
        var before = hosts.of(fleet.workspace().id());

        hosts.begin(fleet.workspace().id());
        assertThat(fleet.when(id, "running").getInt("attempt")).isEqualTo(1);
        fleet.when(id, _ -> before.condition() == CoordinatorHost.Condition.DEPOSED);

        executor.finishes();
        JsonPath finished = fleet.when(id, "finished");
        assertThat(finished.getInt("attempt")).isEqualTo(1);
        assertThat(executor.assemblies(id)).isEqualTo(1);
    }

    @Test
    void aJobGoesOnAtAnotherParallelismFromACheckpointThatIsTakenForIt() {
        PlayedExecutor executor = fleet.executor();
        executor.keepsCheckpoints();
        String id = fleet.tryDeploy("flights", Map.of("revision", 1, "parallelism", 1), "one")
                .statusCode(201)
                .body("parallelism", equalTo(1))
                .extract()
                .path("id");
        fleet.when(id, "running");

        fleet.rescale(id, 2).statusCode(200).body("id", equalTo(id));
        JsonPath rescaled = fleet.when(
                id,
                it -> it.getInt("parallelism") == 2 && it.getString("status").equals("running"));
        assertThat(rescaled.getInt("attempt")).isEqualTo(2);
        assertThat(rescaled.getInt("restarts")).isZero();
        assertThat(rescaled.getString("rescale")).isNull();
        assertThat(fleet.events(id))
                .containsSubsequence(
                        "Asked for parallelism 2 instead of 1: a checkpoint is taken, and the job goes on from it.",
                        "The attempt ends; the next one goes on at parallelism 2.")
                .anySatisfy(text -> assertThat(text)
                        .startsWith("Starts again from checkpoint 1, taken ")
                        .endsWith(", at parallelism 2 instead of 1."));
        assertThat(fleet.get("/deployments/" + id + "/events")
                        .getString("items.find{it.text.startsWith('Asked for')}.who"))
                .isEqualTo("ada");
        assertThat(fleet.get("/deployments/" + id + "/attempts").getString("items[0].end"))
                .isEqualTo("rescaled");

        fleet.rescale(id, 5).statusCode(200);
        JsonPath waiting = fleet.when(id, it -> it.getString("rescale.waitsFor") != null);
        assertThat(waiting.getInt("rescale.parallelism")).isEqualTo(5);
        assertThat(waiting.getString("rescale.waitsFor"))
                .startsWith("Waits for more workers: the executors that are there have 2, and 5 are needed.");
        assertThat(waiting.getString("status")).isEqualTo("running");

        hosts.begin(fleet.workspace().id());
        fleet.executor().keepsCheckpoints();
        fleet.executor().keepsCheckpoints();
        JsonPath wide = fleet.when(
                id,
                it -> it.getInt("parallelism") == 5 && it.getString("status").equals("running"));
        assertThat(wide.getInt("attempt")).isEqualTo(3);
        assertThat(wide.getList("executors")).hasSize(3);
    }

    @Test
    void whatCannotGoOnAtAnotherParallelismStaysAsItIs() {
        fleet.executor().finishes();
        String id = fleet.deploy("flights");
        fleet.when(id, "finished");
        fleet.rescale(id, 3).statusCode(409).body("code", equalTo("deployment.ending"));
        fleet.rescale(id, 0).statusCode(400);
        fleet.rescale("nobody", 2).statusCode(404);
    }

    @Test
    void whatACoordinatorFoundSomeTimeAgoIsNotSaidToBeSoNow() {
        fleet.executor();
        String id = fleet.deploy("flights");
        fleet.when(id, "running");
        hosts.of(fleet.workspace().id()).end();
        assertThat(fleet.when(id, "noContact").getString("noContact.since")).isNotNull();
        assertThat(fleet.get("/pipelines").getList("items.deployment.status", String.class))
                .containsExactly("noContact");
        browser.request().get("/q/health/ready").then().statusCode(503).body("checks.data", hasItem(hasValue("ended")));
        // Ready again, for the tests after this one.
        hosts.begin(fleet.workspace().id());
        fleet.when(id, "running");
    }

    @Test
    void nothingIsTouchedByADeploymentThatIsRefused() {
        fleet.executor();
        fleet.workspace().revision("broken", Flights.BROKEN);
        String id = fleet.deploy("flights");
        fleet.tryDeploy("flights", Map.of("revision", 1), "another")
                .statusCode(409)
                .body("code", equalTo("deployment.active"));
        fleet.tryDeploy("broken", Map.of("revision", 1), "broken")
                .statusCode(422)
                .body("code", equalTo("revision.broken"))
                .body("problems.nodeId", hasItem("late"));
        fleet.tryDeploy("flights", Map.of("revision", 2), "late").statusCode(404);
        fleet.tryDeploy("flights", Map.of("revision", 1, "parameters", Map.of("threshold", "soon")), "typed")
                .statusCode(422);
        assertThat(fleet.when(id, "running").getInt("restarts")).isZero();
    }

    @Test
    void twoDeploymentsDoNotWriteToOnePlace() {
        fleet.executor();
        String kept = Flights.DOCUMENT.replace(
                "type: print-sink, name: Result}",
                "type: file-sink, name: Result, config: {path: out/late.ndjson, format: json}}");
        fleet.workspace().revision("first", kept);
        fleet.workspace().revision("second", kept.replace("out/late.ndjson", "./out/late.ndjson"));
        String first = fleet.deploy("first");
        fleet.tryDeploy("second", Map.of("revision", 1), "second")
                .statusCode(409)
                .body("code", equalTo("deployment.place"))
                .body(
                        "detail",
                        containsString(
                                "Result would write to out/late.ndjson, as Result of first does, whose deployment "
                                        + first + " is active. Stop that one first, or choose another path"));
        assertThat(fleet.get("/deployments?pipeline=second").getList("items")).isEmpty();

        fleet.when(first, "running");
        fleet.desire(first, "cancelled");
        fleet.when(first, "stopped");
        fleet.tryDeploy("second", Map.of("revision", 1), "again").statusCode(201);
    }

    @Test
    void theSameRequestIsDeployedOnce() {
        fleet.executor();
        Map<String, ?> order = Map.of("revision", 1, "parameters", Map.of("threshold", 30));
        String first = fleet.tryDeploy("flights", order, "once")
                .statusCode(201)
                .extract()
                .path("id");
        String second = fleet.tryDeploy("flights", order, "once")
                .statusCode(201)
                .extract()
                .path("id");
        assertThat(second).isEqualTo(first);
        for (Map<String, ?> other : List.of(
                Map.of("revision", 1),
                Map.of("revision", 1, "parameters", Map.of("threshold", 30), "parallelism", 7))) {
            fleet.tryDeploy("flights", other, "once").statusCode(409).body("code", equalTo("idempotency.reused"));
        }
        assertThat(fleet.get("/deployments").getList("items.parameters.threshold", String.class))
                .isEqualTo(List.of("30"));
    }

    @Test
    void figuresAreKeptForEachSecond() {
        fleet.executor();
        String id = fleet.deploy("flights");
        JsonPath kept = fleet.when(id, _ -> !fleet.get("/deployments/" + id + "/metrics?step=1")
                .getList("nodes")
                .isEmpty());
        assertThat(kept.getString("status")).isEqualTo("running");
        JsonPath series = fleet.get("/deployments/" + id + "/metrics?step=1");
        assertThat(series.getList("nodes.node", String.class)).contains("flights", "late", "result");
        assertThat(series.getLong("nodes[0].points.rowsOut.sum()")).isPositive();
        browser.request()
                .get(fleet.path("/deployments/" + id + "/metrics?step=7"))
                .then()
                .statusCode(400);
    }
}
