package io.millrace.designer.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.notNullValue;

import io.millrace.designer.Browser;
import io.millrace.designer.People;
import io.millrace.designer.TestDatabase;
import io.millrace.designer.permission.Role;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(TestDatabase.class)
class FileEndpointTest {

    private static final String FILES = "/api/v1/workspaces/default/files";
    private static final String CONTENT = FILES + "/content";

    @Inject
    Browser browser;

    @Inject
    People people;

    @Test
    void anUploadIsListedAndComesBackAsItWas() {
        String etag = upload("there/and back/Zürich \"1\".csv", "a,b\n1,2\n")
                .then()
                .statusCode(201)
                .body("path", equalTo("there/and back/Zürich \"1\".csv"))
                .extract()
                .header("ETag");
        at("there/and back")
                .get(FILES)
                .then()
                .statusCode(200)
                .body("items.name", contains("Zürich \"1\".csv"))
                .body("items[0].kind", equalTo("file"))
                .body("items[0].sizeBytes", equalTo(8))
                .body("items[0].changedAt", notNullValue())
                .body("items[0].etag", equalTo(etag))
                .body("truncated", equalTo(false));
        at("there").get(FILES).then().body("items[0].kind", equalTo("folder"));
        at("there/and back/Zürich \"1\".csv")
                .get(CONTENT)
                .then()
                .statusCode(200)
                .header("ETag", etag)
                .header("Content-Disposition", "attachment; filename*=UTF-8''Z%C3%BCrich%20%221%22.csv")
                .header("X-Content-Type-Options", "nosniff")
                .contentType(containsString("application/octet-stream"))
                .body(equalTo("a,b\n1,2\n"));
    }

    @Test
    void aPathIsReadAsBrowsersWriteIt() {
        upload("of a browser/1+1 & 2.csv", "x").then().statusCode(201);
        browser.request()
                .urlEncodingEnabled(false)
                .get(CONTENT + "?path=of+a+browser%2F1%2B1+%26+2.csv")
                .then()
                .statusCode(200)
                .body(equalTo("x"));
    }

    @Test
    void aFileOfNoBytesIsAFile() {
        upload("empty.csv", "").then().statusCode(201).body("sizeBytes", equalTo(0));
        assertThat(at("empty.csv").get(CONTENT).then().statusCode(200).extract().asByteArray())
                .isEmpty();
    }

    @Test
    void aFileMayBeBiggerThanADocumentAndADocumentNot() {
        byte[] big = new byte[13 << 20];
        at("big.bin")
                .contentType("application/octet-stream")
                .body(big)
                .put(CONTENT)
                .then()
                .statusCode(201)
                .body("sizeBytes", equalTo(big.length));
        browser.request()
                .body(big)
                .post("/api/v1/workspaces/default/pipelines")
                .then()
                .statusCode(413)
                .body("code", equalTo("request.tooLarge"));
    }

    @Test
    void aRefusalIsHeardAfterABodyThatNobodyReads() {
        upload("taken.csv", "old").then().statusCode(201);
        at("taken.csv")
                .contentType("application/octet-stream")
                .body(new byte[8 << 20])
                .put(CONTENT)
                .then()
                .statusCode(409)
                .body("code", equalTo("file.exists"));
        at("taken.csv").get(CONTENT).then().body(equalTo("old"));
    }

    @Test
    void aFileIsReplacedByWhoSaysWhich() {
        String etag = upload("replaced.csv", "old").header("ETag");
        at("replaced.csv")
                .header("If-Match", etag)
                .body("newer")
                .put(CONTENT)
                .then()
                .statusCode(201);
        at("replaced.csv").get(CONTENT).then().body(equalTo("newer"));
        at("replaced.csv")
                .header("If-Match", etag)
                .body("late")
                .put(CONTENT)
                .then()
                .statusCode(412);
    }

    @Test
    void whatIsDeletedIsGone() {
        upload("gone.csv", "x").then().statusCode(201);
        at("gone.csv").delete(CONTENT).then().statusCode(204);
        at("gone.csv").get(CONTENT).then().statusCode(404).body("code", equalTo("file.unknown"));
        at("gone.csv").delete(CONTENT).then().statusCode(404);
    }

    @Test
    void aPathThatLeadsOutIsRefusedEverywhere() {
        for (String path : new String[] {"../secrets/admin", "/etc/passwd", ".uploads/x"}) {
            at(path).get(FILES).then().statusCode(400).body("code", equalTo("file.path"));
            at(path).get(CONTENT).then().statusCode(400);
            at(path).body("x").put(CONTENT).then().statusCode(400);
            at(path).delete(CONTENT).then().statusCode(400);
            at(path).get(FILES + "/peek").then().statusCode(400);
        }
        browser.request().get(CONTENT).then().statusCode(400);
    }

    @Test
    void aNameThatSourcesTakeForAPatternIsRefused() {
        upload("all*.csv", "x").then().statusCode(400).body("detail", containsString("pattern"));
    }

    @Test
    void aPeekTellsWhatASourceWouldGive() {
        upload("peek.csv", "n;name\n1;a\n").then().statusCode(201);
        at("peek.csv")
                .queryParam("rows", 1)
                .get(FILES + "/peek")
                .then()
                .statusCode(200)
                .body("format", equalTo("csv"))
                .body("options.delimiter", equalTo(";"))
                .body("schema.columns[0].name", equalTo("n"))
                .body("schema.columns[0].type", equalTo("BIGINT"))
                .body("schema.columns[0].nullable", equalTo(false))
                .body("schema.columns[1].nullable", equalTo(true))
                .body("rows[0]", contains("1", "a"))
                .body("truncated", equalTo(true))
                .body("problems.code", hasItem("csv.sample"));
    }

    @Test
    void whatNoSourceReadsIsSaidInWords() {
        upload("photo.png", "x").then().statusCode(201);
        at("photo.png").get(FILES + "/peek").then().statusCode(422).body("detail", equalTo("`photo.png` is no text."));
        at("none.csv").get(FILES + "/peek").then().statusCode(404);
        at("photo.png").queryParam("rows", 1_001).get(FILES + "/peek").then().statusCode(400);
    }

    @Test
    void anotherWorkspaceDoesNotSeeTheseFiles() {
        people.member("eve", "other-files", Role.ADMIN);
        browser.as("eve")
                .get("/api/v1/workspaces/other-files/files")
                .then()
                .statusCode(404)
                .body("code", equalTo("files.none"));
    }

    private Response upload(String path, String text) {
        return at(path).contentType("application/octet-stream")
                .body(text.getBytes(StandardCharsets.UTF_8))
                .put(CONTENT);
    }

    private RequestSpecification at(String path) {
        return browser.request().queryParam("path", path);
    }
}
