package io.millrace.designer.pipelines;

import io.millrace.designer.Browser;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;

/** Words for tests about drafts of the workspace {@code default}. */
final class Edits {

    static final String PIPELINES = "/api/v1/workspaces/default/pipelines";

    private Edits() {}

    /** Makes an empty pipeline and answers its address. */
    static String pipeline(Browser browser, String name) {
        return PIPELINES + "/"
                + browser.request()
                        .body("{\"name\": \"" + name + "\"}")
                        .post(PIPELINES)
                        .then()
                        .statusCode(201)
                        .extract()
                        .<String>path("id");
    }

    static ValidatableResponse edit(
            RequestSpecification request, String pipeline, long base, String clientEditId, String... edits) {
        return request.body("""
                        {"base": %d, "clientEditId": "%s", "edits": [%s]}""".formatted(base, clientEditId, String.join(",", edits)))
                .post(pipeline + "/draft/edits")
                .then();
    }

    static String setName(String name) {
        return "{\"edit\": \"setName\", \"name\": \"" + name + "\"}";
    }

    static String addNode(String id, String type, String config) {
        return """
                {"edit": "addNode", "node": {"id": "%s", "type": "%s", "typeVersion": 1, "name": "%s", "config": %s}}""".formatted(id, type, id, config);
    }
}
