package io.millrace.launcher.control;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** A logged-in person in workspace {@code default}, through the same endpoints as the browser. */
public final class Session {

    private static final String WORKSPACE = "/api/v1/workspaces/default";

    private final ControlPlane controlPlane;
    private final HttpClient client;
    private final String cookie;

    Session(ControlPlane controlPlane, HttpClient client, String cookie) {
        this.controlPlane = controlPlane;
        this.client = client;
        this.cookie = cookie;
    }

    /** Whether there is a pipeline with this id. */
    public boolean hasPipeline(String id) throws IOException, InterruptedException {
        return send("GET", "/pipelines/" + id, "", Map.of()).statusCode() == 200;
    }

    /** Makes a pipeline of a document, which gets an id of its own. */
    public String importPipeline(String document) throws IOException, InterruptedException {
        return json(send("POST", "/pipelines", object(Map.of("document", document)), Map.of()))
                .path("id")
                .asText();
    }

    /** Deletes a pipeline. */
    public void deletePipeline(String id) throws IOException, InterruptedException {
        ControlPlane.require(send("DELETE", "/pipelines/" + id, "", Map.of()));
    }

    /** The draft as a new revision. Its number. */
    public int commit(String pipeline, String message) throws IOException, InterruptedException {
        String version = json(send("GET", "/pipelines/" + pipeline + "/draft", "", Map.of()))
                .path("version")
                .asText();
        return json(send(
                        "POST",
                        "/pipelines/" + pipeline + "/revisions",
                        object(Map.of("message", message)),
                        Map.of("If-Match", "\"" + version + "\"")))
                .path("number")
                .asInt();
    }

    /** The number of its last revision; empty when there is none. */
    public Optional<Integer> lastRevision(String pipeline) throws IOException, InterruptedException {
        JsonNode last =
                json(send("GET", "/pipelines/" + pipeline, "", Map.of())).path("lastRevision");
        JsonNode number = last.isObject() ? last.path("number") : last;
        return number.isInt() ? Optional.of(number.asInt()) : Optional.empty();
    }

    /** The deployment of a pipeline that has not ended; empty when there is none. */
    public Optional<String> activeDeployment(String pipeline) throws IOException, InterruptedException {
        String query = "/deployments?active=true&pipeline=" + URLEncoder.encode(pipeline, StandardCharsets.UTF_8);
        JsonNode answer = json(send("GET", query, "", Map.of()));
        JsonNode items = answer.isArray() ? answer : answer.path("items");
        return StreamSupport.stream(items.spliterator(), false)
                .map(deployment -> deployment.path("id").asText())
                .findFirst();
    }

    /** Deploys a revision. */
    public void deploy(String pipeline, int revision, String key) throws IOException, InterruptedException {
        ControlPlane.require(send(
                "POST",
                "/pipelines/" + pipeline + "/deployments",
                "{\"revision\":" + revision + "}",
                Map.of("Idempotency-Key", key)));
    }

    /** Asks for the end of a deployment; what it wrote is not kept. */
    public void cancel(String deployment) throws IOException, InterruptedException {
        ControlPlane.require(
                send("PUT", "/deployments/" + deployment + "/desired", "{\"desired\":\"cancelled\"}", Map.of()));
    }

    /** What stands at a path of the workspace, as {@code /cluster}. */
    public JsonNode read(String path) throws IOException, InterruptedException {
        return json(send("GET", path, "", Map.of()));
    }

    /** Why executors were not let in lately, and from where. */
    public List<String> turnedAway() throws IOException, InterruptedException {
        return stream(read("/cluster").path("turnedAway"))
                .map(it -> it.path("from").asText() + ": " + it.path("reason").asText())
                .toList();
    }

    /** A token that lets executors join; {@code author} is empty for that of this machine's own. */
    public record Token(String id, Instant createdAt, Optional<String> author) {}

    /** All tokens that let executors join, the newest first. */
    public List<Token> joinTokens() throws IOException, InterruptedException {
        return stream(read("/cluster/join-tokens").path("items"))
                .map(it -> new Token(
                        it.path("id").asText(),
                        Instant.parse(it.path("createdAt").asText()),
                        Optional.ofNullable(it.path("createdBy").textValue())))
                .toList();
    }

    /** Lets nobody join by this token any more. */
    public void revokeJoinToken(String id) throws IOException, InterruptedException {
        String path = "/cluster/join-tokens/" + URLEncoder.encode(id, StandardCharsets.UTF_8);
        ControlPlane.require(send("DELETE", path, "", Map.of()));
    }

    private static Stream<JsonNode> stream(JsonNode items) {
        return StreamSupport.stream(items.spliterator(), false);
    }

    /** The command that starts an executor on another machine, with a new token. */
    public String joinCommand() throws IOException, InterruptedException {
        return json(send("POST", "/cluster/join-tokens", "{}", Map.of()))
                .path("command")
                .asText();
    }

    /**
     * Asks for anything at a path of the workspace, and takes any answer.
     *
     * @param body as JSON; empty for none
     */
    public HttpResponse<String> send(String method, String path, String body, Map<String, String> headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = controlPlane
                .ours(HttpRequest.newBuilder(controlPlane.uri(WORKSPACE + path)))
                .header("Cookie", cookie)
                .method(method, HttpRequest.BodyPublishers.ofString(body));
        if (!body.isEmpty()) {
            request.header("Content-Type", "application/json");
        }
        headers.forEach(request::header);
        return client.send(request.build(), BodyHandlers.ofString());
    }

    private static JsonNode json(HttpResponse<String> response) throws IOException {
        return ControlPlane.JSON.readTree(ControlPlane.require(response).body());
    }

    private static String object(Map<String, String> fields) throws IOException {
        return ControlPlane.JSON.writeValueAsString(fields);
    }
}
