package io.millrace.designer.deployments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.millrace.designer.Browser;
import io.millrace.designer.TestDatabase;
import io.millrace.designer.deployments.host.CoordinatorHosts;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Another revision goes on from the last checkpoint of the one before. */
@QuarkusTest
@WithTestResource(TestDatabase.class)
class UpgradeTest {

    @Inject
    Browser browser;

    @Inject
    CoordinatorHosts hosts;

    private Fleet fleet;

    @BeforeEach
    void aWorkspaceWithTwoRevisions() {
        fleet = new Fleet(browser, hosts);
        fleet.workspace().revision("counted", Flights.COUNTED);
        fleet.workspace().revision("counted", 2, Flights.COUNTED.replace("name: Per origin", "name: By origin"));
        fleet.workspace()
                .revision("counted", 3, Flights.COUNTED.replace("{id: n, name: flights, function: COUNT}, ", ""));
        fleet.executor().keepsCheckpoints();
    }

    @AfterEach
    void nobodyIsLeft() {
        fleet.close();
    }

    private String suspended() {
        String id = fleet.deploy("counted");
        fleet.when(id, "running");
        fleet.desire(id, "suspended");
        fleet.when(id, "stopped");
        return id;
    }

    private static Map<String, Object> order(int revision, String from, String... consent) {
        return Map.of("revision", revision, "startFrom", Map.of("deployment", from), "consent", List.of(consent));
    }

    private ValidatableResponse deploy(int revision, String from, String... consent) {
        return fleet.tryDeploy(
                "counted", order(revision, from, consent), UUID.randomUUID().toString());
    }

    @Test
    void oneThatIsSuspendedTakesALastCheckpointAndAnotherGoesOnFromIt() {
        String before = suspended();
        assertThat(fleet.events(before))
                .contains(
                        "Asked to stop and keep its state: a last checkpoint is taken.",
                        "Stopped at its last checkpoint, which another deployment can go on from.");
        JsonPath last = fleet.get("/deployments/" + before + "/checkpoints");
        assertThat(last.getString("items[0].status")).isEqualTo("committed");
        long number = last.getLong("items[0].number");

        JsonPath comparison = fleet.get("/pipelines/counted/compare?revision=2&deployment=" + before);
        assertThat(comparison.getList("states.fate", String.class)).containsExactly("keep", "keep");
        assertThat(comparison.getList("states.label", String.class)).containsExactly("By origin", "Flights");
        assertThat(comparison.getList("needsConsent")).isEmpty();

        String next = deploy(2, before).statusCode(201).extract().path("id");
        fleet.when(next, "running");
        assertThat(fleet.events(next)).anySatisfy(text -> assertThat(text)
                .startsWith("Goes on from checkpoint %d of %s, taken ".formatted(number, before)));
        assertThat(fleet.whenThereAre(next, "committed").getLong("items[0].number"))
                .as("sinks number their files by checkpoints")
                .isGreaterThan(number);

        // A coordinator that takes over reads where the deployment starts.
        hosts.begin(fleet.workspace().id());
        fleet.when(next, "running");
        fleet.desire(next, "suspended");
        fleet.when(next, "stopped");
        deploy(2, next).statusCode(201);
    }

    @Test
    void nothingIsLostWithoutConsent() {
        String before = suspended();
        deploy(3, before)
                .statusCode(422)
                .body("code", equalTo("state.consent"))
                .body("problems.nodeId", equalTo(List.of("week")))
                .body(
                        "problems[0].message",
                        containsString(
                                "The accumulators of Per origin would change for good. It goes on without `flights`."));
        deploy(3, before, "late").statusCode(422);
        assertThat(fleet.get("/deployments?pipeline=counted").getList("items")).hasSize(1);

        deploy(3, before, "week").statusCode(201);
    }

    @Test
    void theSameKeyDoesNotStartFromSomewhereElseOrGiveUpSomethingElse() {
        String before = suspended();
        String first = fleet.tryDeploy("counted", order(3, before, "week"), "upgrade")
                .statusCode(201)
                .extract()
                .path("id");
        fleet.tryDeploy("counted", order(3, before, "week"), "upgrade")
                .statusCode(201)
                .body("id", equalTo(first));
        for (Map<String, Object> other : List.of(
                Map.<String, Object>of("revision", 3),
                order(3, first, "week"),
                order(3, before, "late", "week"),
                order(3, before))) {
            fleet.tryDeploy("counted", other, "upgrade")
                    .statusCode(409)
                    .body("code", equalTo("idempotency.reused"))
                    .body("detail", containsString(first));
        }
    }

    @Test
    void whatCannotBeGoneOnFromIsRefused() {
        String running = fleet.deploy("counted");
        fleet.when(running, "running");
        deploy(1, running).statusCode(409).body("code", equalTo("deployment.active"));
        deploy(1, "nobody").statusCode(404).body("code", equalTo("deployment.unknown"));
        fleet.whenThereAre(running, "committed");
        fleet.desire(running, "stopped");
        fleet.when(running, "stopped");
        deploy(1, running)
                .statusCode(409)
                .body("code", equalTo("deployment.readOn"))
                .body("detail", containsString("suspended instead of stopped"));

        String cancelled = fleet.deploy("counted");
        fleet.when(cancelled, "running");
        fleet.whenThereAre(cancelled, "committed");
        fleet.desire(cancelled, "cancelled");
        fleet.when(cancelled, "stopped");
        deploy(1, cancelled).statusCode(201);
    }

    /** Which state is whose, ids of nodes decide. */
    @Test
    void anotherPipelineGoesOnWithTheNodesItShares() {
        String before = suspended();
        fleet.workspace().revision("copy", Flights.COUNTED.replace("id: counted", "id: copy"));
        fleet.workspace()
                .revision(
                        "foreign",
                        Flights.COUNTED
                                .replace("id: counted", "id: foreign")
                                .replaceAll("id: (?!foreign|n,|s,)([a-z-]+)", "id: other-$1")
                                .replaceAll("node: ([a-z-]+)", "node: other-$1"));
        fleet.tryDeploy("foreign", order(1, before), UUID.randomUUID().toString())
                .statusCode(409)
                .body("code", equalTo("state.otherPipeline"))
                .body("detail", containsString("so there is nothing to go on from"));

        assertThat(fleet.get("/pipelines/copy/compare?revision=1&deployment=" + before)
                        .getList("states.fate", String.class))
                .containsExactly("keep", "keep");
        String next = fleet.tryDeploy(
                        "copy", order(1, before), UUID.randomUUID().toString())
                .statusCode(201)
                .extract()
                .path("id");
        fleet.when(next, "running");
    }

    @Test
    void oneWithoutACheckpointIsNoPlaceToStartFrom() {
        String id = fleet.deploy("flights");
        fleet.when(id, "running");
        fleet.desire(id, "cancelled");
        fleet.when(id, "stopped");
        fleet.tryDeploy("flights", order(1, id), UUID.randomUUID().toString())
                .statusCode(409)
                .body("code", equalTo("deployment.noCheckpoint"));
    }
}
