package io.millrace.designer.permission;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.millrace.designer.Browser;
import io.millrace.designer.People;
import io.millrace.designer.TestDatabase;
import io.millrace.designer.session.WithoutSession;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.Method;
import jakarta.inject.Inject;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who is let in at each endpoint. Whether it then finds what it was asked for is not the matter here. */
@QuarkusTest
@WithTestResource(TestDatabase.class)
class EndpointPermissionTest {

    private static final String WORKSPACE = "/api/v1/workspaces/default";

    @Inject
    Browser browser;

    @Inject
    People people;

    @ParameterizedTest
    @CsvSource({
        "GET,    /pipelines,                  VIEWER",
        "POST,   /pipelines,                  EDITOR",
        "GET,    /pipelines/none,             VIEWER",
        "DELETE, /pipelines/none,             EDITOR",
        "GET,    /pipelines/none/draft,       VIEWER",
        "GET,    /pipelines/none/draft.yaml,  VIEWER",
        "GET,    /pipelines/none/draft/check, VIEWER",
        "POST,   /pipelines/none/draft/edits, EDITOR",
        "POST,   /pipelines/none/draft:preview, EDITOR",
        "GET,    /pipelines/none/revisions,   VIEWER",
        "POST,   /pipelines/none/revisions,   EDITOR",
        "GET,    /pipelines/none/revisions/1, VIEWER",
        "GET,    /catalogue,                  VIEWER",
        "GET,    /functions,                  VIEWER",
        "PUT,    /events/none/topics,         VIEWER",
        "POST,   /pipelines/none/deployments, OPERATOR",
        "GET,    /deployments,                VIEWER",
        "GET,    /deployments/none,           VIEWER",
        "GET,    /deployments/none/events,    VIEWER",
        "GET,    /deployments/none/metrics,   VIEWER",
        "PUT,    /deployments/none/desired,   OPERATOR",
        "PUT,    /deployments/none/parallelism, OPERATOR",
        "POST,   /deployments/none/savepoints, OPERATOR",
        "GET,    /savepoints,                 VIEWER",
        "POST,   /savepoints,                 OPERATOR",
        "GET,    /savepoints/none,            VIEWER",
        "GET,    /savepoints/none/content,    VIEWER",
        "HEAD,   /savepoints/none/content,    VIEWER",
        "DELETE, /savepoints/none,            OPERATOR",
        "GET,    /files,                      VIEWER",
        "GET,    /files/content?path=none,    VIEWER",
        "PUT,    /files/content?path=by-role, EDITOR",
        "DELETE, /files/content?path=none,    EDITOR",
        "GET,    /files/peek?path=none,       VIEWER",
        "GET,    /cluster,                    VIEWER",
        "GET,    /cluster/join-tokens,        ADMIN",
        "POST,   /cluster/join-tokens,        ADMIN",
        "DELETE, /cluster/join-tokens/none,   ADMIN",
    })
    void anEndpointIsOpenFromARoleOn(Method method, String path, Role least) {
        for (Role role : Role.values()) {
            String user = "a-" + role.name().toLowerCase(Locale.ROOT);
            people.member(user, "default", role);
            int status = browser.as(user)
                    .body("{}")
                    .urlEncodingEnabled(false)
                    .request(method, WORKSPACE + path)
                    .statusCode();
            boolean isRefused = status == 403;
            assertThat(isRefused).as("%s as %s: %d", path, role, status).isEqualTo(role.compareTo(least) < 0);
        }
    }

    @Test
    void whoBelongsToAnotherWorkspaceIsToldThereIsNone() {
        people.member("olga", "elsewhere", Role.ADMIN);
        browser.as("olga")
                .get(WORKSPACE + "/pipelines")
                .then()
                .statusCode(404)
                .body("code", equalTo("workspace.unknown"));
    }

    @ParameterizedTest
    @CsvSource({
        "GET,    /api/v1/session",
        "DELETE, /api/v1/session",
        "GET,    /api/v1/workspaces/default/pipelines",
        "GET,    /api/v1/workspaces/default/pipelines/none/draft",
        "GET,    /api/v1/workspaces/default/catalogue",
        "GET,    /api/v1/workspaces/default/events",
    })
    void withoutASessionNothingIsOpen(Method method, String path) {
        given().header("Origin", Browser.origin()).request(method, path).then().statusCode(401);
    }

    @Test
    void onlyLoggingInIsMarkedAsOpen() {
        var open = new com.tngtech.archunit.core.importer.ClassFileImporter()
                .importPackages("io.millrace.designer").stream()
                        .flatMap(type -> type.getMethods().stream())
                        .filter(method -> method.isAnnotatedWith(WithoutSession.class))
                        .map(com.tngtech.archunit.core.domain.JavaMember::getName)
                        .collect(java.util.stream.Collectors.toSet());
        assertThat(open).isEqualTo(Set.of("redeemLink", "makeLink"));
    }
}
