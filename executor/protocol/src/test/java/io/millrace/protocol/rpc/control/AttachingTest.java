package io.millrace.protocol.rpc.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.protocol.job.DeploymentId;
import io.millrace.protocol.job.ExecutorCommand;
import io.millrace.protocol.job.ExecutorId;
import io.millrace.protocol.job.Fence;
import io.millrace.protocol.job.Heartbeat;
import io.millrace.protocol.job.LeasedCommand;
import io.millrace.protocol.job.Placement;
import io.millrace.protocol.job.StandingAnswer;
import io.millrace.protocol.job.StandingQuery;
import io.millrace.protocol.job.StateAnswer;
import io.millrace.protocol.job.StateQuery;
import io.millrace.protocol.job.TapRows;
import io.millrace.protocol.job.TaskId;
import io.millrace.protocol.job.TaskStanding;
import io.millrace.protocol.rpc.RpcLimits;
import io.millrace.protocol.rpc.ServerAddress;
import io.millrace.protocol.rpc.Versions;
import io.millrace.protocol.rpc.control.Conversation.Ear;
import io.millrace.protocol.rpc.control.Conversation.Heard;
import io.millrace.protocol.rpc.security.ClusterId;
import io.millrace.protocol.rpc.security.Fingerprint;
import io.millrace.protocol.rpc.security.JoinToken;
import io.millrace.protocol.rpc.security.ListenAddress;
import io.millrace.protocol.rpc.security.ServerCertificate;
import io.millrace.protocol.rpc.wire.AnyRecord;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AttachingTest {

    private static final ExecutorId A = new ExecutorId("a");
    private static final ExecutorId B = new ExecutorId("b");
    private static final Fence FENCE = new Fence(new DeploymentId("d"), 1, 1);

    @TempDir
    private static Path folder;

    @Test
    void anExecutorJoinsAndIsHeardAndTold() throws Exception {
        try (Conversation conversation = new Conversation()) {
            Ear executor = new Ear();
            ControlPlaneLink link = conversation.link("a", executor);
            executor.next(Heard.Joined.class);
            var attached = conversation.controlPlane.next(Heard.Attached.class).executor();
            assertThat(attached.cluster()).isEqualTo(Conversation.CLUSTER);
            assertThat(attached.handshake().executor()).isEqualTo(A);

            link.send(heartbeat(A, 1));
            assertThat(conversation.controlPlane.next(Heard.Beat.class))
                    .isEqualTo(new Heard.Beat(attached, heartbeat(A, 1)));

            LeasedCommand command = new LeasedCommand(new ExecutorCommand.Acknowledge(3), -7);
            conversation.gateway().send(Conversation.CLUSTER, A, command);
            assertThat(executor.next(Heard.Told.class).command()).isEqualTo(command);

            TapRows rows = new TapRows(FENCE, "n", "out", List.of(), Optional.empty(), List.of(), 0, 7);
            link.send(rows);
            assertThat(conversation.controlPlane.next(Heard.Tapped.class)).isEqualTo(new Heard.Tapped(attached, rows));

            link.leave();
            assertThat(conversation.controlPlane.next(Heard.Left.class)).isEqualTo(new Heard.Left(attached));
        }
    }

    @Test
    void aQuestionAboutStateAndItsAnswerTravelBesideCommands() throws Exception {
        try (Conversation conversation = new Conversation()) {
            Ear executor = new Ear();
            ControlPlaneLink link = conversation.link("a", executor);
            executor.next(Heard.Joined.class);
            var attached = conversation.controlPlane.next(Heard.Attached.class).executor();

            StateQuery query = new StateQuery(
                    -9,
                    FENCE.deployment(),
                    17,
                    "d/1/17/manifest",
                    AnyRecord.plan("source"),
                    Optional.of(new StateQuery.Key("week", List.of("SFO", "2001-01-01"))));
            assertThat(conversation.gateway().ask(Conversation.CLUSTER, A, query))
                    .isTrue();
            assertThat(executor.next(Heard.Asked.class).query()).isEqualTo(query);
            assertThat(conversation.gateway().ask(Conversation.CLUSTER, B, query))
                    .isFalse();

            StateAnswer answer = StateAnswer.of(-9, List.of());
            link.send(answer);
            assertThat(conversation.controlPlane.next(Heard.Answered.class))
                    .isEqualTo(new Heard.Answered(attached, answer));

            conversation.gateway().askNoMore(Conversation.CLUSTER, A, -9);
            assertThat(executor.next(Heard.AskedNoMore.class).query()).isEqualTo(-9);
        }
    }

    @Test
    void aQuestionAboutTasksAndItsAnswerTravelBesideCommands() throws Exception {
        try (Conversation conversation = new Conversation()) {
            Ear executor = new Ear();
            ControlPlaneLink link = conversation.link("a", executor);
            executor.next(Heard.Joined.class);
            var attached = conversation.controlPlane.next(Heard.Attached.class).executor();

            StandingQuery query = new StandingQuery(-9, FENCE.deployment(), 3);
            assertThat(conversation.gateway().ask(Conversation.CLUSTER, A, query))
                    .isTrue();
            assertThat(executor.next(Heard.AskedHow.class).query()).isEqualTo(query);
            assertThat(conversation.gateway().ask(Conversation.CLUSTER, B, query))
                    .isFalse();

            StandingAnswer answer =
                    new StandingAnswer(-9, List.of(TaskStanding.silent(new TaskId(1, 2), Optional.of(4))), List.of());
            link.send(answer);
            assertThat(conversation.controlPlane.next(Heard.Stands.class))
                    .isEqualTo(new Heard.Stands(attached, answer));
        }
    }

    @Test
    void aDeploymentIntroducesItsExecutorsToEachOther() throws Exception {
        try (Conversation conversation = new Conversation()) {
            Ear first = new Ear();
            conversation.link("a", first);
            first.next(Heard.Joined.class);
            LeasedCommand deploy = deploy(A, B);

            conversation.gateway().send(Conversation.CLUSTER, A, deploy);
            conversation.controlPlane.next(Heard.Attached.class);
            assertThat(conversation.controlPlane.next(Heard.Noted.class).reason())
                    .isEqualTo("not sent: a deployment together with b, which is not attached");

            conversation.link("b", new Ear());
            var other = conversation.controlPlane.next(Heard.Attached.class).executor();
            conversation.gateway().send(Conversation.CLUSTER, A, deploy);
            assertThat(first.next(Heard.Introduced.class).peers())
                    .containsEntry(B, other.handshake().exchange());
            assertThat(first.next(Heard.Told.class).command()).isEqualTo(deploy);
        }
    }

    @Test
    void anExecutorThatEndsWithoutAWordHasNotLeft() throws Exception {
        try (Conversation conversation = new Conversation()) {
            Ear executor = new Ear();
            ControlPlaneLink link = conversation.link("a", executor);
            executor.next(Heard.Joined.class);
            conversation.controlPlane.next(Heard.Attached.class);

            link.close();

            assertThat(conversation.controlPlane.next(Heard.Detached.class).reason())
                    .startsWith("connection lost:");
        }
    }

    @Test
    void commandsOfAnotherClusterDoNotReachAnExecutorOfTheSameName() throws Exception {
        try (Conversation conversation = new Conversation()) {
            Ear executor = new Ear();
            conversation.link("a", executor);
            executor.next(Heard.Joined.class);
            LeasedCommand foreign = new LeasedCommand(new ExecutorCommand.Acknowledge(1), 0);
            LeasedCommand own = new LeasedCommand(new ExecutorCommand.Acknowledge(2), 0);

            conversation.gateway().send(new ClusterId("c2"), A, foreign);
            conversation.gateway().send(Conversation.CLUSTER, A, own);

            assertThat(executor.next(Heard.Told.class).command()).isEqualTo(own);
        }
    }

    @Test
    void aWrongTokenIsRefusedForGood() throws Exception {
        try (Conversation conversation = new Conversation()) {
            JoinToken wrong = JoinToken.issue(new SecureRandom(), Optional.empty());
            Ear executor = new Ear();
            conversation.link(conversation.server(wrong), Conversation.handshake("a", Versions.ours()), executor);

            assertThat(executor.next(Heard.Refused.class).reason())
                    .isEqualTo("The token is not known here. Copy the join token of the cluster again from the control"
                            + " plane; it may have been replaced.");
            assertThat(conversation.controlPlane.next(Heard.Noted.class).reason())
                    .isEqualTo("turned away: no token that is known here")
                    .doesNotContain(wrong.secret());
        }
    }

    @Test
    void anExecutorOfAnotherVersionIsRefusedForGood() throws Exception {
        Versions other = new Versions(Versions.PROTOCOL + 1, 1, "9.0.0");
        try (Conversation conversation = new Conversation()) {
            Ear executor = new Ear();
            conversation.link(conversation.server(conversation.token), Conversation.handshake("a", other), executor);

            String product = Versions.ours().product();
            assertThat(executor.next(Heard.Refused.class).reason())
                    .isEqualTo("This executor (Millrace 9.0.0) speaks protocol version 2, the control plane (Millrace "
                            + product + ") 1. Start executors of the control plane's release, " + product + ".");
        }
    }

    @Test
    void anExecutorWithOtherPlansIsRefusedForGood() throws Exception {
        Versions other = new Versions(Versions.PROTOCOL, 7, "9.0.0");
        try (Conversation conversation = new Conversation()) {
            Ear executor = new Ear();
            conversation.link(conversation.server(conversation.token), Conversation.handshake("a", other), executor);

            assertThat(executor.next(Heard.Refused.class).reason())
                    .startsWith("This executor (Millrace 9.0.0) speaks operator plans of version 7, the control plane");
        }
    }

    @Test
    void whoeverSpeaksForAnotherIsCutOff() throws Exception {
        try (Conversation conversation = new Conversation()) {
            Ear executor = new Ear();
            ControlPlaneLink link = conversation.link("a", executor);
            executor.next(Heard.Joined.class);

            link.send(heartbeat(B, 1));

            assertThat(executor.next(Heard.Refused.class).reason())
                    .isEqualTo("A heartbeat of executor b over the connection of a");
        }
    }

    @Test
    void anExecutorThatLosesTheControlPlaneTriesUntilItIsBack() throws Exception {
        try (Conversation conversation = new Conversation()) {
            Ear executor = new Ear();
            ControlPlaneLink link = conversation.link("a", executor);
            executor.next(Heard.Joined.class);
            conversation.controlPlane.next(Heard.Attached.class);

            int port = conversation.endControlPlane();
            conversation.controlPlane.next(Heard.Detached.class);
            Heard.Lost lost = executor.next(Heard.Lost.class);
            assertThat(lost.reason()).isEqualTo("the control plane ends");
            Duration first = lost.retryIn();
            link.send(heartbeat(A, 1));
            conversation.timer.pass(first);
            Duration second = executor.next(Heard.Lost.class).retryIn();
            assertThat(second).isBetween(Duration.ofMillis(100), Duration.ofMillis(200));

            conversation.beginControlPlane(port);
            conversation.timer.pass(second);
            executor.next(Heard.Joined.class);
            conversation.controlPlane.next(Heard.Attached.class);
            link.send(heartbeat(A, 2));
            assertThat(conversation
                            .controlPlane
                            .next(Heard.Beat.class)
                            .heartbeat()
                            .sequence())
                    .isEqualTo(2);
        }
    }

    @Test
    void aLaterConnectionTakesTheEarlierOnesPlace() throws Exception {
        try (Conversation conversation = new Conversation()) {
            Ear earlier = new Ear();
            conversation.link("a", earlier);
            earlier.next(Heard.Joined.class);
            conversation.controlPlane.next(Heard.Attached.class);

            Ear later = new Ear();
            conversation.link("a", later);
            later.next(Heard.Joined.class);

            assertThat(conversation.controlPlane.next(Heard.Detached.class).reason())
                    .startsWith("replaced by a later connection from");
            conversation.controlPlane.next(Heard.Attached.class);
            LeasedCommand command = new LeasedCommand(new ExecutorCommand.Acknowledge(3), 1);
            conversation.gateway().send(Conversation.CLUSTER, A, command);
            assertThat(later.next(Heard.Told.class).command()).isEqualTo(command);
        }
    }

    @Test
    void whoeverDoesNotSayWhoItIsIsCutOff() throws Exception {
        try (Conversation conversation = new Conversation()) {
            SilentCaller.call(conversation.server(conversation.token));
            conversation.timer.awaitAsked();

            conversation.timer.pass(RpcLimits.HANDSHAKE);

            assertThat(conversation.controlPlane.next(Heard.Noted.class).reason())
                    .isEqualTo("turned away: no handshake within 10 s");
        }
    }

    @Test
    void anExecutorMeetsTheCertificateThatItsTokenNames() throws Exception {
        ServerCertificate certificate = ServerCertificate.at(folder.resolve("server.p12"));
        ListenAddress address =
                new ListenAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), Optional.of(certificate));
        try (Conversation conversation = new Conversation(address)) {
            Ear executor = new Ear();
            conversation.link("a", executor);

            executor.next(Heard.Joined.class);
        }
    }

    @Test
    void anExecutorDoesNotShowItsTokenToAnotherCertificate() throws Exception {
        ServerCertificate certificate = ServerCertificate.at(folder.resolve("server.p12"));
        Fingerprint other = new Fingerprint("o".repeat(43));
        ListenAddress address =
                new ListenAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), Optional.of(certificate));
        try (Conversation conversation = new Conversation(address)) {
            Ear executor = new Ear();
            JoinToken elsewhere =
                    new JoinToken(conversation.token.id(), conversation.token.secret(), Optional.of(other));
            conversation.link(conversation.server(elsewhere), Conversation.handshake("a", Versions.ours()), executor);

            assertThat(executor.next(Heard.Lost.class).reason())
                    .contains("The server's certificate is " + certificate.fingerprint())
                    .contains("the join token expects " + other);
        }
    }

    @Test
    void aTokenWithoutACertificateIsNotShownOnTheNetwork() throws Exception {
        try (Conversation conversation = new Conversation()) {
            ServerAddress remote = new ServerAddress("192.0.2.7", 9090, conversation.token);

            assertThatThrownBy(() -> conversation.link(remote, Conversation.handshake("a", Versions.ours()), new Ear()))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("Not calling 192.0.2.7:9090 in plain text");
        }
    }

    private static LeasedCommand deploy(ExecutorId... executors) {
        TreeMap<TaskId, ExecutorId> tasks = new TreeMap<>();
        for (ExecutorId executor : executors) {
            tasks.put(new TaskId(0, tasks.size()), executor);
        }
        return new LeasedCommand(
                new ExecutorCommand.Deploy(
                        FENCE, AnyRecord.plan("source"), new Placement(executors[0], tasks), Optional.empty()),
                9);
    }

    private static Heartbeat heartbeat(ExecutorId executor, long sequence) {
        return new Heartbeat(executor, sequence, -5, 0, 2, List.of());
    }
}
