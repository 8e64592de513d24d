package io.millrace.designer.deployments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.millrace.designer.Browser;
import io.millrace.designer.TestDatabase;
import io.millrace.designer.deployments.host.CoordinatorHosts;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Executors are asked how their tasks stand, and it is said why a node brings out what it does. */
@QuarkusTest
@WithTestResource(TestDatabase.class)
class WhyEndpointTest {

    @Inject
    Browser browser;

    @Inject
    CoordinatorHosts hosts;

    private Fleet fleet;

    @BeforeEach
    void aPipeline() {
        fleet = new Fleet(browser, hosts);
        fleet.workspace().revision("flights", Flights.DOCUMENT);
    }

    @AfterEach
    void nobodyIsLeft() {
        fleet.close();
    }

    private JsonPath why(String deployment, String node) {
        return fleet.get("/deployments/" + deployment + "/nodes/" + node + "/why");
    }

    @Test
    void whereRowsComeOutThatIsSaid() {
        fleet.executor();
        String id = fleet.deploy("flights");
        fleet.when(
                id,
                it -> it.getList("nodes.findAll{it.node=='late' && it.rowsPerSecondOut > 0}")
                                .size()
                        == 1);

        JsonPath why = why(id, "late");

        assertThat(why.getList("causes.kind")).containsExactly("flows");
        assertThat(why.getString("causes[0].text")).startsWith("`Late` brings out ");
    }

    @Test
    void anExecutorThatIsGoneIsNamedBeforeItIsGivenUp() {
        PlayedExecutor executor = fleet.executor();
        String id = fleet.deploy("flights");
        fleet.when(id, "running");
        executor.close();
        fleet.whenCluster(
                it -> !"present".equals(it.getString("executors.find{it.id=='%s'}.state".formatted(executor.id()))));

        JsonPath why = why(id, "late");

        assertThat(why.getList("causes.kind")).containsExactly("lost");
        assertThat(why.getString("causes[0].text")).endsWith("here · 42 has lost its connection");
        assertThat(why.getString("causes[0].remedy")).contains("goes on from its last checkpoint");
    }

    @Test
    void ofADeploymentThatDoesNotRunItIsSaidWhyNot() {
        fleet.executor();
        String id = fleet.deploy("flights");
        fleet.when(id, "running");
        fleet.desire(id, "cancelled");
        fleet.when(id, "stopped");

        JsonPath why = why(id, "late");

        assertThat(why.getList("causes.kind")).containsExactly("notRunning");
        assertThat(why.getString("causes[0].text")).startsWith("The deployment was stopped");
    }

    @Test
    void aNodeThatIsNotThereIsNamedWithThoseThatAre() {
        fleet.executor();
        String id = fleet.deploy("flights");

        browser.request()
                .get(fleet.path("/deployments/" + id + "/nodes/lte/why"))
                .then()
                .statusCode(404)
                .body("code", equalTo("node.unknown"))
                .body("detail", containsString("has no node lte. Its nodes are flights, late, result"));
        browser.request()
                .get(fleet.path("/deployments/none/nodes/late/why"))
                .then()
                .statusCode(404)
                .body("code", equalTo("deployment.unknown"));
    }
}
