package io.millrace.designer.events;

import io.millrace.designer.Browser;
import io.restassured.path.json.JsonPath;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;

/** Reads server-sent events as a browser does; waits for each. */
final class EventReader implements AutoCloseable {

    private final HttpClient client;
    private final BufferedReader lines;
    private String lastId = "";
    private String stream = "";

    private EventReader(HttpClient client, InputStream body) throws IOException {
        this.client = client;
        this.lines = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8));
        this.stream = next().getString("stream");
    }

    /** Opens a stream and waits for its hello. */
    static EventReader open(Browser browser, String lastId) throws IOException, InterruptedException {
        return open(browser.cookie(), lastId);
    }

    /** The same in a session of its own. */
    static EventReader open(String cookie, String lastId) throws IOException, InterruptedException {
        HttpClient client = HttpClient.newHttpClient();
        HttpRequest request = HttpRequest.newBuilder(URI.create(Browser.origin() + "/api/v1/workspaces/default/events"))
                .header("Cookie", "millrace-test=" + cookie)
                .header("Last-Event-ID", lastId)
                .build();
        return new EventReader(
                client,
                client.send(request, HttpResponse.BodyHandlers.ofInputStream()).body());
    }

    String stream() {
        return stream;
    }

    String lastId() {
        return lastId;
    }

    /** The data of the next event. */
    JsonPath next() throws IOException {
        StringBuilder data = new StringBuilder();
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.startsWith("id:")) {
                lastId = line.substring(3).strip();
            } else if (line.startsWith("data:")) {
                data.append(line.substring(5));
            } else if (line.isEmpty() && !data.isEmpty()) {
                return new JsonPath(data.toString());
            }
        }
        throw new IOException("The stream ended");
    }

    @Override
    public void close() {
        client.shutdownNow();
        client.close();
    }
}
