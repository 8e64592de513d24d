package io.millrace.designer.preview;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;

import io.millrace.designer.Browser;
import io.millrace.designer.TestDatabase;
import io.millrace.protocol.preview.PreviewFailed;
import io.millrace.protocol.preview.PreviewFailed.Reason;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(TestDatabase.class)
class PreviewEndpointTest {

    private static final String PIPELINES = "/api/v1/workspaces/default/pipelines";

    @Inject
    Browser browser;

    @Inject
    FakePreviews previews;

    @AfterEach
    void answerAgain() {
        previews.failure = Optional.empty();
    }

    @Test
    void aDraftShowsTheRowsOfItsPorts() {
        asking().post(preview())
                .then()
                .statusCode(200)
                .body("version", equalTo(0))
                .body("tookMs", equalTo(7))
                .body("end", equalTo("whole"))
                .body("ports[0].columns[0].type", equalTo("BIGINT"))
                .body("ports[0].rows[0]", contains("9"))
                .body("ports[0].changes", contains("insert"))
                .body("ports[0].rowCount", equalTo(2))
                .body("ports[0].truncated", equalTo(true))
                .body("leftOut[0].node", equalTo("wrong"));
    }

    @Test
    void whyThereIsNoAnswerIsSaid() {
        previews.failure = Optional.of(new PreviewFailed(Reason.SUPERSEDED, "A newer one took its place."));
        asking().post(preview()).then().statusCode(409).body("code", equalTo("preview.superseded"));
        previews.failure = Optional.of(new PreviewFailed(Reason.UNAVAILABLE, "It ended."));
        asking().post(preview()).then().statusCode(503).body("detail", equalTo("It ended."));
    }

    @Test
    void whatIsNotThereCannotBeRun() {
        asking().post(PIPELINES + "/none/draft:preview").then().statusCode(404);
    }

    /** With the colon as it is, as browsers send it. */
    private RequestSpecification asking() {
        return browser.request().urlEncodingEnabled(false);
    }

    private String preview() {
        String id = browser.request()
                .body("{\"name\": \"P\"}")
                .post(PIPELINES)
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        return PIPELINES + "/" + id + "/draft:preview";
    }
}
