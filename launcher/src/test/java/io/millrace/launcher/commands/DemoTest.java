package io.millrace.launcher.commands;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.millrace.launcher.control.ControlPlane;
import io.millrace.launcher.data.DataDirectory;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the demo asks of a control plane, which here keeps pipelines and deployments in two sets. */
class DemoTest {

    private static final Path SOURCE = Path.of(System.getProperty("millrace.home"), "deploy/demo");

    @TempDir
    Path folder;

    private final List<String> changes = new CopyOnWriteArrayList<>();
    private final Set<String> pipelines = new LinkedHashSet<>();
    private final Set<String> deployed = new LinkedHashSet<>();
    private HttpServer server;
    private DataDirectory data;

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
        data = new DataDirectory(folder);
        data.prepare();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void pipelinesAreImportedCommittedAndDeployedWithTheirData() throws Exception {
        demo().bring();
        assertThat(changes)
                .containsExactly(
                        "POST /pipelines",
                        "POST /pipelines/p1/revisions If-Match \"4\"",
                        "POST /pipelines/p1/deployments {\"revision\":1} late-flights-live-7",
                        "POST /pipelines",
                        "POST /pipelines/p2/revisions If-Match \"4\"",
                        "POST /pipelines/p2/deployments {\"revision\":1} nexmark-live-7");
        assertThat(data.files().resolve("data/flights.ndjson")).exists();
        assertThat(data.files().resolve("data/airports.csv")).exists();
    }

    @Test
    void whatIsThereAndRunsIsLeftAlone() throws Exception {
        demo().bring();
        Files.writeString(data.files().resolve("data/airports.csv"), "mine");
        changes.clear();
        demo().bring();
        assertThat(changes).isEmpty();
        assertThat(data.files().resolve("data/airports.csv")).hasContent("mine");
    }

    @Test
    void whatHasEndedIsDeployedAgainAndWhatWasDeletedComesBack() throws Exception {
        demo().bring();
        deployed.remove("p1");
        pipelines.remove("p2");
        deployed.remove("p2");
        changes.clear();
        demo().bring();
        assertThat(changes)
                .containsExactly(
                        "POST /pipelines/p1/deployments {\"revision\":1} late-flights-live-7",
                        "POST /pipelines",
                        "POST /pipelines/p3/revisions If-Match \"4\"",
                        "POST /pipelines/p3/deployments {\"revision\":1} nexmark-live-7");
    }

    @Test
    void aResetBringsThemAnew() throws Exception {
        demo().bring();
        changes.clear();
        demo().reset();
        assertThat(changes)
                .containsExactly(
                        "PUT /deployments/d-p1/desired {\"desired\":\"cancelled\"}",
                        "DELETE /pipelines/p1",
                        "PUT /deployments/d-p2/desired {\"desired\":\"cancelled\"}",
                        "DELETE /pipelines/p2");
        demo().bring();
        assertThat(pipelines).containsExactly("p3", "p4");
    }

    @Test
    void aRefusalIsPassedOnInItsOwnWords() {
        pipelines.add("full");
        assertThatThrownBy(() -> demo().bring())
                .isInstanceOf(IOException.class)
                .hasMessageContaining("(409): no more room");
    }

    private Demo demo() throws IOException, InterruptedException {
        ControlPlane controlPlane = new ControlPlane(server.getAddress().getPort());
        return new Demo(SOURCE, data, controlPlane.logIn("admin"), Instant.ofEpochMilli(7));
    }

    private void answer(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        String path = exchange.getRequestURI().toString().replace("/api/v1/workspaces/default", "");
        String method = exchange.getRequestMethod();
        if (path.startsWith("/api/v1/session:link")) {
            send(exchange, 201, "{\"secret\":\"s\"}");
        } else if (path.equals("/api/v1/session:redeem")) {
            exchange.getResponseHeaders().add("Set-Cookie", "millrace-x=c; Path=/; HttpOnly");
            send(exchange, 204, "");
        } else if (!"millrace-x=c".equals(exchange.getRequestHeaders().getFirst("Cookie"))) {
            send(exchange, 401, "{\"detail\":\"no cookie\"}");
        } else if (method.equals("GET")) {
            read(exchange, path);
        } else {
            change(exchange, method, path, body);
        }
    }

    private void read(HttpExchange exchange, String path) throws IOException {
        String pipeline = path.replaceAll(".*[/=](p[0-9]+).*", "$1");
        if (path.startsWith("/deployments?active=true&pipeline=")) {
            send(
                    exchange,
                    200,
                    deployed.contains(pipeline) ? "{\"items\":[{\"id\":\"d-" + pipeline + "\"}]}" : "{\"items\":[]}");
        } else if (!pipelines.contains(pipeline)) {
            send(exchange, 404, "{\"detail\":\"no such pipeline\"}");
        } else if (path.endsWith("/draft")) {
            send(exchange, 200, "{\"version\":4,\"document\":{}}");
        } else {
            send(exchange, 200, "{\"id\":\"" + pipeline + "\",\"lastRevision\":1}");
        }
    }

    private int made;

    private void change(HttpExchange exchange, String method, String path, String body) throws IOException {
        String pipeline = path.replaceAll(".*/(?:d-)?(p[0-9]+).*", "$1");
        if (path.equals("/pipelines")) {
            if (pipelines.contains("full")) {
                send(exchange, 409, "{\"detail\":\"no more room\"}");
                return;
            }
            changes.add("POST /pipelines");
            assertThat(body).contains("apiVersion: millrace.io/v1");
            pipelines.add("p" + ++made);
            send(exchange, 201, "{\"id\":\"p" + made + "\"}");
            return;
        }
        List<String> words = new ArrayList<>(List.of(method, path));
        if (path.endsWith("/revisions")) {
            words.add("If-Match " + exchange.getRequestHeaders().getFirst("If-Match"));
        } else if (!body.isEmpty()) {
            words.add(body);
        }
        if (path.endsWith("/deployments")) {
            words.add(exchange.getRequestHeaders().getFirst("Idempotency-Key"));
            deployed.add(pipeline);
        }
        if (path.endsWith("/desired")) {
            deployed.remove(pipeline);
        }
        if (method.equals("DELETE")) {
            pipelines.remove(pipeline);
        }
        changes.add(String.join(" ", words));
        send(exchange, 200, "{\"number\":1}");
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        if (bytes.length > 0) {
            exchange.getResponseBody().write(bytes);
        }
        exchange.close();
    }
}
