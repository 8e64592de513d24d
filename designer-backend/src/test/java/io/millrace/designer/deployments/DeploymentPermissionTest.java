package io.millrace.designer.deployments;

import io.millrace.designer.Browser;
import io.millrace.designer.TestDatabase;
import io.millrace.designer.deployments.host.CoordinatorHosts;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who may do what with deployments and the cluster. */
@QuarkusTest
@WithTestResource(TestDatabase.class)
class DeploymentPermissionTest {

    @Inject
    Browser browser;

    @Inject
    CoordinatorHosts hosts;

    /** The numbers are the statuses of the answers. */
    @ParameterizedTest
    @CsvSource(textBlock = """
            role,     look, deploy, stop, again, token
            viewer,   200,  403,    403,  403,   403
            editor,   200,  403,    403,  403,   403
            operator, 200,  201,    200,  201,   403
            admin,    200,  201,    200,  201,   201
            stranger, 404,  404,    404,  404,   404
            """, useHeadersInDisplayName = true)
    void whoMayDoWhat(String role, int look, int deploy, int stop, int again, int token) {
        try (Fleet fleet = new Fleet(browser, hosts)) {
            String user = role + "-" + fleet.workspace().name();
            if (role.equals("stranger")) {
                new TestWorkspace().member(user, "admin");
            } else {
                fleet.workspace().member(user, role);
            }
            String there = fleet.deploy("flights");
            for (String path : new String[] {"", "/events", "/checkpoints", "/attempts", "/metrics"}) {
                as(user).get(fleet.path("/deployments/" + there + path)).then().statusCode(look);
            }
            as(user).get(fleet.path("/deployments")).then().statusCode(look);
            as(user).get(fleet.path("/cluster")).then().statusCode(look);
            as(user).body(Map.of("desired", "cancelled"))
                    .put(fleet.path("/deployments/" + there + "/desired"))
                    .then()
                    .statusCode(stop);
            fleet.desire(there, "cancelled");
            fleet.when(there, "stopped");
            Response deployed = as(user).body(Map.of("revision", 1)).post(fleet.path("/pipelines/flights/deployments"));
            deployed.then().statusCode(deploy);
            if (deploy == 201) {
                fleet.desire(deployed.path("id"), "cancelled");
                fleet.when(deployed.<String>path("id"), "stopped");
            }
            as(user).urlEncodingEnabled(false)
                    .post(fleet.path("/deployments/" + there + ":run-again"))
                    .then()
                    .statusCode(again);
            as(user).post(fleet.path("/cluster/join-tokens")).then().statusCode(token);
        }
    }

    private RequestSpecification as(String user) {
        return browser.as(user);
    }
}
