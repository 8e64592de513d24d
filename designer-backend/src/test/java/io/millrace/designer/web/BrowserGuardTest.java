package io.millrace.designer.web;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.millrace.designer.Browser;
import io.millrace.designer.TestDatabase;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(TestDatabase.class)
class BrowserGuardTest {

    private static final String PIPELINES = "/api/v1/workspaces/default/pipelines";

    @Inject
    Browser browser;

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/session", "/q/health/ready", "/", "/nothing"})
    void aForgedHostIsRefusedEverywhere(String path) throws IOException {
        assertThat(raw("GET " + path + " HTTP/1.1\r\nHost: evil.example\r\n"))
                .startsWith("HTTP/1.1 403")
                .contains("application/problem+json")
                .contains("host.foreign")
                .contains("evil.example");
    }

    @Test
    void anotherPortOfThisMachineIsAnotherHost() throws IOException {
        assertThat(raw("GET /api/v1/session HTTP/1.1\r\nHost: 127.0.0.1:1\r\n")).startsWith("HTTP/1.1 403");
    }

    /** RestAssured would not send another Host than the one it calls. */
    private static String raw(String head) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), RestAssured.port)) {
            socket.getOutputStream().write((head + "Connection: close\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://evil.example", "http://localhost:1", "null", "file://"})
    void aForgedOriginIsRefused(String origin) {
        given().cookie("millrace-test", browser.cookie())
                .header("Origin", origin)
                .header("Sec-Fetch-Site", "same-origin")
                .get(PIPELINES)
                .then()
                .statusCode(403)
                .contentType("application/problem+json")
                .body("code", equalTo("origin.foreign"));
    }

    @Test
    void aSecondOriginDoesNotHelp() {
        browser.request()
                .header("Origin", "http://evil.example")
                .get(PIPELINES)
                .then()
                .statusCode(403);
    }

    @Test
    void whatChangesSomethingHasToComeFromOurPage() {
        String cookie = browser.cookie();
        given().cookie("millrace-test", cookie)
                .contentType("application/json")
                .body("{}")
                .post(PIPELINES)
                .then()
                .statusCode(403);
        given().cookie("millrace-test", cookie)
                .header("Sec-Fetch-Site", "cross-site")
                .contentType("application/json")
                .body("{}")
                .post(PIPELINES)
                .then()
                .statusCode(403);
        given().cookie("millrace-test", cookie)
                .header("Sec-Fetch-Site", "same-origin")
                .contentType("application/json")
                .body("{}")
                .post(PIPELINES)
                .then()
                .statusCode(201);
    }

    @Test
    void everyAnswerKeepsAPageToItself() {
        given().get("/nothing")
                .then()
                .statusCode(404)
                .contentType("application/problem+json")
                .header(
                        "Content-Security-Policy",
                        allOf(
                                containsString("default-src 'self'"),
                                containsString("script-src 'self';"),
                                containsString("frame-ancestors 'none'")))
                .header("X-Content-Type-Options", equalTo("nosniff"))
                .header("Referrer-Policy", equalTo("no-referrer"));
    }

    @Test
    void aBodyThatCannotBeReadIsAProblem() {
        given().cookie("millrace-test", browser.cookie())
                .header("Origin", Browser.origin())
                .contentType("text/plain")
                .body("x")
                .post(PIPELINES)
                .then()
                .statusCode(415)
                .contentType("application/problem+json");
        browser.request().body("{").post(PIPELINES).then().statusCode(400).contentType("application/problem+json");
    }
}
