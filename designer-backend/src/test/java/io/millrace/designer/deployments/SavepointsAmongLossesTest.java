package io.millrace.designer.deployments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.millrace.designer.Browser;
import io.millrace.designer.TestDatabase;
import io.millrace.designer.database.Transactions;
import io.millrace.designer.deployments.host.CoordinatorHosts;
import io.millrace.protocol.job.SavepointOrder;
import io.millrace.protocol.job.SavepointOrder.Work;
import io.millrace.protocol.job.SavepointReport.Contents;
import io.millrace.protocol.job.SavepointReport.Held;
import io.millrace.protocol.job.SavepointReport.State;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Savepoints while executors are lost, which the test plays: what they are told, and what is said of it meanwhile. */
@QuarkusTest
@WithTestResource(TestDatabase.class)
class SavepointsAmongLossesTest {

    private static final State HALF = new State.UnderWay(1, 2);

    @Inject
    Browser browser;

    @Inject
    CoordinatorHosts hosts;

    @Inject
    Transactions transactions;

    private Fleet fleet;

    @BeforeEach
    void aWorkspace() {
        fleet = new Fleet(browser, hosts);
        fleet.workspace().revision("counted", Flights.COUNTED);
    }

    @AfterEach
    void nobodyIsLeft() {
        fleet.close();
    }

    /** One that does whatever it is told about savepoints, but for this. */
    private PlayedExecutor executor(Predicate<Work> neverEnds) {
        PlayedExecutor executor = fleet.executor();
        executor.commitsCheckpoints();
        executor.playsSavepoints(order -> neverEnds.test(order.work()) ? HALF : done(order));
        return executor;
    }

    private static State done(SavepointOrder order) {
        return switch (order.work()) {
            case Work.Export export ->
                new State.Done(
                        Optional.of(new Contents(
                                "counted",
                                export.checkpoint(),
                                1_000_000,
                                1,
                                100,
                                List.of(new Held("week", 1, 4, 100)),
                                export.document(),
                                export.plan())),
                        Optional.empty());
            case Work.Restore restore ->
                new State.Done(Optional.empty(), restore.made().or(() -> Optional.of(folder(order) + "/1/1/manifest")));
            case Work.Receive _, Work.Send _, Work.Remove _, Work.Clear _ -> State.Done.PLAIN;
        };
    }

    private static String folder(SavepointOrder order) {
        return SavepointOrder.restored(order.savepoint(), order.id()).value();
    }

    private ValidatableResponse tryCreate(String deployment, Map<String, ?> body, String key) {
        return browser.request()
                .header("Idempotency-Key", key)
                .body(body)
                .post(fleet.path("/deployments/" + deployment + "/savepoints"))
                .then();
    }

    private String create(String deployment) {
        return tryCreate(deployment, Map.of(), UUID.randomUUID().toString())
                .statusCode(202)
                .extract()
                .path("id");
    }

    private JsonPath whenMade(String savepoint) {
        return Fleet.await(
                "savepoint " + savepoint, () -> fleet.get("/savepoints/" + savepoint), it -> !it.getString("state")
                        .equals("IN_PROGRESS"));
    }

    private SavepointOrder told(PlayedExecutor executor, Predicate<SavepointOrder> what) {
        Fleet.await("an order", () -> fleet.get("/savepoints"), _ -> executor.ordered().stream()
                .anyMatch(what));
        return executor.ordered().stream().filter(what).findFirst().orElseThrow();
    }

    private static Predicate<SavepointOrder> of(Class<? extends Work> work, String savepoint) {
        return order -> work.isInstance(order.work()) && order.savepoint().equals(savepoint);
    }

    private String running() {
        String id = fleet.deploy("counted");
        fleet.when(id, "running");
        return id;
    }

    private ValidatableResponse delete(String savepoint) {
        return browser.request().delete(fleet.path("/savepoints/" + savepoint)).then();
    }

    private String start(String savepoint) {
        fleet.workspace().revision("fork", Flights.COUNTED.replace("id: flights\nname", "id: fork\nname"));
        return fleet.tryDeploy(
                        "fork",
                        Map.of("revision", 1, "startFrom", Map.of("savepoint", savepoint)),
                        UUID.randomUUID().toString())
                .statusCode(201)
                .extract()
                .path("id");
    }

    /** Once it is, where whatever is to be cleared is due now and not later. */
    private void toldToClear(PlayedExecutor executor, String folder) {
        Fleet.await(
                "an order to clear " + folder,
                () -> {
                    transactions.run(fleet.workspace().id(), transaction -> transaction
                            .handle()
                            .createUpdate("UPDATE leftover SET due_at = now() - interval '1 hour' WHERE due_at > now()")
                            .execute());
                    return fleet.get("/savepoints");
                },
                _ -> executor.ordered().stream().anyMatch(order -> clears(order, folder)));
    }

    private static boolean clears(SavepointOrder order, String folder) {
        return order.work() instanceof Work.Clear(List<String> folders) && folders.contains(folder);
    }

    @Test
    void whoIsLostWhileASavepointIsWrittenHasFailedAndAnotherOneRemovesWhatItWrote() {
        PlayedExecutor first = executor(Work.Export.class::isInstance);
        String deployment = running();
        String savepoint = create(deployment);
        told(first, of(Work.Export.class, savepoint));
        PlayedExecutor second = executor(_ -> false);
        assertThat(fleet.get("/savepoints/" + savepoint).getInt("progress.of")).isEqualTo(2);
        first.close();

        JsonPath failed = whenMade(savepoint);
        assertThat(failed.getString("state")).isEqualTo("FAILED");
        assertThat(failed.getString("reason.message")).contains("was lost meanwhile");
        told(second, of(Work.Remove.class, savepoint));
        fleet.when(deployment, "running");

        // One that stood still may have gone on writing after that.
        toldToClear(second, "savepoints/" + savepoint);
        assertThat(whenMade(create(deployment)).getString("state")).isEqualTo("COMPLETE");
    }

    @Test
    void aDeploymentWaitsForItsSavepointAndForAnotherExecutorWhenTheOneAtItIsLost() {
        PlayedExecutor first = executor(Work.Restore.class::isInstance);
        String savepoint = create(running());
        assertThat(whenMade(savepoint).getString("state")).isEqualTo("COMPLETE");
        String fork = start(savepoint);

        JsonPath waiting = fleet.when(fork, it -> it.getInt("restoring.of") == 2);
        assertThat(waiting.getString("status")).isEqualTo("starting");
        assertThat(waiting.getString("restoring.savepoint")).isEqualTo(savepoint);
        delete(savepoint).statusCode(409).body("code", equalTo("savepoint.inUse"));
        SavepointOrder lost = told(first, of(Work.Restore.class, savepoint));
        first.close();

        PlayedExecutor second = executor(_ -> false);
        SavepointOrder again = told(second, of(Work.Restore.class, savepoint));
        assertThat(again.id()).isNotEqualTo(lost.id());
        fleet.when(fork, "running");
        assertThat(fleet.events(fork)).anyMatch(text -> text.contains("Starts from the savepoint " + savepoint));
        fleet.whenThereAre(fork, "committed");

        // What the first one was to write is cleared, and what the second one wrote is not.
        toldToClear(second, folder(lost));
        assertThat(second.ordered()).noneMatch(order -> clears(order, folder(again)));

        delete(savepoint).statusCode(204);
        SavepointOrder removed = told(second, of(Work.Remove.class, savepoint));
        assertThat(((Work.Remove) removed.work()).restored()).contains(SavepointOrder.restored(savepoint, again.id()));
    }

    @Test
    void aDeploymentThatWaitsForItsSavepointIsCancelledAndTheSavepointIsFreeAgain() {
        executor(Work.Restore.class::isInstance);
        String savepoint = create(running());
        whenMade(savepoint);
        String fork = start(savepoint);
        fleet.when(fork, it -> it.getInt("restoring.of") == 2);
        fleet.desire(fork, "cancelled");
        fleet.when(fork, "stopped");

        delete(savepoint).statusCode(204);
        fleet.tryDeploy(
                        "fork",
                        Map.of("revision", 1, "startFrom", Map.of("savepoint", savepoint)),
                        UUID.randomUUID().toString())
                .statusCode(404);
    }

    @Test
    void theSameKeyIsTheSameSavepointAndNothingElse() {
        executor(_ -> false);
        String deployment = running();
        String key = UUID.randomUUID().toString();
        String savepoint =
                tryCreate(deployment, Map.of(), key).statusCode(202).extract().path("id");
        tryCreate(deployment, Map.of(), key).statusCode(202).body("id", equalTo(savepoint));
        tryCreate(deployment, Map.of("stop", true), key).statusCode(409).body("code", equalTo("idempotency.reused"));
        tryCreate(deployment, Map.of("name", "Another"), key)
                .statusCode(409)
                .body("code", equalTo("idempotency.reused"));
        whenMade(savepoint);
        delete(savepoint).statusCode(204);
        tryCreate(deployment, Map.of(), key)
                .statusCode(409)
                .body("code", equalTo("savepoint.deleted"))
                .body("detail", containsString("Take a new one"));
    }

    /** One that cannot be made sense of, as no version of this wrote it, stands before the others. */
    @Test
    void oneWithWhichSomethingIsWrongHoldsUpNoOther() {
        executor(_ -> false);
        String deployment = running();
        transactions.run(fleet.workspace().id(), transaction -> transaction
                .handle()
                .createUpdate("""
                        INSERT INTO savepoint (workspace_id, id, name, pipeline_id, deployment_id, stop, uploaded, phase, created_at, created_by)
                        SELECT workspace_id, 's-broken', 'Broken', pipeline_id, id, false, false, 'writing', created_at, created_by
                        FROM deployment WHERE id = :id""")
                .bind("id", deployment)
                .execute());

        assertThat(whenMade(create(deployment)).getString("state")).isEqualTo("COMPLETE");
        assertThat(fleet.get("/savepoints/s-broken").getString("state")).isEqualTo("IN_PROGRESS");
    }

    @Test
    void checkpointsOfADeploymentThatEndedLongAgoAreRemoved() {
        PlayedExecutor executor = executor(_ -> false);
        String deployment = running();
        fleet.whenThereAre(deployment, "committed");
        fleet.desire(deployment, "cancelled");
        fleet.when(deployment, "stopped");
        String kept = running();
        fleet.workspace().revision("paused", Flights.COUNTED.replace("id: flights\nname", "id: paused\nname"));
        String suspended = fleet.deploy("paused");
        fleet.whenThereAre(suspended, "committed");
        fleet.desire(suspended, "cancelled");
        fleet.when(suspended, "stopped");
        transactions.run(fleet.workspace().id(), transaction -> {
            transaction
                    .handle()
                    .createUpdate("UPDATE deployment SET desired = 'suspend' WHERE id = :id")
                    .bind("id", suspended)
                    .execute();
            transaction
                    .handle()
                    .createUpdate(
                            "UPDATE deployment SET ended_at = now() - interval '15 days' WHERE ended_at IS NOT NULL")
                    .execute();
        });

        toldToClear(executor, deployment);
        assertThat(executor.ordered()).noneMatch(order -> clears(order, kept) || clears(order, suspended));
        assertThat(fleet.get("/deployments/" + suspended + "/checkpoints").getString("items[0].status"))
                .isEqualTo("committed");
        assertThat(fleet.get("/deployments/" + deployment + "/checkpoints").getString("items[0].reason.message"))
                .contains("removed, as the deployment had ended 14 days before");
        fleet.desire(kept, "cancelled");
        fleet.when(kept, "stopped");
        fleet.tryDeploy(
                        "counted",
                        Map.of("revision", 1, "startFrom", Map.of("deployment", deployment)),
                        UUID.randomUUID().toString())
                .statusCode(409)
                .body("code", equalTo("deployment.noCheckpoint"));
        tryCreate(deployment, Map.of(), UUID.randomUUID().toString())
                .statusCode(409)
                .body("code", equalTo("deployment.noCheckpoint"));
    }

    @Test
    void checkpointsGoWithThePipelineOfADeployment() {
        PlayedExecutor executor = executor(_ -> false);
        String deployment = running();
        fleet.desire(deployment, "cancelled");
        fleet.when(deployment, "stopped");
        browser.request().delete(fleet.path("/pipelines/counted")).then().statusCode(204);

        toldToClear(executor, deployment);
    }
}
