package io.millrace.launcher.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class PortsTest {

    @Test
    void aPortThatIsListenedAtIsPassedOver() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThat(Ports.isFree(taken.getLocalPort())).isFalse();
            assertThat(Ports.freeFrom(taken.getLocalPort()).orElseThrow()).isGreaterThan(taken.getLocalPort());
        }
    }

    @Test
    void aFreePortIsTakenAsWished() throws IOException {
        int port = Ports.any();
        assertThat(Ports.freeFrom(port)).hasValue(port);
    }

    @Test
    void whoeverListensIsNamed() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            PortHolder holder = PortHolder.of(taken.getLocalPort()).orElseThrow();
            assertThat(holder.pid()).isEqualTo(ProcessHandle.current().pid());
            assertThat(holder).hasToString("java (process " + holder.pid() + ")");
        }
    }

    @Test
    void nobodyIsNamedWhereNobodyListens() throws IOException {
        assertThat(PortHolder.of(Ports.any())).isEmpty();
    }
}
