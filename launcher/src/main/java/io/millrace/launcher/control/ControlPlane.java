package io.millrace.launcher.control;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** The control plane of this machine, before anybody has logged in. */
public final class ControlPlane {

    private static final Duration PROBE_LIMIT = Duration.ofMillis(800);
    static final Duration LIMIT = Duration.ofSeconds(30);
    static final ObjectMapper JSON = new ObjectMapper();

    private final int port;
    private final HttpClient client;

    /** @param port of the loopback address */
    public ControlPlane(int port) {
        this.port = port;
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(PROBE_LIMIT)
                .build();
    }

    /** Whether it answers and has what it needs. */
    public boolean isReady() {
        try {
            HttpRequest probe = HttpRequest.newBuilder(uri("/q/health/ready"))
                    .timeout(PROBE_LIMIT)
                    .build();
            return client.send(probe, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /**
     * A new one-time link for the browser.
     *
     * @param adminSecret from the data directory
     * @throws IOException when it does not answer, or refuses
     */
    public String link(String adminSecret) throws IOException, InterruptedException {
        return uri("/link") + "#" + linkSecret(adminSecret);
    }

    /** Logs in, by a link of its own. */
    public Session logIn(String adminSecret) throws IOException, InterruptedException {
        HttpResponse<String> response = send(
                HttpRequest.newBuilder(uri("/api/v1/session:redeem")),
                "{\"secret\":\"" + linkSecret(adminSecret) + "\"}");
        String cookie = response.headers()
                .firstValue("Set-Cookie")
                .orElseThrow(() -> new IOException("the control plane gave no session"));
        return new Session(this, client, cookie.substring(0, cookie.indexOf(';')));
    }

    private String linkSecret(String adminSecret) throws IOException, InterruptedException {
        HttpResponse<String> response = send(
                HttpRequest.newBuilder(uri("/api/v1/session:link")).header("Authorization", "Bearer " + adminSecret),
                "{}");
        JsonNode secret = JSON.readTree(response.body()).path("secret");
        if (!secret.isTextual()) {
            throw new IOException("the control plane gave no link");
        }
        return secret.asText();
    }

    private HttpResponse<String> send(HttpRequest.Builder request, String body)
            throws IOException, InterruptedException {
        return require(client.send(
                ours(request)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString()));
    }

    /** With what proves that no foreign page asks. */
    HttpRequest.Builder ours(HttpRequest.Builder request) {
        return request.timeout(LIMIT).header("Origin", "http://127.0.0.1:" + port);
    }

    URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    /** @throws IOException with the control plane's words, unless it did what was asked */
    static HttpResponse<String> require(HttpResponse<String> response) throws IOException {
        require(response.statusCode(), response.body());
        return response;
    }

    /** @throws IOException with the control plane's words, unless it did what was asked */
    static void require(int status, String body) throws IOException {
        if (status >= 300) {
            throw new IOException("the control plane refused (%d): %s".formatted(status, detail(body)));
        }
    }

    private static String detail(String body) {
        try {
            return JSON.readTree(body).path("detail").asText(body);
        } catch (IOException e) {
            return body;
        }
    }
}
