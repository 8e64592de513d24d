package io.millrace.launcher.control;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The savepoints of the workspace, as {@link Session} reaches them. */
public final class KeptState {

    private static final String ALL = "/savepoints";

    private final Session session;

    KeptState(Session session) {
        this.session = session;
    }

    /**
     * A savepoint.
     *
     * @param state {@code IN_PROGRESS}, {@code COMPLETE} or {@code FAILED}
     * @param reason why it failed; empty for others
     * @param bytes 0 as long as it is not complete
     * @param doneBytes how much of it was written, as long as it is in progress
     * @param ofBytes of how much; 0 while nobody knows
     */
    public record Savepoint(
            String id,
            String name,
            String pipeline,
            String state,
            String reason,
            Instant createdAt,
            long bytes,
            long doneBytes,
            long ofBytes) {

        static Savepoint of(JsonNode node) {
            return new Savepoint(
                    node.path("id").asText(),
                    node.path("name").asText(),
                    node.path("pipeline").asText(),
                    node.path("state").asText(),
                    node.path("reason").path("message").asText(""),
                    Instant.parse(node.path("createdAt").asText()),
                    node.path("bytes").asLong(),
                    node.path("progress").path("bytes").asLong(),
                    node.path("progress").path("of").asLong());
        }

        /** Whether it is still being made. */
        public boolean isOpen() {
            return state.equals("IN_PROGRESS");
        }
    }

    /**
     * Has one made of a deployment.
     *
     * @param name empty for one of the control plane's choosing
     * @param stop whether the deployment is to stop with it
     * @param key the same for the same request
     */
    public Savepoint create(String deployment, Optional<String> name, boolean stop, String key)
            throws IOException, InterruptedException {
        var body = ControlPlane.JSON.createObjectNode().put("stop", stop);
        name.ifPresent(given -> body.put("name", given));
        return one(session.send(
                "POST",
                "/deployments/" + encoded(deployment) + ALL,
                ControlPlane.JSON.writeValueAsString(body),
                Map.of("Idempotency-Key", key)));
    }

    /** How one is. */
    public Savepoint find(String id) throws IOException, InterruptedException {
        return one(session.send("GET", ALL + "/" + encoded(id), "", Map.of()));
    }

    /** Those there are, the newest first. */
    public List<Savepoint> all(Optional<String> pipeline) throws IOException, InterruptedException {
        String query =
                "?limit=200" + pipeline.map(id -> "&pipeline=" + encoded(id)).orElse("");
        return StreamSupport.stream(session.read(ALL + query).path("items").spliterator(), false)
                .map(Savepoint::of)
                .toList();
    }

    /** Removes one. */
    public void delete(String id) throws IOException, InterruptedException {
        ControlPlane.require(session.send("DELETE", ALL + "/" + encoded(id), "", Map.of()));
    }

    /**
     * Saves one as a file, which must not be there.
     *
     * @throws java.nio.file.FileAlreadyExistsException when it is
     * @throws IOException when it cannot be saved whole; nothing stays of it then
     */
    public void download(String id, Path file) throws IOException, InterruptedException {
        session.download(ALL + "/" + encoded(id) + "/content", file);
    }

    /** Sends an archive, which is looked at before it is listed. */
    public Savepoint upload(Path file, Optional<String> name, Optional<String> pipeline)
            throws IOException, InterruptedException {
        String query = Stream.of(
                        name.map(given -> "name=" + encoded(given)), pipeline.map(id -> "pipeline=" + encoded(id)))
                .flatMap(Optional::stream)
                .collect(Collectors.joining("&"));
        return one(session.upload(query.isEmpty() ? ALL : ALL + "?" + query, file));
    }

    private static Savepoint one(HttpResponse<String> response) throws IOException {
        return Savepoint.of(
                ControlPlane.JSON.readTree(ControlPlane.require(response).body()));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
