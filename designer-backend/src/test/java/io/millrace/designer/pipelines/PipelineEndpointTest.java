package io.millrace.designer.pipelines;

import static io.millrace.designer.pipelines.Edits.PIPELINES;
import static io.millrace.designer.pipelines.Edits.addNode;
import static io.millrace.designer.pipelines.Edits.edit;
import static io.millrace.designer.pipelines.Edits.pipeline;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import io.millrace.designer.Browser;
import io.millrace.designer.TestDatabase;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(TestDatabase.class)
class PipelineEndpointTest {

    @Inject
    Browser browser;

    @Test
    void aNewPipelineIsThereUnderAReadableId() {
        String id = browser.request()
                .body("{\"name\": \"Späte Flüge!\"}")
                .post(PIPELINES)
                .then()
                .statusCode(201)
                .header("Location", containsString(PIPELINES + "/spate-fluge-"))
                .body("id", startsWith("spate-fluge-"))
                .extract()
                .path("id");
        browser.request()
                .get(PIPELINES + "/" + id)
                .then()
                .statusCode(200)
                .body("name", equalTo("Späte Flüge!"))
                .body("nodes", equalTo(0))
                .body("draftVersion", equalTo(0))
                .body("changedAt", notNullValue())
                .body("lastRevision", nullValue())
                .body("deployment", nullValue());
    }

    @Test
    void anImportedDocumentGetsAnIdOfItsOwn() {
        String yaml =
                "apiVersion: millrace.io/v1\\nkind: Pipeline\\nid: somebody-elses\\nname: Imported\\nnodes:\\n- {id: f, type: filter, typeVersion: 1, name: F, config: {condition: a > 1}}\\n";
        Response response =
                browser.request().body("{\"document\": \"" + yaml + "\"}").post(PIPELINES);
        response.then().statusCode(201).body("id", startsWith("imported-"));
        browser.request()
                .get(PIPELINES + "/" + response.path("id") + "/draft")
                .then()
                .statusCode(200)
                .header("ETag", equalTo("\"0\""))
                .body("document.id", equalTo(response.<String>path("id")))
                .body("document.nodes[0].config.condition", equalTo("a > 1"));
    }

    @Test
    void aTextThatIsNoPipelineIsRefusedWithAllThatIsWrong() {
        browser.request()
                .body("{\"document\": \"kind: Pipeline\\nnodes: 7\\nnoise: true\\n\"}")
                .post(PIPELINES)
                .then()
                .statusCode(422)
                .contentType("application/problem+json")
                .body("code", equalTo("pipeline.unreadable"))
                .body("problems.message", hasItem(containsString("nodes")))
                .body("problems[0].position.line", notNullValue());
    }

    @Test
    void aDraftIsDownloadedAsYaml() {
        String pipeline = pipeline(browser, "As text");
        browser.request()
                .get(pipeline + "/draft.yaml")
                .then()
                .statusCode(200)
                .contentType(startsWith("application/yaml"))
                .body(containsString("name: As text"));
    }

    @Test
    void pagesHoldAllPipelinesOnceByName() {
        for (int i = 0; i < 5; i++) {
            pipeline(browser, "Paged " + i);
        }
        List<String> ids = new ArrayList<>();
        String token = "";
        do {
            Response page = browser.request()
                    .queryParams(token.isEmpty() ? Map.of("limit", 2) : Map.of("limit", 2, "pageToken", token))
                    .get(PIPELINES);
            page.then().statusCode(200);
            assertThat(page.<List<String>>path("items.id")).hasSizeLessThanOrEqualTo(2);
            ids.addAll(page.path("items.id"));
            token = page.path("nextPageToken");
        } while (token != null);
        assertThat(ids).doesNotHaveDuplicates();
        assertThat(ids.stream().filter(id -> id.startsWith("paged-")).map(id -> id.substring(0, 7)))
                .containsExactly("paged-0", "paged-1", "paged-2", "paged-3", "paged-4");
    }

    @Test
    void aPageHasAMaximumAndATokenHasAForm() {
        browser.request().get(PIPELINES + "?limit=201").then().statusCode(400).body("detail", containsString("200"));
        browser.request()
                .get(PIPELINES + "?pageToken=%21")
                .then()
                .statusCode(400)
                .body("code", equalTo("page.token"));
    }

    @Test
    void aDeletedPipelineIsGoneWithAllOfIt() {
        String pipeline = pipeline(browser, "Short-lived");
        edit(browser.request(), pipeline, 0, "a", addNode("f", "filter", "{}")).statusCode(200);
        browser.request().delete(pipeline).then().statusCode(204);
        browser.request().get(pipeline).then().statusCode(404).body("code", equalTo("pipeline.unknown"));
        browser.request().get(pipeline + "/draft").then().statusCode(404);
        browser.request().delete(pipeline).then().statusCode(404);
        browser.request()
                .get(PIPELINES + "?limit=200")
                .then()
                .body("items.id", not(hasItem(pipeline.substring(PIPELINES.length() + 1))));
    }

    @Test
    void aDeployedPipelineIsNotDeleted() throws java.sql.SQLException {
        String pipeline = pipeline(browser, "In use");
        String id = pipeline.substring(PIPELINES.length() + 1);
        browser.request()
                .header("If-Match", "\"0\"")
                .body("{\"message\": \"first\"}")
                .post(pipeline + "/revisions")
                .then()
                .statusCode(201);
        setDeployment(id, "running", "NULL");
        browser.request()
                .get(pipeline)
                .then()
                .body("lastRevision", equalTo(1))
                .body("deployment.id", equalTo("d-" + id))
                // The row says that it runs; nobody has heard of an executor.
                .body("deployment.status", equalTo("noContact"));
        browser.request().delete(pipeline).then().statusCode(409).body("detail", containsString("d-" + id));
        setDeployment(id, "finished", "now()");
        browser.request().delete(pipeline).then().statusCode(204);
    }

    private static void setDeployment(String pipeline, String phase, String endedAt) throws java.sql.SQLException {
        try (var connection = TestDatabase.superuser();
                var statement = connection.createStatement()) {
            statement.execute("""
                    INSERT INTO deployment (workspace_id, id, pipeline_id, revision, environment, parallelism, parameters,
                        start_from, plan, created_at, created_by, desired, phase, ended_at)
                    SELECT workspace_id, 'd-' || id, id, 1, 'default', 1, '{}', 'beginning', '', now(), created_by, 'run', '%s', %s
                    FROM pipeline WHERE id = '%s'
                    ON CONFLICT ON CONSTRAINT pk_deployment DO UPDATE SET phase = excluded.phase, ended_at = excluded.ended_at""".formatted(phase, endedAt, pipeline));
        }
    }

    @Test
    void aBodyThatIsNotWhatIsExpectedSaysWhere() {
        browser.request()
                .body("{\"nome\": \"x\"}")
                .post(PIPELINES)
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("detail", containsString("nome"));
    }
}
