package io.millrace.designer.web;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.designer.TestDatabase;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The committed description of the API is what the code says. */
@QuarkusTest
@WithTestResource(TestDatabase.class)
class OpenApiTest {

    private static final Path FILE =
            Path.of(System.getProperty("millrace.home")).resolve("designer-backend/openapi.yaml");

    private static final String REMEDY = """
            designer-backend/openapi.yaml is not what the endpoints say. Write it anew and read the difference:
              mvn -pl designer-backend -am test -Dtest=OpenApiTest -Dsurefire.failIfNoSpecifiedTests=false \
            -Dtest.arguments=-Dgolden.write=true
            """;

    @Test
    void theCommittedDescriptionIsWhatTheEndpointsSay() throws IOException {
        String text = description();
        if (Boolean.getBoolean("golden.write")) {
            Files.writeString(FILE, text);
        }
        assertThat(FILE).as(REMEDY).exists();
        assertThat(Files.readString(FILE).equals(text)).as(REMEDY).isTrue();
    }

    @Test
    void everyOperationIsNamedByItsIntent() {
        String text = description();
        long operations = count("(?m)^    (get|put|post|delete|patch):$", text);
        assertThat(count("(?m)^      operationId: [a-z][A-Za-z]+$", text))
                .isEqualTo(operations)
                .isPositive();
    }

    @Test
    void everyAnswerHasABodyThatIsDescribedOrNone() {
        assertThat(count("(?m)^ +content: \\{\\}$", description())).isZero();
    }

    @Test
    void membersThatAreAlwaysThereAreRequired() {
        JsonPath api = given().get("/q/openapi?format=json").jsonPath();
        assertThat(required(api, "PipelineSummary")).contains("id", "name").doesNotContain("lastRevision");
        assertThat(required(api, "NewDeployment")).containsExactly("revision");
        assertThat(required(api, "PreviewView")).contains("ports").doesNotContain("error");
    }

    private static List<String> required(JsonPath api, String schema) {
        return api.getList("components.schemas." + schema + ".required", String.class);
    }

    private static String description() {
        return given().get("/q/openapi?format=yaml")
                .then()
                .statusCode(200)
                .extract()
                .asString();
    }

    private static long count(String pattern, String text) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        return matcher.results().count();
    }
}
