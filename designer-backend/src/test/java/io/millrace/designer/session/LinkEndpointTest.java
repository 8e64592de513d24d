package io.millrace.designer.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.millrace.designer.Browser;
import io.millrace.designer.DesignerSettings;
import io.millrace.designer.TestDatabase;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(TestDatabase.class)
class LinkEndpointTest {

    @Inject
    DesignerSettings settings;

    @BeforeEach
    void writeSecret() throws IOException {
        Files.createDirectories(settings.data().resolve("secrets"));
        Files.writeString(settings.data().resolve("secrets/admin"), "known-to-few\n");
    }

    @Test
    void whoReadsTheSecretGetsALinkThatWorksOnce() {
        String secret = stranger()
                .header("Authorization", "Bearer known-to-few")
                .post("/api/v1/session:link")
                .then()
                .statusCode(201)
                .extract()
                .path("secret");
        assertThat(secret).hasSize(43);
        redeem(secret, 204);
        redeem(secret, 401);
    }

    /** Addresses as a browser writes them: with a colon. */
    private static RequestSpecification stranger() {
        return Browser.stranger().urlEncodingEnabled(false);
    }

    private static void redeem(String secret, int status) {
        stranger()
                .body(Map.of("secret", secret))
                .post("/api/v1/session:redeem")
                .then()
                .statusCode(status);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "Bearer ", "Bearer known-to-fe", "Bearer known-to-few2", "known-to-few", "Basic known-to-few"
            })
    void nobodyElseDoes(String authorization) {
        stranger()
                .header("Authorization", authorization)
                .post("/api/v1/session:link")
                .then()
                .statusCode(401)
                .body("detail", containsString("./millrace link"));
    }

    @Test
    void withoutASecretNobodyDoes() throws IOException {
        for (String nothing : new String[] {"", "\n"}) {
            Files.writeString(settings.data().resolve("secrets/admin"), nothing);
            stranger()
                    .header("Authorization", "Bearer ")
                    .post("/api/v1/session:link")
                    .then()
                    .statusCode(401);
        }
        Files.delete(settings.data().resolve("secrets/admin"));
        stranger()
                .header("Authorization", "Bearer known-to-few")
                .post("/api/v1/session:link")
                .then()
                .statusCode(401)
                .body("code", equalTo("session.missing"));
    }
}
