package io.millrace.launcher.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.millrace.launcher.control.KeptState.Savepoint;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Savepoints through the endpoints of a control plane that answers as the test says. */
class KeptStateTest {

    private static final String ARCHIVE = "all of it";
    private static final String ONE = """
            {"id": "s-1", "name": "Before 2.0", "pipeline": "bids", "state": "%s", "createdAt": "2026-11-26T17:00:00Z",
             "bytes": 7, "progress": {"bytes": 1, "of": 2}, "reason": {"message": "The storage is full."}}""";

    @TempDir
    Path folder;

    private final List<String> asked = new CopyOnWriteArrayList<>();
    private HttpServer server;
    private boolean breaksOff;
    private KeptState kept;

    @BeforeEach
    void serve() throws Exception {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
        kept = new ControlPlane(server.getAddress().getPort()).logIn("admin").keptState();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        String path = exchange.getRequestURI().toString().replace("/api/v1/workspaces/default", "");
        if (path.startsWith("/api/v1/session:link")) {
            send(exchange, 201, "{\"secret\":\"s\"}");
        } else if (path.equals("/api/v1/session:redeem")) {
            exchange.getResponseHeaders().add("Set-Cookie", "millrace-x=c; Path=/; HttpOnly");
            send(exchange, 204, "");
        } else {
            asked.add(exchange.getRequestMethod() + " " + path + (body.isEmpty() ? "" : " " + body));
            switch (path) {
                case "/savepoints/s-1/content" -> content(exchange);
                case "/savepoints/none/content" -> send(exchange, 404, "{\"detail\":\"There is no savepoint none\"}");
                case "/savepoints?limit=200" -> send(exchange, 200, "{\"items\": [" + ONE.formatted("FAILED") + "]}");
                default -> send(exchange, 200, ONE.formatted("COMPLETE"));
            }
        }
    }

    private void content(HttpExchange exchange) throws IOException {
        byte[] bytes = ARCHIVE.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, breaksOff ? bytes.length + 1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.getResponseBody().flush();
        exchange.close();
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        if (bytes.length > 0) {
            exchange.getResponseBody().write(bytes);
        }
        exchange.close();
    }

    @Test
    void theyAreMadeListedAndDeleted() throws Exception {
        assertThat(kept.create("d-1", Optional.of("Before 2.0"), true, "k"))
                .isEqualTo(new Savepoint(
                        "s-1",
                        "Before 2.0",
                        "bids",
                        "COMPLETE",
                        "The storage is full.",
                        Instant.parse("2026-11-26T17:00:00Z"),
                        7,
                        1,
                        2));
        assertThat(kept.all(Optional.empty())).extracting(Savepoint::state).containsExactly("FAILED");
        kept.find("s-1");
        kept.delete("s-1");
        assertThat(asked)
                .containsExactly(
                        "POST /deployments/d-1/savepoints {\"stop\":true,\"name\":\"Before 2.0\"}",
                        "GET /savepoints?limit=200",
                        "GET /savepoints/s-1",
                        "DELETE /savepoints/s-1");
    }

    @Test
    void oneIsSavedWholeOrNotAtAll() throws Exception {
        Path file = folder.resolve("s.zip");
        kept.download("s-1", file);
        assertThat(file).hasContent(ARCHIVE);
        assertThatThrownBy(() -> kept.download("s-1", file)).isInstanceOf(FileAlreadyExistsException.class);
        assertThat(file).hasContent(ARCHIVE);

        Path other = folder.resolve("other.zip");
        assertThatThrownBy(() -> kept.download("none", other))
                .hasMessageContaining("(404): There is no savepoint none");
        breaksOff = true;
        assertThatThrownBy(() -> kept.download("s-1", other)).hasMessageContaining("the download broke off");
        assertThat(other).doesNotExist();
    }

    @Test
    void aFileIsSentAsItIs() throws Exception {
        Path file = Files.writeString(folder.resolve("s.zip"), ARCHIVE);
        kept.upload(file, Optional.of("From ü"), Optional.of("bids"));
        kept.upload(file, Optional.empty(), Optional.empty());
        assertThat(asked)
                .containsExactly(
                        "POST /savepoints?name=From%20%C3%BC&pipeline=bids " + ARCHIVE, "POST /savepoints " + ARCHIVE);
    }
}
