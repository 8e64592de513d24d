package io.millrace.designer.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;

import io.millrace.designer.Browser;
import io.millrace.designer.People;
import io.millrace.designer.TestDatabase;
import io.millrace.designer.permission.Member;
import io.millrace.designer.permission.Role;
import io.millrace.model.catalogue.Catalogue;
import io.millrace.plan.nodes.NodeTypes;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(TestDatabase.class)
class CatalogueEndpointTest {

    @Inject
    Browser browser;

    @Inject
    People people;

    @Inject
    Catalogues catalogues;

    @Test
    void untilAnExecutorReportsTheCatalogueIsTheBuilds() {
        browser.request()
                .get("/api/v1/workspaces/default/catalogue")
                .then()
                .statusCode(200)
                .body("nodeTypes.type", hasItems("filter", "aggregate", "file-source", "file-sink"));
    }

    @Test
    void aReportReplacesItInItsWorkspaceAlone() {
        Member there = people.member("ada", "small", Role.ADMIN);
        Catalogue small = Catalogue.of(NodeTypes.descriptors());
        catalogues.report(there.workspace(), small, "0.1.0");
        assertThat(catalogues.of(there.workspace())).isEqualTo(small);
        browser.request()
                .get("/api/v1/workspaces/small/catalogue")
                .then()
                .body("nodeTypes.type", not(hasItems("file-source")));
        browser.request()
                .get("/api/v1/workspaces/default/catalogue")
                .then()
                .body("nodeTypes.type", hasItems("file-source"));
    }

    @Test
    void functionsSayWhatTheyAnswer() {
        browser.request()
                .get("/api/v1/workspaces/default/functions")
                .then()
                .statusCode(200)
                .body("find { it.name == 'UPPER' }.category", equalTo("text"))
                .body("find { it.name == 'UPPER' }.signatures[0]", notNullValue())
                .body("find { it.name == 'UPPER' }.example", notNullValue())
                .body("find { it.name == 'UPPER' }.summary", containsString("NULL when an argument is NULL"))
                .body("find { it.name == 'SUM' }.category", equalTo("aggregate"));
    }
}
