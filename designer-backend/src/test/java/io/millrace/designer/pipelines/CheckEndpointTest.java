package io.millrace.designer.pipelines;

import static io.millrace.designer.pipelines.Edits.PIPELINES;
import static io.millrace.designer.pipelines.Edits.edit;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.notNullValue;

import io.millrace.designer.Browser;
import io.millrace.designer.TestDatabase;
import io.millrace.model.json.CanonicalJson;
import io.millrace.model.json.Json;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(TestDatabase.class)
class CheckEndpointTest {

    @Inject
    Browser browser;

    @Test
    void theDemoIsSoundAndEveryPortHasColumns() throws IOException {
        browser.request()
                .get(lateFlights() + "/draft/check")
                .then()
                .statusCode(200)
                .body("version", equalTo(0))
                .body("problems.findAll { it.severity == 'error' }", empty())
                .body("ports.findAll { it.direction == 'out' }.schema.columns.flatten().type", notNullValue())
                .body("ports.direction", hasItem("in"))
                .body("ports[0].schema.changeMode", notNullValue());
    }

    @Test
    void aWrongColumnIsAProblemWithARangeAndAFixThatMendsIt() throws IOException {
        String pipeline = lateFlights();
        edit(
                        browser.request(),
                        pipeline,
                        0,
                        "a",
                        "{\"edit\": \"setConfig\", \"node\": \"late\", \"path\": \"condition\", \"value\": \"dely > 15\"}")
                .statusCode(200);
        String wrong = "problems.find { it.nodeId == 'late' }";
        browser.request()
                .get(pipeline + "/draft/check")
                .then()
                .body("version", equalTo(1))
                .body(wrong + ".range.start", equalTo(0))
                .body(wrong + ".range.end", equalTo(4))
                .body(wrong + ".fixes[0].edits[0].value", equalTo("delay > 15"));
    }

    private String lateFlights() throws IOException {
        String yaml = Files.readString(Path.of(System.getProperty("millrace.home"), "deploy/demo/late-flights.yaml"));
        return PIPELINES + "/"
                + browser.request()
                        .body("{\"document\": " + CanonicalJson.print(Json.of(yaml)) + "}")
                        .post(PIPELINES)
                        .then()
                        .statusCode(201)
                        .extract()
                        .<String>path("id");
    }
}
