package io.millrace.designer.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.protocol.rpc.security.JoinToken;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalTokenTest {

    @TempDir
    Path data;

    private JoinToken token() throws IOException {
        return new LocalToken(data).orIssue(() -> JoinToken.issue(new SecureRandom(), Optional.empty()));
    }

    @Test
    void itIsMadeOnceAndOnlyItsOwnerReadsIt() throws IOException {
        JoinToken made = token();
        assertThat(token()).isEqualTo(made);
        Path file = data.resolve("secrets/join-token");
        assertThat(file).hasContent(made.text());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        try (var files = Files.list(data.resolve("secrets"))) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void anotherOneTakesItsPlace() throws IOException {
        token();
        JoinToken other = JoinToken.issue(new SecureRandom(), Optional.empty());

        assertThat(new LocalToken(data).replace(other)).isEqualTo(other);

        assertThat(token()).isEqualTo(other);
    }

    @Test
    void whatIsNoTokenIsSaidSo() throws IOException {
        Files.writeString(Files.createDirectories(data.resolve("secrets")).resolve("join-token"), "something else");
        assertThatThrownBy(this::token).isInstanceOf(IOException.class).hasMessageContaining("Delete it");
    }
}
