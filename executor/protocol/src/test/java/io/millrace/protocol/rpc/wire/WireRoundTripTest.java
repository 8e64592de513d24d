package io.millrace.protocol.rpc.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.model.error.RunError;
import io.millrace.protocol.exchange.PeerMessage;
import io.millrace.protocol.executor.v1.SendRequest;
import io.millrace.protocol.job.ExecutorId;
import io.millrace.protocol.job.Fence;
import io.millrace.protocol.job.Heartbeat;
import io.millrace.protocol.job.LeasedCommand;
import io.millrace.protocol.job.SavepointOrder;
import io.millrace.protocol.job.SavepointReport;
import io.millrace.protocol.job.StateAnswer;
import io.millrace.protocol.job.TapRows;
import io.millrace.protocol.rpc.Handshake;
import io.millrace.protocol.rpc.ServerAddress;
import io.millrace.protocol.rpc.Versions;
import io.millrace.protocol.rpc.security.Fingerprint;
import io.millrace.protocol.rpc.security.JoinToken;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class WireRoundTripTest {

    @Property
    void aCommandComesBackAsItWas(@ForAll("commands") LeasedCommand command) {
        assertThat(CommandWire.decode(CommandWire.encode(command))).isEqualTo(command);
    }

    @Property
    void aHeartbeatComesBackAsItWas(@ForAll("heartbeats") Heartbeat heartbeat) {
        assertThat(HeartbeatWire.decode(HeartbeatWire.encode(heartbeat))).isEqualTo(heartbeat);
    }

    @Property
    void anErrorComesBackAsItWas(@ForAll("errors") RunError error) {
        assertThat(RunErrorWire.decode(RunErrorWire.encode(error))).isEqualTo(error);
    }

    @Property
    void aHandshakeComesBackAsItWas(@ForAll("handshakes") Handshake handshake) {
        assertThat(HandshakeWire.decode(HandshakeWire.encode(handshake))).isEqualTo(handshake);
    }

    @Property
    void introductionsComeBackAsTheyWere(@ForAll("introductions") Map<ExecutorId, ServerAddress> peers) {
        assertThat(HandshakeWire.decode(HandshakeWire.encode(peers))).isEqualTo(new TreeMap<>(peers));
    }

    @Property
    void rowsOfATapComeBackAsTheyWere(@ForAll("tapRows") TapRows rows) {
        assertThat(TapWire.decode(TapWire.encode(rows))).isEqualTo(rows);
    }

    @Property
    void anAnswerAboutStateComesBackAsItWas(@ForAll("stateAnswers") StateAnswer answer) {
        assertThat(StateWire.decode(StateWire.encode(answer))).isEqualTo(answer);
    }

    @Property
    void anOrderAboutASavepointComesBackAsItWas(@ForAll("savepointOrders") SavepointOrder order) {
        assertThat(SavepointWire.decode(SavepointWire.encode(order))).isEqualTo(order);
    }

    @Property
    void aReportOnASavepointComesBackAsItWas(@ForAll("savepointReports") SavepointReport report) {
        assertThat(SavepointWire.decode(SavepointWire.encode(report))).isEqualTo(report);
    }

    /** Its folder has this name. */
    @Example
    void noSavepointIsCalledAsAnotherFolderIs() {
        for (String name : List.of("", "..", "../x", "a/b", "A", "-a", "a".repeat(64))) {
            assertThatThrownBy(() -> SavepointWire.decode(
                            SavepointWire.encode(new SavepointOrder(1, name, new SavepointOrder.Work.Send()))))
                    .isInstanceOf(UnreadableMessage.class);
        }
    }

    @Property
    void whatExecutorsSayToEachOtherComesBackAsItWas(
            @ForAll("fences") Fence fence, @ForAll("peerMessages") PeerMessage message) {
        SendRequest request = PeerWire.encode(fence, message);

        assertThat(FenceWire.decode(request.getFence())).isEqualTo(fence);
        assertThat(PeerWire.decode(request))
                .hasSameClassAs(message)
                .usingRecursiveComparison()
                .isEqualTo(message);
    }

    @Provide
    Arbitrary<SavepointOrder> savepointOrders() {
        return AnyRecord.savepointOrder();
    }

    @Provide
    Arbitrary<SavepointReport> savepointReports() {
        return AnyRecord.savepointReport();
    }

    @Provide
    Arbitrary<StateAnswer> stateAnswers() {
        return AnyRecord.stateAnswer();
    }

    @Provide
    Arbitrary<TapRows> tapRows() {
        return AnyRecord.tapRows();
    }

    @Provide
    Arbitrary<Fence> fences() {
        return AnyRecord.fence();
    }

    @Provide
    Arbitrary<PeerMessage> peerMessages() {
        return AnyRecord.peerMessage();
    }

    @Provide
    Arbitrary<LeasedCommand> commands() {
        return AnyRecord.command();
    }

    @Provide
    Arbitrary<Heartbeat> heartbeats() {
        return AnyRecord.heartbeat();
    }

    @Provide
    Arbitrary<RunError> errors() {
        return AnyRecord.error();
    }

    @Provide
    Arbitrary<Handshake> handshakes() {
        Arbitrary<Integer> number = Arbitraries.integers().between(0, 99);
        Arbitrary<Versions> versions =
                Combinators.combine(number, number, AnyRecord.text()).as(Versions::new);
        return Combinators.combine(
                        versions,
                        AnyRecord.executor(),
                        Arbitraries.integers().between(1, 99),
                        address(),
                        AnyRecord.text(),
                        AnyRecord.count(),
                        AnyRecord.text())
                .as(Handshake::new);
    }

    @Provide
    Arbitrary<Map<ExecutorId, ServerAddress>> introductions() {
        return Arbitraries.maps(AnyRecord.executor(), address()).ofMaxSize(3);
    }

    private static Arbitrary<ServerAddress> address() {
        Arbitrary<String> hash = Arbitraries.strings().withChars("aZ0_-").ofLength(43);
        Arbitrary<JoinToken> token = Combinators.combine(
                        Arbitraries.strings().withChars("aZ0_-").ofMinLength(1).ofMaxLength(12),
                        hash,
                        hash.map(Fingerprint::new).optional())
                .as(JoinToken::new);
        return Combinators.combine(
                        Arbitraries.of("127.0.0.1", "::1", "executor-7.example.com"),
                        Arbitraries.integers().between(1, 65_535),
                        token)
                .as(ServerAddress::new);
    }
}
