package io.millrace.designer.session;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;

import io.millrace.designer.Browser;
import io.millrace.designer.TestClock;
import io.millrace.designer.TestDatabase;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Coming in, staying, leaving. */
@QuarkusTest
@WithTestResource(TestDatabase.class)
class SessionLifeTest {

    private static final String SESSION = "/api/v1/session";

    @Inject
    Sessions sessions;

    @Inject
    TestClock clock;

    @Test
    void aLinkIsTradedForACookieThatScriptsCannotRead() {
        redeem(sessions.link("ada").value())
                .statusCode(204)
                .header(
                        "Set-Cookie",
                        allOf(
                                startsWith("millrace-test="),
                                containsString("HttpOnly"),
                                containsString("SameSite=Strict"),
                                containsString("Max-Age=2592000"),
                                containsString("Path=/")));
    }

    @Test
    void aUsedLinkIsRefused() {
        String link = sessions.link("ada").value();
        redeem(link).statusCode(204);
        redeem(link)
                .statusCode(401)
                .contentType("application/problem+json")
                .body("detail", containsString("./millrace link"));
    }

    @Test
    void anExpiredLinkIsRefused() {
        String link = sessions.link("ada").value();
        clock.pass(Duration.ofMinutes(10));
        redeem(link).statusCode(401);
    }

    @Test
    void whatNeverWasALinkIsRefused() {
        redeem("guess").statusCode(401);
        Browser.stranger()
                .urlEncodingEnabled(false)
                .body("{}")
                .post("/api/v1/session:redeem")
                .then()
                .statusCode(400);
    }

    @Test
    void aSessionEndsAfterThirtyDays() {
        String cookie = cookie();
        clock.pass(Duration.ofDays(30).minusSeconds(1));
        session(cookie).statusCode(200);
        clock.pass(Duration.ofSeconds(1));
        session(cookie).statusCode(401).body("code", equalTo("session.missing"));
    }

    @Test
    void aSessionEndsWhenItsOwnerLogsOut() {
        String cookie = cookie();
        Browser.stranger()
                .cookie("millrace-test", cookie)
                .delete(SESSION)
                .then()
                .statusCode(204);
        session(cookie).statusCode(401);
    }

    @Test
    void theCookieOfAnotherInstallationIsNotLookedAt() {
        given().cookie("millrace-other", cookie()).get(SESSION).then().statusCode(401);
        session("forged").statusCode(401);
    }

    @Test
    void onlyHashesAreStored() throws SQLException {
        String link = sessions.link("ada").value();
        try (var connection = TestDatabase.superuser();
                var statement = connection.prepareStatement(
                        "SELECT count(*) FROM login_link WHERE secret_hash = sha256(convert_to(?, 'UTF8'))")) {
            statement.setString(1, link);
            var rows = statement.executeQuery();
            rows.next();
            assertThat(rows.getLong(1)).isEqualTo(1);
        }
    }

    private String cookie() {
        return redeem(sessions.link("ada").value()).extract().cookie("millrace-test");
    }

    private static ValidatableResponse redeem(String secret) {
        return Browser.stranger()
                .urlEncodingEnabled(false)
                .body("{\"secret\": \"" + secret + "\"}")
                .post("/api/v1/session:redeem")
                .then();
    }

    private static ValidatableResponse session(String cookie) {
        return given().cookie("millrace-test", cookie).get(SESSION).then();
    }
}
