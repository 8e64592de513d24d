package io.millrace.protocol.rpc.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.protocol.exchange.PeerListener;
import io.millrace.protocol.exchange.PeerMessage;
import io.millrace.protocol.exchange.PeerMessage.Credit;
import io.millrace.protocol.job.DeploymentId;
import io.millrace.protocol.job.ExecutorId;
import io.millrace.protocol.job.Fence;
import io.millrace.protocol.rpc.HandTimer;
import io.millrace.protocol.rpc.RpcLimits;
import io.millrace.protocol.rpc.ServerAddress;
import io.millrace.protocol.rpc.security.ListenAddress;
import io.millrace.protocol.rpc.security.ServerCertificate;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExecutorExchangeTest {

    private static final ExecutorId A = new ExecutorId("a");
    private static final ExecutorId B = new ExecutorId("b");
    private static final Fence FENCE = new Fence(new DeploymentId("d"), 1, 1);

    private sealed interface Heard {
        record Received(Fence attempt, ExecutorId from, PeerMessage message) implements Heard {}

        record Lost(ExecutorId peer, String cause) implements Heard {}
    }

    /** An executor's exchange, and what it hears. */
    private final class Executor implements PeerListener {

        private final BlockingQueue<Heard> heard = new LinkedBlockingQueue<>();
        private final ExecutorExchange exchange;

        Executor(ExecutorId id, ListenAddress address) throws IOException {
            exchange = new ExecutorExchange(id, address, new SecureRandom(), timer, this);
            open.add(exchange);
        }

        Executor(ExecutorId id) throws IOException {
            this(id, ListenAddress.loopback(0));
        }

        @Override
        public void received(Fence attempt, ExecutorId from, PeerMessage message) {
            heard.add(new Heard.Received(attempt, from, message));
        }

        @Override
        public void lost(ExecutorId peer, String cause) {
            heard.add(new Heard.Lost(peer, cause));
        }

        ServerAddress address() {
            return exchange.address("127.0.0.1");
        }

        void knows(ExecutorId id, Executor peer) {
            exchange.introduce(Map.of(id, peer.address()));
        }

        <T extends Heard> T next(Class<T> what) throws InterruptedException {
            Heard next = heard.poll(20, TimeUnit.SECONDS);
            assertThat(next).isInstanceOf(what);
            return what.cast(next);
        }
    }

    private final HandTimer timer = new HandTimer();
    private final List<ExecutorExchange> open = new ArrayList<>();

    @TempDir
    private static Path folder;

    @AfterEach
    void closeAll() {
        open.forEach(ExecutorExchange::close);
    }

    @Test
    void messagesArriveInTheOrderTheyWereSent() throws Exception {
        Executor a = new Executor(A);
        Executor b = new Executor(B);
        a.knows(B, b);
        b.knows(A, a);

        for (int i = 0; i < 1_000; i++) {
            a.exchange.send(FENCE, B, new Credit(i, i, 0));
            b.exchange.send(FENCE, A, new PeerMessage.SplitWanted(i, 0));
        }

        for (int i = 0; i < 1_000; i++) {
            assertThat(b.next(Heard.Received.class)).isEqualTo(new Heard.Received(FENCE, A, new Credit(i, i, 0)));
            assertThat(a.next(Heard.Received.class).message()).isEqualTo(new PeerMessage.SplitWanted(i, 0));
        }
    }

    @Test
    void aBlockOfManyMebibytesArrivesWhole() throws Exception {
        Executor a = new Executor(A);
        Executor b = new Executor(B);
        a.knows(B, b);
        byte[] block = new byte[20 * 1024 * 1024];
        new SplittableRandom(7).nextBytes(block);

        a.exchange.send(FENCE, B, new PeerMessage.Block(3, block));

        assertThat(b.next(Heard.Received.class).message()).isInstanceOfSatisfying(PeerMessage.Block.class, arrived -> {
            assertThat(arrived.channel()).isEqualTo(3);
            assertThat(arrived.block()).isEqualTo(block);
        });
    }

    @Test
    void anExecutorThatEndsIsLostToThoseThatSpokeToItAndThoseItSpokeTo() throws Exception {
        Executor a = new Executor(A);
        Executor b = new Executor(B);
        a.knows(B, b);
        b.knows(A, a);
        a.exchange.send(FENCE, B, new Credit(1, 1, 0));
        b.next(Heard.Received.class);

        b.exchange.close();
        assertThat(a.next(Heard.Lost.class).peer()).isEqualTo(B);

        Executor c = new Executor(new ExecutorId("c"));
        c.knows(A, a);
        c.exchange.send(FENCE, A, new Credit(1, 1, 0));
        a.next(Heard.Received.class);
        c.exchange.close();
        assertThat(a.next(Heard.Lost.class).peer()).isEqualTo(new ExecutorId("c"));
    }

    @Test
    void aLossIsToldBeforeWhatIsSentAfterIt() throws Exception {
        Executor a = new Executor(A);
        Executor b = new Executor(B);
        a.knows(B, b);
        a.exchange.send(FENCE, B, new Credit(1, 1, 0));
        b.next(Heard.Received.class);

        Executor again = new Executor(A);
        again.knows(B, b);
        again.exchange.send(FENCE, B, new Credit(2, 2, 0));

        assertThat(b.next(Heard.Lost.class)).isEqualTo(new Heard.Lost(A, "it has called again"));
        assertThat(b.next(Heard.Received.class).message()).isEqualTo(new Credit(2, 2, 0));
        assertThat(a.next(Heard.Lost.class)).isEqualTo(new Heard.Lost(B, "it has called again"));
    }

    @Test
    void anExecutorCanBeCalledAgainAfterItWasLost() throws Exception {
        Executor a = new Executor(A);
        Executor b = new Executor(B);
        a.exchange.send(FENCE, B, new Credit(1, 1, 0));
        timer.pass(Duration.ZERO);
        assertThat(a.next(Heard.Lost.class)).isEqualTo(new Heard.Lost(B, "nobody has introduced it"));

        a.knows(B, b);
        a.exchange.send(FENCE, B, new Credit(2, 2, 0));

        assertThat(b.next(Heard.Received.class).message()).isEqualTo(new Credit(2, 2, 0));
    }

    @Test
    void aProcessThatWasStartedAgainIsNotTakenForTheOneBefore() throws Exception {
        Executor a = new Executor(A);
        Executor b = new Executor(B);
        a.knows(B, b);
        int port = b.address().port();
        b.exchange.close();
        Executor later = new Executor(
                new ExecutorId("b2"),
                new ListenAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), Optional.empty()));

        a.exchange.send(FENCE, B, new Credit(1, 1, 0));

        assertThat(a.next(Heard.Lost.class).cause())
                .isEqualTo(
                        "The token is not known here. Executors learn of each other from the control plane; this one was"
                                + " not introduced.");
        assertThat(later.heard).isEmpty();
    }

    @Test
    void anExecutorThatIsMeantForAnotherIsRefused() throws Exception {
        Executor a = new Executor(A);
        Executor b = new Executor(B);
        a.knows(new ExecutorId("c"), b);

        a.exchange.send(FENCE, new ExecutorId("c"), new Credit(1, 1, 0));

        assertThat(a.next(Heard.Lost.class).cause()).isEqualTo("this is executor b, not c; that process has ended");
        assertThat(b.heard).isEmpty();
    }

    @Test
    void anExecutorThatDoesNotAnswerIsLostAfterAWhile() throws Exception {
        Executor a = new Executor(A);
        Executor b = new Executor(B);
        try (ServerSocket mute = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            ServerAddress address = new ServerAddress(
                    "127.0.0.1", mute.getLocalPort(), b.address().token());
            a.exchange.introduce(Map.of(B, address));
            a.exchange.send(FENCE, B, new Credit(1, 1, 0));

            timer.pass(RpcLimits.HANDSHAKE);
            timer.pass(Duration.ZERO);

            assertThat(a.next(Heard.Lost.class).cause())
                    .isEqualTo("127.0.0.1:" + mute.getLocalPort() + " has not answered within 10 s");
        }
    }

    @Test
    void executorsOnTheNetworkMeetTheCertificateTheyWereIntroducedTo() throws Exception {
        ServerCertificate certificate = ServerCertificate.at(folder.resolve("exchange.p12"));
        Executor a = new Executor(A);
        Executor b = new Executor(
                B,
                new ListenAddress(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), Optional.of(certificate)));
        assertThat(b.address().token().server()).contains(certificate.fingerprint());
        a.knows(B, b);

        a.exchange.send(FENCE, B, new Credit(1, 1, 0));

        assertThat(b.next(Heard.Received.class).message()).isEqualTo(new Credit(1, 1, 0));
    }
}
