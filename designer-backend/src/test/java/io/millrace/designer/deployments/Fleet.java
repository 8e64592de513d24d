package io.millrace.designer.deployments;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.designer.Browser;
import io.millrace.designer.deployments.host.CoordinatorHosts;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;

/** A workspace with a coordinator and executors, and a person who deploys in it; its methods wait for what they are named for. */
public final class Fleet implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final TestWorkspace workspace = new TestWorkspace();
    private final Browser browser;
    private final List<PlayedExecutor> executors = new ArrayList<>();

    public Fleet(Browser browser, CoordinatorHosts hosts) {
        this.browser = browser;
        workspace.member("ada", "admin");
        workspace.revision("flights", Flights.DOCUMENT);
    }

    /** Its workspace. */
    public TestWorkspace workspace() {
        return workspace;
    }

    /** An executor that has joined. */
    public PlayedExecutor executor() {
        String catalogue = browser.request().get(path("/catalogue")).asString();
        PlayedExecutor executor =
                new PlayedExecutor(cluster().getString("controlPlane.grpcAddress"), token(), catalogue);
        executors.add(executor);
        await(
                "the executor is there",
                () -> cluster(),
                it -> it.getList("executors.id").contains(executor.id())
                        && it.getString("executors.find{it.id=='%s'}.state".formatted(executor.id()))
                                .equals("present"));
        return executor;
    }

    /** A token to join with. */
    public String token() {
        return browser.request()
                .post(path("/cluster/join-tokens"))
                .then()
                .statusCode(201)
                .extract()
                .path("token");
    }

    /** The cluster as people see it. */
    public JsonPath cluster() {
        return browser.request()
                .get(path("/cluster"))
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    /** The cluster, once it is as it should be. */
    public JsonPath whenCluster(Predicate<JsonPath> isSo) {
        return await("the cluster", this::cluster, isSo);
    }

    /** Deploys revision 1 of a pipeline. */
    public String deploy(String pipeline) {
        return tryDeploy(pipeline, Map.of("revision", 1), UUID.randomUUID().toString())
                .statusCode(201)
                .extract()
                .path("id");
    }

    /** Asks for a deployment. */
    public ValidatableResponse tryDeploy(String pipeline, Map<String, ?> body, String key) {
        return browser.request()
                .header("Idempotency-Key", key)
                .body(body)
                .post(path("/pipelines/" + pipeline + "/deployments"))
                .then();
    }

    /** Says what is wanted. */
    public void desire(String deployment, String desired) {
        browser.request()
                .body(Map.of("desired", desired))
                .put(path("/deployments/" + deployment + "/desired"))
                .then()
                .statusCode(200);
    }

    /** Asks for another parallelism. */
    public ValidatableResponse rescale(String deployment, int parallelism) {
        return browser.request()
                .body(Map.of("parallelism", parallelism))
                .put(path("/deployments/" + deployment + "/parallelism"))
                .then();
    }

    /** The deployment, once it is as it should be. */
    public JsonPath when(String deployment, String status) {
        return when(deployment, it -> it.getString("status").equals(status));
    }

    /** The deployment, once it is as it should be. */
    public JsonPath when(String deployment, Predicate<JsonPath> isSo) {
        return await("deployment " + deployment, () -> get("/deployments/" + deployment), isSo);
    }

    /** What there is at an address of the workspace. */
    public JsonPath get(String path) {
        return browser.request()
                .get(path(path))
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    /** The checkpoints of a deployment, once the last one is in this status. */
    public JsonPath whenThereAre(String deployment, String status) {
        return await(
                "checkpoints of " + deployment,
                () -> get("/deployments/" + deployment + "/checkpoints"),
                it -> status.equals(it.getString("items[0].status")));
    }

    /** The sentences of a deployment's events. */
    public List<String> events(String deployment) {
        return get("/deployments/" + deployment + "/events").getList("items.text");
    }

    /** An address of the workspace. */
    public String path(String rest) {
        return "/api/v1/workspaces/" + workspace.name() + rest;
    }

    /** What is asked for, once it is as it should be. */
    static JsonPath await(String what, java.util.function.Supplier<JsonPath> ask, Predicate<JsonPath> isSo) {
        Instant deadline = Instant.now().plus(PATIENCE);
        JsonPath last = ask.get();
        while (!isSo.test(last)) {
            assertThat(Instant.now()).as(what + " is " + last.prettify()).isBefore(deadline);
            last = ask.get();
        }
        return last;
    }

    @Override
    public void close() {
        executors.forEach(PlayedExecutor::close);
    }
}
