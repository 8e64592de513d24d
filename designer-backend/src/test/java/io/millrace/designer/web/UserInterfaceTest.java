package io.millrace.designer.web;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import io.millrace.designer.TestDatabase;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** TestDatabase lays out a small user interface. */
@QuarkusTest
@WithTestResource(TestDatabase.class)
class UserInterfaceTest {

    @ConfigProperty(name = "millrace.ui.folder")
    @SuppressWarnings("NullAway.Init") // Quarkus sets it first.
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"/", "/link", "/w/default", "/w/default/pipelines/late-flights/live"})
    void everyAddressOfThePageAnswersWithThePage(String path) {
        given().get(path)
                .then()
                .statusCode(200)
                .contentType(containsString("text/html"))
                .header("Cache-Control", equalTo("no-cache"))
                .header("Content-Security-Policy", containsString("script-src 'self'"))
                .body(containsString("the page"));
    }

    @Test
    void filesWithAHashInTheirNameAreKeptForEver() {
        given().get("/assets/main-1a2b.js")
                .then()
                .statusCode(200)
                .contentType(containsString("javascript"))
                .header("Cache-Control", containsString("immutable"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/assets/none.js",
                "/../admin",
                "/%2e%2e/owner",
                "/w/../../owner",
                "/secrets/admin",
                "/api/v1/none"
            })
    void whatIsNotInTheFolderIsNotThere(String path) {
        given().urlEncodingEnabled(false)
                .get(path)
                .then()
                .body(not(containsString("of the owner")))
                .body(not(containsString("the page")));
    }

    @Test
    void aPageThatIsBuiltAnewIsThereAtOnceWithItsFiles() throws IOException {
        Path built = Files.writeString(folder.resolve("assets/main-3c4d.js"), "export const anew = 1;");
        given().get("/assets/main-3c4d.js").then().statusCode(200).body(containsString("anew"));
        Files.delete(built);
        given().get("/assets/main-3c4d.js").then().statusCode(404);
    }

    @Test
    void aLinkLeadsOutOfTheFolderForNobody() throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("assets/out.js"), folder.resolve("../owner"));
        given().get("/assets/out.js").then().statusCode(404);
        Files.delete(link);
    }

    @Test
    void healthSaysWhetherItIsReady() {
        given().get("/q/health/ready").then().statusCode(200).body("status", equalTo("UP"));
        given().get("/q/health/live").then().statusCode(200).body("status", equalTo("UP"));
    }
}
