package io.millrace.executor.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.coordinator.JobEvent;
import io.millrace.coordinator.state.Phase;
import io.millrace.coordinator.state.Running;
import io.millrace.model.error.RunError;
import io.millrace.protocol.exchange.PeerListener;
import io.millrace.protocol.exchange.PeerLoss;
import io.millrace.protocol.exchange.PeerMessage;
import io.millrace.protocol.job.DeploymentId;
import io.millrace.protocol.job.ExecutorId;
import io.millrace.protocol.job.Fence;
import io.millrace.protocol.rpc.Handshake;
import io.millrace.protocol.rpc.exchange.ExecutorExchange;
import io.millrace.protocol.rpc.security.JoinToken;
import io.millrace.protocol.rpc.security.ListenAddress;
import io.millrace.testkit.process.TestCluster;
import io.millrace.testkit.server.ChildJvm;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Executors as processes, from handshake to result. One cluster for all tests: starting JVMs is what takes the time. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ClusterTest {

    private static final long EVENTS = 60_000;

    /** Source tasks together make all events in four seconds, whose first window is out after one. */
    private static final int PACE = 15_000;

    @TempDir
    private static Path folder;

    private TestCluster cluster;
    private ExecutorId first;
    private ExecutorId second;
    private List<String> expected;

    @BeforeAll
    void startCluster() throws Exception {
        expected = BidsPerWindow.ofOneProcess(folder, EVENTS);
        cluster = TestCluster.start(folder, 0, 2);
        first = cluster.startExecutor();
        second = cluster.startExecutor();
    }

    @AfterAll
    void endCluster() {
        cluster.close();
    }

    @Test
    void twoExecutorsComeToTheResultOfOneProcess() throws Exception {
        DeploymentId job = cluster.deploy(BidsPerWindow.plan(EVENTS, "two"));

        cluster.awaitPhase(job, Phase.FINISHED);

        assertThat(BidsPerWindow.rows(folder, "two")).isEqualTo(expected);
        assertThat(placements(job)).hasSize(1).first().satisfies(running -> assertThat(
                        running.placement().executors())
                .containsExactlyInAnyOrder(first, second));
    }

    @Test
    void aJobWhoseExecutorIsKilledStartsAgainAndComesToTheSameResult() throws Exception {
        ExecutorId third = cluster.startExecutor();
        DeploymentId job = cluster.deploy(BidsPerWindow.paced(EVENTS, PACE, "killed"));
        cluster.awaitPhase(job, Phase.RUNNING);
        cluster.awaitRowsIn(job, BidsPerWindow.SINK, 1);
        ExecutorId victim = running(job).placement().executors().contains(third) ? third : second;

        cluster.killExecutor(victim);
        cluster.awaitPhase(job, Phase.FINISHED);

        assertThat(BidsPerWindow.rows(folder, "killed")).isEqualTo(expected);
        assertThat(placements(job)).hasSizeGreaterThan(1).last().satisfies(last -> assertThat(
                        last.placement().executors())
                .doesNotContain(victim));
        if (!victim.equals(third)) {
            second = third;
        }
    }

    /** A stranger calls one executor in the name of the other, which cuts that one's own call off. */
    @Test
    void aJobWhoseExecutorsLoseTheirConnectionStartsAgainAndComesToTheSameResult() throws Exception {
        DeploymentId job = cluster.deploy(BidsPerWindow.paced(EVENTS, PACE, "cut"));
        cluster.awaitPhase(job, Phase.RUNNING);
        cluster.awaitRowsIn(job, BidsPerWindow.SINK, 1);
        List<ExecutorId> pair = List.copyOf(running(job).placement().executors());
        try (ExecutorExchange stranger = new ExecutorExchange(
                pair.get(1), ListenAddress.loopback(0), new SecureRandom(), (_, _) -> {}, new Silent())) {
            stranger.introduce(Map.of(
                    pair.get(0), cluster.attached(pair.get(0)).handshake().exchange()));
            stranger.send(new Fence(job, 99, 1), pair.get(0), new PeerMessage.SplitWanted(0, 0));

            cluster.awaitPhase(job, Phase.RESTARTING);
        }
        cluster.awaitPhase(job, Phase.FINISHED);

        assertThat(BidsPerWindow.rows(folder, "cut")).isEqualTo(expected);
        assertThat(cluster.events(job))
                .flatExtracting(
                        event -> event.reason().map(RunError::code).stream().toList())
                .contains(PeerLoss.CODE);
    }

    @Test
    void aCoordinatorThatTakesOverFindsTheJobRunningAndDeploysNothing() throws Exception {
        DeploymentId job = cluster.deploy(BidsPerWindow.paced(EVENTS, PACE, "taken-over"));
        cluster.awaitPhase(job, Phase.RUNNING);
        cluster.awaitRowsIn(job, BidsPerWindow.SINK, 1);

        cluster.restartCoordinator();
        assertThat(cluster.status(job).state().phase()).isEqualTo(Phase.RUNNING);
        cluster.awaitPhase(job, Phase.FINISHED);

        assertThat(BidsPerWindow.rows(folder, "taken-over")).isEqualTo(expected);
        assertThat(placements(job)).hasSize(1);
        assertThat(cluster.events(job).stream().map(JobEvent::ownerEpoch).distinct())
                .hasSize(2);
    }

    @Test
    void whatComesInTheNameOfAnotherAttemptChangesNothing() throws Exception {
        DeploymentId job = cluster.deploy(BidsPerWindow.paced(EVENTS, PACE, "stale"));
        cluster.awaitPhase(job, Phase.RUNNING);
        Handshake victim = cluster.attached(first).handshake();
        Fence stale = new Fence(job, running(job).attempt() + 1, 1);
        try (ExecutorExchange stranger = new ExecutorExchange(
                new ExecutorId("stranger"),
                ListenAddress.loopback(0),
                new SecureRandom(),
                (_, _) -> {},
                new Silent())) {
            stranger.introduce(Map.of(first, victim.exchange()));
            for (int channel = 0; channel < 100; channel++) {
                stranger.send(stale, first, new PeerMessage.Block(channel, new byte[] {1, 2, 3}));
            }

            cluster.awaitPhase(job, Phase.FINISHED);
        }

        assertThat(BidsPerWindow.rows(folder, "stale")).isEqualTo(expected);
        assertThat(placements(job)).hasSize(1);
    }

    @Test
    void anExecutorWithAWrongTokenEndsAndSaysWhy() {
        JoinToken wrong = JoinToken.issue(new SecureRandom(), Optional.empty());
        ChildJvm process = cluster.launchWithToken(wrong.text());

        assertThat(process.awaitExit(Duration.ofSeconds(60))).isEqualTo(1);
        assertThat(process.log())
                .contains("millrace: The token is not known here. Copy the join token of the cluster again")
                .doesNotContain(wrong.secret());
    }

    @Test
    void anExecutorEndsWithTheProcessThatItIsToldToWatch() throws Exception {
        Process parent = new ProcessBuilder("sleep", "1000").start();
        ExecutorId id = cluster.startExecutor(List.of("--parent-pid=" + parent.pid()));

        parent.destroyForcibly();

        cluster.awaitLeft(id);
    }

    @Test
    void anExecutorThatIsAskedToEndLeavesInOrder() {
        ExecutorId id = cluster.startExecutor();

        cluster.terminateExecutor(id);
    }

    private Running running(DeploymentId job) {
        return placements(job).getLast();
    }

    /** Each time that tasks ran, where. */
    private List<Running> placements(DeploymentId job) {
        return cluster.events(job).stream()
                .map(JobEvent::state)
                .filter(Running.class::isInstance)
                .map(Running.class::cast)
                .distinct()
                .toList();
    }

    private static final class Silent implements PeerListener {

        @Override
        public void received(Fence attempt, ExecutorId from, PeerMessage message) {}

        @Override
        public void lost(ExecutorId peer, String cause) {}
    }
}
