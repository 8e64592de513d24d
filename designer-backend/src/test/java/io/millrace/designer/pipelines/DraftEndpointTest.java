package io.millrace.designer.pipelines;

import static io.millrace.designer.pipelines.Edits.addNode;
import static io.millrace.designer.pipelines.Edits.edit;
import static io.millrace.designer.pipelines.Edits.pipeline;
import static io.millrace.designer.pipelines.Edits.setName;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import io.millrace.designer.Browser;
import io.millrace.designer.People;
import io.millrace.designer.TestDatabase;
import io.millrace.designer.permission.Role;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(TestDatabase.class)
class DraftEndpointTest {

    @Inject
    Browser browser;

    @Inject
    People people;

    @BeforeEach
    void graceDrawsToo() {
        people.member("grace", "default", Role.EDITOR);
    }

    @Test
    void acceptedEditsMakeTheNextVersion() {
        String pipeline = pipeline(browser, "Drawn");
        edit(browser.request(), pipeline, 0, "a", addNode("f", "filter", "{\"condition\": \"a > 1.10\"}"))
                .statusCode(200)
                .body("outcome", equalTo("accepted"))
                .body("version", equalTo(1))
                .body("others", empty())
                .body("problem", nullValue());
        browser.request()
                .get(pipeline + "/draft")
                .then()
                .header("ETag", equalTo("\"1\""))
                .body("version", equalTo(1))
                .body("document.nodes[0].config.condition", equalTo("a > 1.10"));
    }

    @Test
    void numbersStayExact() {
        String pipeline = pipeline(browser, "Exact");
        edit(browser.request(), pipeline, 0, "a", addNode("f", "filter", "{\"limit\": 12345678901234567890.123456789}"))
                .statusCode(200);
        org.assertj.core.api.Assertions.assertThat(
                        browser.request().get(pipeline + "/draft").asString())
                .contains("12345678901234567890.123456789");
    }

    @Test
    void theOthersEditsSinceTheBaseAreTold() {
        String pipeline = pipeline(browser, "Shared");
        edit(browser.request(), pipeline, 0, "ada-1", setName("By Ada")).statusCode(200);
        edit(browser.as("grace"), pipeline, 0, "grace-1", setName("By Grace"))
                .statusCode(200)
                .body("outcome", equalTo("accepted"))
                .body("version", equalTo(2))
                .body("others", hasSize(1))
                .body("others[0].version", equalTo(1))
                .body("others[0].author", equalTo("ada"))
                .body("others[0].clientEditId", equalTo("ada-1"))
                .body("others[0].edits[0].name", equalTo("By Ada"));
        // On the same field the later wins, and the earlier author learns by whom.
        edit(browser.request(), pipeline, 1, "ada-2", addNode("f", "filter", "{}"))
                .body("others.author", hasItem("grace"))
                .body("version", equalTo(3));
        browser.request().get(pipeline + "/draft").then().body("document.name", equalTo("By Grace"));
    }

    @Test
    void editsOfDifferentFieldsComeTogether() {
        String pipeline = pipeline(browser, "Merged");
        edit(browser.request(), pipeline, 0, "setup", addNode("f", "filter", "{}"))
                .statusCode(200);
        edit(browser.request(), pipeline, 1, "ada", "{\"edit\": \"renameNode\", \"node\": \"f\", \"name\": \"Late\"}");
        edit(
                browser.as("grace"),
                pipeline,
                1,
                "grace",
                "{\"edit\": \"setConfig\", \"node\": \"f\", \"path\": \"condition\", \"value\": \"delay > 15\"}");
        browser.request()
                .get(pipeline + "/draft")
                .then()
                .body("document.nodes[0].name", equalTo("Late"))
                .body("document.nodes[0].config.condition", equalTo("delay > 15"));
    }

    @Test
    void aRepeatedBatchIsAnsweredAsBeforeAndNotAppliedAgain() {
        String pipeline = pipeline(browser, "Repeated");
        edit(browser.request(), pipeline, 0, "one", addNode("a", "filter", "{}"))
                .body("version", equalTo(1));
        edit(browser.request(), pipeline, 0, "two", addNode("b", "filter", "{}"))
                .body("version", equalTo(2))
                .body("others", hasSize(1));
        edit(browser.request(), pipeline, 2, "three", addNode("c", "filter", "{}"))
                .body("version", equalTo(3));
        edit(browser.request(), pipeline, 0, "two", addNode("b", "filter", "{}"))
                .statusCode(200)
                .body("outcome", equalTo("accepted"))
                .body("version", equalTo(2))
                .body("others.clientEditId", equalTo(java.util.List.of("one")));
        browser.request()
                .get(pipeline + "/draft")
                .then()
                .body("version", equalTo(3))
                .body("document.nodes", hasSize(3));
    }

    @Test
    void aBatchIsRefusedAsAWhole() {
        String pipeline = pipeline(browser, "Refused");
        edit(
                        browser.request(),
                        pipeline,
                        0,
                        "a",
                        setName("Not this"),
                        "{\"edit\": \"removeNode\", \"node\": \"nowhere\"}")
                .statusCode(200)
                .body("outcome", equalTo("refused"))
                .body("version", equalTo(0))
                .body("problem.code", equalTo("edit.targetMissing"))
                .body("problem.args.edit", equalTo("1"));
        browser.request()
                .get(pipeline + "/draft")
                .then()
                .body("version", equalTo(0))
                .body("document.name", equalTo("Refused"));
    }

    @Test
    void whatIsNoEditIsRefusedWithProblems() {
        String pipeline = pipeline(browser, "Unreadable");
        edit(browser.request(), pipeline, 0, "a", "{\"edit\": \"explode\"}")
                .statusCode(422)
                .body("code", equalTo("edit.unreadable"))
                .body("problems", hasSize(1));
    }

    @Test
    void aBaseThatNeverWasIsRefused() {
        String pipeline = pipeline(browser, "Unbased");
        edit(browser.request(), pipeline, 7, "a", setName("x"))
                .statusCode(409)
                .body("code", equalTo("draft.base-unknown"))
                .body("detail", containsString("Read the draft anew"));
    }

    @Test
    void limitsAreSaid() {
        String pipeline = pipeline(browser, "Limited");
        edit(browser.request(), pipeline, 0, "a").statusCode(400).body("code", equalTo("edit.count"));
        edit(browser.request(), pipeline, 0, "x".repeat(101), setName("x")).statusCode(400);
        String large = "{\"text\": \"" + "x".repeat(1_200_000) + "\"}";
        edit(browser.request(), pipeline, 0, "big", addNode("f", "filter", large), addNode("g", "filter", large))
                .statusCode(413)
                .body("code", equalTo("pipeline.too-large"));
        browser.request().get(pipeline + "/draft").then().body("version", equalTo(0));
    }
}
