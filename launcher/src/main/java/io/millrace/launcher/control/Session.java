package io.millrace.launcher.control;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** A logged-in person in workspace {@code default}, through the same endpoints as the browser. */
public final class Session {

    private static final String WORKSPACE = "/api/v1/workspaces/default";

    private static final Duration UPLOAD_LIMIT = Duration.ofHours(12);

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

    /**
     * Deploys a revision, which starts from a savepoint. The deployment's id.
     *
     * @param parallelism empty for as many tasks as there are workers
     * @param consent nodes whose state may be lost
     * @param key the same for the same request
     */
    public String startFrom(
            String savepoint,
            String pipeline,
            int revision,
            Optional<Integer> parallelism,
            List<String> consent,
            String key)
            throws IOException, InterruptedException {
        var body = ControlPlane.JSON.createObjectNode().put("revision", revision);
        body.putObject("startFrom").put("savepoint", savepoint);
        consent.forEach(body.putArray("consent")::add);
        parallelism.ifPresent(tasks -> body.put("parallelism", tasks));
        return json(send(
                        "POST",
                        "/pipelines/" + pipeline + "/deployments",
                        ControlPlane.JSON.writeValueAsString(body),
                        Map.of("Idempotency-Key", key)))
                .path("id")
                .asText();
    }

    /** The savepoints of the workspace. */
    public KeptState keptState() {
        return new KeptState(this);
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

    /**
     * Saves what is at a path of the workspace as a file, which must not be there.
     *
     * @throws IOException when it cannot be saved whole; nothing stays of it then
     */
    void download(String path, Path file) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(controlPlane.uri(WORKSPACE + path))
                .header("Cookie", cookie)
                .build();
        HttpResponse<InputStream> response = client.send(request, BodyHandlers.ofInputStream());
        try (InputStream content = response.body()) {
            if (response.statusCode() != 200) {
                ControlPlane.require(response.statusCode(), new String(content.readAllBytes(), StandardCharsets.UTF_8));
            }
            try (OutputStream out = Files.newOutputStream(file, StandardOpenOption.CREATE_NEW)) {
                content.transferTo(out);
            } catch (FileAlreadyExistsException e) {
                throw e;
            } catch (IOException e) {
                Files.deleteIfExists(file);
                throw new IOException("the download broke off, and nothing was saved: " + e.getMessage(), e);
            }
        }
    }

    /** Sends a file to a path of the workspace, however long that takes. */
    HttpResponse<String> upload(String path, Path file) throws IOException, InterruptedException {
        HttpRequest request = controlPlane
                .ours(HttpRequest.newBuilder(controlPlane.uri(WORKSPACE + path)))
                .timeout(UPLOAD_LIMIT)
                .header("Cookie", cookie)
                .header("Content-Type", "application/zip")
                .POST(HttpRequest.BodyPublishers.ofFile(file))
                .build();
        return client.send(request, BodyHandlers.ofString());
    }

    private static JsonNode json(HttpResponse<String> response) throws IOException {
        return ControlPlane.JSON.readTree(ControlPlane.require(response).body());
    }

    private static String object(Map<String, String> fields) throws IOException {
        return ControlPlane.JSON.writeValueAsString(fields);
    }
}
