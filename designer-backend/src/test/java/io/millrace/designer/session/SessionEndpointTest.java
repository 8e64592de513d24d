package io.millrace.designer.session;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.millrace.designer.Browser;
import io.millrace.designer.TestDatabase;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(TestDatabase.class)
class SessionEndpointTest {

    @Inject
    Browser browser;

    @Test
    void aSessionSaysWhoIsThereAndWhereTheyBelong() {
        browser.request()
                .get("/api/v1/session")
                .then()
                .statusCode(200)
                .body("user.name", equalTo("ada"))
                .body("workspaces[0].name", equalTo("default"))
                .body("workspaces[0].role", equalTo("admin"));
    }

    @Test
    void withoutACookieNobodyIsThere() {
        given().get("/api/v1/session")
                .then()
                .statusCode(401)
                .contentType("application/problem+json")
                .body("code", equalTo("session.missing"))
                .body("problems", nullValue());
    }
}
