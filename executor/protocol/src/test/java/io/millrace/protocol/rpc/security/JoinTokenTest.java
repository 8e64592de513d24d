package io.millrace.protocol.rpc.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class JoinTokenTest {

    private static final ClusterId CLUSTER = new ClusterId("c1");
    private static final JoinToken TOKEN = JoinToken.issue(new SecureRandom(), Optional.empty());

    @Test
    void aTokenComesBackFromItsText() {
        JoinToken pinned = JoinToken.issue(new SecureRandom(), Optional.of(new Fingerprint("f".repeat(43))));

        assertThat(JoinToken.parse(TOKEN.text())).isEqualTo(TOKEN);
        assertThat(JoinToken.parse(" " + pinned.text() + "\n")).isEqualTo(pinned);
    }

    @Test
    void whatIsNoTokenIsRefusedWithoutRepeatingIt() {
        String cutOff = TOKEN.text().substring(0, TOKEN.text().length() - 1);

        assertThatThrownBy(() -> JoinToken.parse(cutOff))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("copy it whole")
                .message()
                .doesNotContain(TOKEN.secret().substring(0, 20));
    }

    @Test
    void neitherTheTokenNorWhatIsStoredShowsTheSecret() {
        assertThat(TOKEN.toString()).doesNotContain(TOKEN.secret());
        assertThat(StoredToken.of(TOKEN, CLUSTER).toString()).doesNotContain(TOKEN.secret());
    }

    @Test
    void aTokenLetsItsBearerJoinItsCluster() {
        JoinTokens tokens = JoinTokens.only(StoredToken.of(TOKEN, CLUSTER));

        assertThat(tokens.admit(TOKEN.credential())).contains(CLUSTER);
    }

    @Test
    void anotherSecretAnotherIdAndNonsenseLetNobodyJoin() {
        JoinTokens tokens = JoinTokens.only(StoredToken.of(TOKEN, CLUSTER));
        JoinToken other = JoinToken.issue(new SecureRandom(), Optional.empty());

        assertThat(tokens.admit(new JoinToken(TOKEN.id(), other.secret(), Optional.empty()).credential()))
                .isEmpty();
        assertThat(tokens.admit(new JoinToken(other.id(), TOKEN.secret(), Optional.empty()).credential()))
                .isEmpty();
        assertThat(tokens.admit("")).isEmpty();
        assertThat(tokens.admit(TOKEN.text())).isEmpty();
    }
}
