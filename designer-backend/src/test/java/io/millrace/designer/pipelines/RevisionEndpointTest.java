package io.millrace.designer.pipelines;

import static io.millrace.designer.pipelines.Edits.addNode;
import static io.millrace.designer.pipelines.Edits.edit;
import static io.millrace.designer.pipelines.Edits.pipeline;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import io.millrace.designer.Browser;
import io.millrace.designer.TestDatabase;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(TestDatabase.class)
class RevisionEndpointTest {

    @Inject
    Browser browser;

    @Test
    void aRevisionKeepsTheDraftAsItWas() {
        String pipeline = pipeline(browser, "Kept");
        edit(browser.request(), pipeline, 0, "a", addNode("f", "filter", "{}")).statusCode(200);
        commit(pipeline, "\"1\"", "First")
                .statusCode(201)
                .header("Location", containsString(pipeline + "/revisions/1"))
                .body("number", equalTo(1))
                .body("parents", empty())
                .body("author", equalTo("ada"))
                .body("draftVersion", equalTo(1));
        edit(browser.request(), pipeline, 1, "b", addNode("g", "filter", "{}")).statusCode(200);
        commit(pipeline, "\"2\"", "Second").statusCode(201).body("parents", equalTo(List.of(1)));
        browser.request()
                .get(pipeline + "/revisions/1")
                .then()
                .statusCode(200)
                .body("message", equalTo("First"))
                .body("document.nodes", hasSize(1));
        browser.request()
                .get(pipeline + "/revisions?limit=1")
                .then()
                .body("items.number", equalTo(List.of(2)))
                .body("items[0].document", nullValue())
                .body("nextPageToken", equalTo("2"));
        browser.request()
                .get(pipeline + "/revisions?limit=1&pageToken=2")
                .then()
                .body("items.number", equalTo(List.of(1)));
    }

    @Test
    void whoCommitsSaysWhichVersionTheyMean() {
        String pipeline = pipeline(browser, "Meant");
        browser.request()
                .body("{\"message\": \"x\"}")
                .post(pipeline + "/revisions")
                .then()
                .statusCode(428)
                .body("code", equalTo("precondition.missing"));
        edit(browser.request(), pipeline, 0, "a", addNode("f", "filter", "{}")).statusCode(200);
        commit(pipeline, "\"0\"", "Too late").statusCode(412).body("detail", containsString("version 1"));
        commit(pipeline, "nonsense", "x").statusCode(400);
        commit(pipeline, "\"1\"", " ").statusCode(400);
        browser.request()
                .get(pipeline + "/revisions/1")
                .then()
                .statusCode(404)
                .body("code", equalTo("revision.unknown"));
    }

    @Test
    void hashesTellWhatChanged() {
        String pipeline = pipeline(browser, "Hashed");
        String plan = commit(pipeline, "\"0\"", "1").extract().path("planHash");
        String content = browser.request().get(pipeline + "/revisions/1").path("contentHash");
        edit(browser.request(), pipeline, 0, "a", Edits.setName("Another name")).statusCode(200);
        commit(pipeline, "\"1\"", "2")
                .body("planHash", equalTo(plan))
                .body("contentHash", org.hamcrest.Matchers.not(equalTo(content)));
    }

    private ValidatableResponse commit(String pipeline, String ifMatch, String message) {
        return browser.request()
                .header("If-Match", ifMatch)
                .body("{\"message\": \"" + message + "\"}")
                .post(pipeline + "/revisions")
                .then();
    }
}
