package io.millrace.protocol.rpc.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.protocol.job.ExecutorId;
import io.millrace.protocol.job.Heartbeat;
import io.millrace.protocol.job.LeasedCommand;
import io.millrace.protocol.job.SavepointOrder;
import io.millrace.protocol.job.SavepointReport;
import io.millrace.protocol.job.StandingAnswer;
import io.millrace.protocol.job.StandingQuery;
import io.millrace.protocol.job.StateAnswer;
import io.millrace.protocol.job.StateQuery;
import io.millrace.protocol.job.TapRows;
import io.millrace.protocol.rpc.HandTimer;
import io.millrace.protocol.rpc.Handshake;
import io.millrace.protocol.rpc.ServerAddress;
import io.millrace.protocol.rpc.Versions;
import io.millrace.protocol.rpc.security.ClusterId;
import io.millrace.protocol.rpc.security.JoinToken;
import io.millrace.protocol.rpc.security.JoinTokens;
import io.millrace.protocol.rpc.security.ListenAddress;
import io.millrace.protocol.rpc.security.StoredToken;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A gateway and links to it, over sockets of this machine; what each end hears, as it was heard. */
final class Conversation implements AutoCloseable {

    static final ClusterId CLUSTER = new ClusterId("c1");

    private static final long PATIENCE_SECONDS = 20;

    /** Something a listener was told. */
    sealed interface Heard {

        record Attached(AttachedExecutor executor) implements Heard {}

        record Beat(AttachedExecutor executor, Heartbeat heartbeat) implements Heard {}

        record Tapped(AttachedExecutor executor, TapRows rows) implements Heard {}

        record Left(AttachedExecutor executor) implements Heard {}

        record Detached(ExecutorId executor, String reason) implements Heard {}

        record Noted(String reason) implements Heard {}

        record Joined() implements Heard {}

        record Introduced(SortedMap<ExecutorId, ServerAddress> peers) implements Heard {}

        record Told(LeasedCommand command) implements Heard {}

        record Lost(String reason, Duration retryIn) implements Heard {}

        record Refused(String reason) implements Heard {}

        record Answered(AttachedExecutor executor, StateAnswer answer) implements Heard {}

        record Asked(StateQuery query) implements Heard {}

        record AskedHow(StandingQuery query) implements Heard {}

        record Stands(AttachedExecutor executor, StandingAnswer answer) implements Heard {}

        record AskedNoMore(long query) implements Heard {}

        record Ordered(SavepointOrder order) implements Heard {}

        record Reported(AttachedExecutor executor, SavepointReport report) implements Heard {}
    }

    /** What one end hears, in order. */
    static final class Ear {

        private final BlockingQueue<Heard> heard = new LinkedBlockingQueue<>();

        void add(Heard one) {
            heard.add(one);
        }

        <T extends Heard> T next(Class<T> what) throws InterruptedException {
            Heard next = heard.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            assertThat(next).isInstanceOf(what);
            return what.cast(next);
        }
    }

    final HandTimer timer = new HandTimer();
    final Ear controlPlane = new Ear();
    final JoinToken token;
    private final List<AutoCloseable> open = new ArrayList<>();
    private final ListenAddress address;
    private ExecutorGateway gateway;

    Conversation(ListenAddress address) throws IOException {
        this.address = address;
        token = JoinToken.issue(
                new SecureRandom(), address.certificate().map(certificate -> certificate.fingerprint()));
        gateway = gateway(address);
    }

    Conversation() throws IOException {
        this(ListenAddress.loopback(0));
    }

    private ExecutorGateway gateway(ListenAddress where) throws IOException {
        return new ExecutorGateway(
                where, JoinTokens.only(StoredToken.of(token, CLUSTER)), Versions.ours(), timer, new ExecutorListener() {
                    @Override
                    public void attached(AttachedExecutor executor) {
                        controlPlane.add(new Heard.Attached(executor));
                    }

                    @Override
                    public void heard(AttachedExecutor executor, Heartbeat heartbeat) {
                        controlPlane.add(new Heard.Beat(executor, heartbeat));
                    }

                    @Override
                    public void tapped(AttachedExecutor executor, TapRows rows) {
                        controlPlane.add(new Heard.Tapped(executor, rows));
                    }

                    @Override
                    public void answered(AttachedExecutor executor, StateAnswer answer) {
                        controlPlane.add(new Heard.Answered(executor, answer));
                    }

                    @Override
                    public void answered(AttachedExecutor executor, StandingAnswer answer) {
                        controlPlane.add(new Heard.Stands(executor, answer));
                    }

                    @Override
                    public void reported(AttachedExecutor executor, SavepointReport report) {
                        controlPlane.add(new Heard.Reported(executor, report));
                    }

                    @Override
                    public void left(AttachedExecutor executor) {
                        controlPlane.add(new Heard.Left(executor));
                    }

                    @Override
                    public void detached(AttachedExecutor executor, String reason) {
                        controlPlane.add(new Heard.Detached(executor.handshake().executor(), reason));
                    }

                    @Override
                    public void noted(String remote, String reason) {
                        controlPlane.add(new Heard.Noted(reason));
                    }
                });
    }

    ExecutorGateway gateway() {
        return gateway;
    }

    /** The control plane ends. */
    int endControlPlane() {
        int port = gateway.port();
        gateway.close();
        return port;
    }

    /** Another one begins where the last one ended. */
    void beginControlPlane(int port) throws IOException {
        gateway = gateway(new ListenAddress(
                new java.net.InetSocketAddress(address.address().getAddress(), port), address.certificate()));
    }

    ServerAddress server(JoinToken shown) {
        return new ServerAddress("127.0.0.1", gateway.port(), shown);
    }

    static Handshake handshake(String executor, Versions versions) {
        JoinToken own = JoinToken.issue(new SecureRandom(), Optional.empty());
        return new Handshake(
                versions, new ExecutorId(executor), 2, new ServerAddress("127.0.0.1", 4711, own), "host", 42, "{}");
    }

    /** An executor that wants to join; what it hears goes to this ear. */
    ControlPlaneLink link(String executor, Ear ear) {
        return link(server(token), handshake(executor, Versions.ours()), ear);
    }

    ControlPlaneLink link(ServerAddress server, Handshake handshake, Ear ear) {
        ControlPlaneLink link = new ControlPlaneLink(
                server, handshake, timer, new SplittableRandom(7), new ControlPlaneLink.Listener() {
                    @Override
                    public void joined() {
                        ear.add(new Heard.Joined());
                    }

                    @Override
                    public void introduced(SortedMap<ExecutorId, ServerAddress> peers) {
                        ear.add(new Heard.Introduced(peers));
                    }

                    @Override
                    public void told(LeasedCommand command) {
                        ear.add(new Heard.Told(command));
                    }

                    @Override
                    public void asked(StateQuery query) {
                        ear.add(new Heard.Asked(query));
                    }

                    @Override
                    public void asked(StandingQuery query) {
                        ear.add(new Heard.AskedHow(query));
                    }

                    @Override
                    public void askedNoMore(long query) {
                        ear.add(new Heard.AskedNoMore(query));
                    }

                    @Override
                    public void ordered(SavepointOrder order) {
                        ear.add(new Heard.Ordered(order));
                    }

                    @Override
                    public void lost(String reason, Duration retryIn) {
                        ear.add(new Heard.Lost(reason, retryIn));
                    }

                    @Override
                    public void refused(String reason) {
                        ear.add(new Heard.Refused(reason));
                    }

                    @Override
                    public void noted(String reason) {
                        ear.add(new Heard.Noted(reason));
                    }
                });
        open.add(link);
        link.start();
        return link;
    }

    @Override
    public void close() throws Exception {
        for (AutoCloseable one : open) {
            one.close();
        }
        gateway.close();
    }
}
