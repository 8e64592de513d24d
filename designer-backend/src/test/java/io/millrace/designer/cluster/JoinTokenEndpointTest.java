package io.millrace.designer.cluster;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.startsWith;

import io.millrace.designer.Browser;
import io.millrace.designer.TestDatabase;
import io.millrace.protocol.rpc.security.JoinToken;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

/** Tokens that let executors join: made, listed, revoked. */
@QuarkusTest
@WithTestResource(TestDatabase.class)
class JoinTokenEndpointTest {

    private static final String TOKENS = "/api/v1/workspaces/default/cluster/join-tokens";

    @Inject
    Browser browser;

    @Inject
    Tokens tokens;

    private JoinToken made() {
        return JoinToken.parse(browser.request()
                .post(TOKENS)
                .then()
                .statusCode(201)
                .body("command", startsWith("./millrace executor --control-plane 127.0.0.1:"))
                .extract()
                .path("token"));
    }

    @Test
    void aTokenIsListedWithoutItsSecret() {
        JoinToken token = made();

        String list = browser.request()
                .get(TOKENS)
                .then()
                .statusCode(200)
                .rootPath("items.find { it.id == '%s' }".formatted(token.id()))
                .body("createdAt", notNullValue())
                .body("createdBy", notNullValue())
                .extract()
                .asString();

        Assertions.assertThat(list).doesNotContain(token.secret());
    }

    @Test
    void nobodyJoinsByARevokedToken() {
        JoinToken token = made();
        Assertions.assertThat(tokens.find(token.id())).isPresent();

        browser.request().delete(TOKENS + "/" + token.id()).then().statusCode(204);

        Assertions.assertThat(tokens.find(token.id())).isEmpty();
        tokens.load();
        Assertions.assertThat(tokens.find(token.id())).isEmpty();
        browser.request().get(TOKENS).then().body("items.id", not(hasItem(token.id())));
        browser.request()
                .delete(TOKENS + "/" + token.id())
                .then()
                .statusCode(404)
                .body("code", equalTo("join-token.unknown"));
    }

    @Test
    void theTokenOfThisMachinesOwnExecutorsStays() {
        String own = browser.request().get(TOKENS).then().extract().path("items.find { it.createdBy == null }.id");

        browser.request().delete(TOKENS + "/" + own).then().statusCode(409).body("code", equalTo("join-token.own"));

        Assertions.assertThat(tokens.find(own)).isPresent();
    }
}
