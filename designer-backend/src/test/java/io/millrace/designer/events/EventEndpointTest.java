package io.millrace.designer.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.equalTo;

import io.millrace.designer.Browser;
import io.millrace.designer.TestDatabase;
import io.millrace.designer.session.TestLogin;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a browser hears, over a real connection. */
@QuarkusTest
@WithTestResource(TestDatabase.class)
class EventEndpointTest {

    private static final String WORKSPACE = "/api/v1/workspaces/default";

    @Inject
    Browser browser;

    @Inject
    TestLogin login;

    @Test
    void editsAreHeardInOrderFromTheVersionThatIsKnown() throws Exception {
        String id = pipeline();
        edit(id, 0, "before");
        edit(id, 1, "after");
        try (EventReader events = EventReader.open(browser, "")) {
            carry(events.stream(), "{\"topic\": \"draft/%s\", \"since\": 1}".formatted(id));
            edit(id, 2, "live");
            assertThat(events.next().getString("data.edits[0].name")).isEqualTo("after");
            JsonPath live = events.next();
            assertThat(live.getString("topic")).isEqualTo("draft/" + id);
            assertThat(live.getString("kind")).isEqualTo("change");
            assertThat(live.getInt("data.version")).isEqualTo(3);
            assertThat(live.getString("data.author")).isEqualTo("ada");
            assertThat(live.getString("data.clientEditId")).isEqualTo("live");
        }
    }

    @Test
    void theCheckIsHeardAndHeardAnewAfterAnEdit() throws Exception {
        String id = pipeline();
        try (EventReader events = EventReader.open(browser, "")) {
            carry(events.stream(), topic("check/" + id));
            JsonPath first = events.next();
            assertThat(first.getString("kind")).isEqualTo("snapshot");
            assertThat(first.getString("data.problems[0].code")).isEqualTo("pipeline.empty");
            edit(id, 0, "a");
            assertThat(events.next().getInt("data.version")).isEqualTo(1);
        }
    }

    @Test
    void theListIsHeardAnewWhenAPipelineComes() throws Exception {
        try (EventReader events = EventReader.open(browser, "")) {
            carry(events.stream(), topic("pipelines"));
            assertThat(events.next().getString("kind")).isEqualTo("snapshot");
            String id = pipeline();
            assertThat(events.next().getList("data.items.id", String.class)).contains(id);
        }
    }

    @Test
    void whoShowsFilesHearsWhichCameAndWent() throws Exception {
        try (EventReader events = EventReader.open(browser, "")) {
            carry(events.stream(), topic("files"));
            assertThat(events.next().getString("kind")).isEqualTo("snapshot");
            String content = WORKSPACE + "/files/content?path=heard/a.csv";
            browser.request().body("a").put(content).then().statusCode(201);
            assertThat(events.next().getString("data.path")).isEqualTo("heard/a.csv");
            browser.request().delete(content).then().statusCode(204);
            assertThat(events.next().getString("data.path")).isEqualTo("heard/a.csv");
        }
    }

    @Test
    void aBrowserThatComesBackHearsWhatItMissed() throws Exception {
        String id = pipeline();
        String stream;
        String lastId;
        try (EventReader events = EventReader.open(browser, "")) {
            stream = events.stream();
            carry(stream, topic("draft/" + id));
            edit(id, 0, "heard");
            events.next();
            lastId = events.lastId();
        }
        edit(id, 1, "missed");
        try (EventReader events = EventReader.open(browser, lastId)) {
            assertThat(events.stream()).isEqualTo(stream);
            assertThat(events.next().getString("data.clientEditId")).isEqualTo("missed");
        }
    }

    @Test
    void whoLooksAtADeletedPipelineIsToldToAsk() throws Exception {
        String id = pipeline();
        try (EventReader events = EventReader.open(browser, "")) {
            carry(events.stream(), topic("draft/" + id));
            browser.request().delete(WORKSPACE + "/pipelines/" + id).then().statusCode(204);
            assertThat(events.next().getString("kind")).isEqualTo("gap");
        }
    }

    @Test
    @Timeout(60)
    void whoLogsOutHearsNothingMore() throws Exception {
        String cookie = login.anew("ada");
        try (EventReader ended = EventReader.open(cookie, "");
                EventReader other = EventReader.open(browser, "")) {
            Browser.stranger()
                    .cookie("millrace-test", cookie)
                    .delete("/api/v1/session")
                    .then()
                    .statusCode(204);
            assertThatThrownBy(ended::next).hasMessage("The stream ended");
            carry(other.stream(), topic("pipelines"));
            assertThat(other.next().getString("kind")).isEqualTo("snapshot");
        }
    }

    @Test
    void aStreamThatIsNotThereIsSaidToHaveEnded() {
        browser.request()
                .body("{\"topics\": []}")
                .put(WORKSPACE + "/events/none/topics")
                .then()
                .statusCode(404)
                .body("code", equalTo("events.unknown"));
    }

    private String pipeline() {
        return browser.request()
                .body("{\"name\": \"Heard\"}")
                .post(WORKSPACE + "/pipelines")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    private void edit(String id, long base, String clientEditId) {
        browser.request()
                .body("{\"base\": %d, \"clientEditId\": \"%s\", \"edits\": [{\"edit\": \"setName\", \"name\": \"%s\"}]}"
                        .formatted(base, clientEditId, clientEditId))
                .post(WORKSPACE + "/pipelines/" + id + "/draft/edits")
                .then()
                .statusCode(200)
                .body("outcome", equalTo("accepted"));
    }

    private static String topic(String name) {
        return "{\"topic\": \"" + name + "\"}";
    }

    private void carry(String stream, String... topics) {
        browser.request()
                .body("{\"topics\": [" + Arrays.stream(topics).collect(Collectors.joining(",")) + "]}")
                .put(WORKSPACE + "/events/" + stream + "/topics")
                .then()
                .statusCode(204);
    }
}
