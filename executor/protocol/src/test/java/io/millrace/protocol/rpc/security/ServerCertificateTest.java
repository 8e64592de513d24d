package io.millrace.protocol.rpc.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerCertificateTest {

    @TempDir
    private Path folder;

    @Test
    void aCertificateIsMadeOnceAndOnlyItsOwnerReadsIt() throws Exception {
        Path file = folder.resolve("data/server.p12");

        Fingerprint made = ServerCertificate.at(file).fingerprint();

        assertThat(ServerCertificate.at(file).fingerprint()).isEqualTo(made);
        assertThat(Files.getPosixFilePermissions(file)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
        try (var left = Files.list(file.getParent())) {
            assertThat(left).containsExactly(file);
        }
    }

    @Test
    void aFileThatIsNoneIsRefused() throws Exception {
        Path file = Files.writeString(folder.resolve("server.p12"), "none");

        assertThatThrownBy(() -> ServerCertificate.at(file))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(file.toString());
    }

    @Test
    void withoutACertificateOnlyThisMachineIsServed() {
        InetSocketAddress everywhere = new InetSocketAddress("0.0.0.0", 9090);

        assertThatThrownBy(() -> new ListenAddress(everywhere, Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("0.0.0.0:9090")
                .hasMessageEndingWith("Give a certificate, or listen on 127.0.0.1.");
    }
}
