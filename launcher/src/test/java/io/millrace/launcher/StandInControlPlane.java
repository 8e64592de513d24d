package io.millrace.launcher;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Answers what the launcher asks of a control plane. Ends with code 3 where a file {@code files/broken} tells it to. */
public final class StandInControlPlane {

    private StandInControlPlane() {}

    /** Serves until it is ended. */
    public static void main(String[] arguments) throws IOException {
        Path data = Path.of(System.getProperty("millrace.data"));
        if (Files.exists(data.resolve("files/broken"))) {
            System.out.println("I am broken");
            System.exit(3);
        }
        String admin = "Bearer " + Files.readString(data.resolve("secrets/admin"));
        Files.writeString(data.resolve("secrets/join-token"), "let-me-in");
        HttpServer server = HttpServer.create(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.getInteger("millrace.http.port")), 0);
        server.createContext("/", exchange -> {
            boolean link = exchange.getRequestURI().getPath().equals("/api/v1/session:link");
            boolean known = admin.equals(exchange.getRequestHeaders().getFirst("Authorization"));
            byte[] body = "{\"secret\":\"one-time\"}".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(link && !known ? 401 : 200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
    }
}
