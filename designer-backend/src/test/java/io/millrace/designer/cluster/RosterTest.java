package io.millrace.designer.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.millrace.coordinator.Clock;
import io.millrace.designer.database.WorkspaceId;
import io.millrace.protocol.job.DeploymentId;
import io.millrace.protocol.job.ExecutorId;
import io.millrace.protocol.job.Fence;
import io.millrace.protocol.job.Heartbeat;
import io.millrace.protocol.job.PartReport;
import io.millrace.protocol.job.PartStatus;
import io.millrace.protocol.job.Prepared;
import io.millrace.protocol.rpc.Handshake;
import io.millrace.protocol.rpc.ServerAddress;
import io.millrace.protocol.rpc.Versions;
import io.millrace.protocol.rpc.security.JoinToken;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RosterTest {

    private static final WorkspaceId OURS = new WorkspaceId(new UUID(0, 1));
    private static final WorkspaceId THEIRS = new WorkspaceId(new UUID(0, 2));
    private static final ExecutorId A = new ExecutorId("a");

    private long nowNanos = -5_000_000_000L;

    private final Roster roster = new Roster(new Clock() {
        @Override
        public long nanoTime() {
            return nowNanos;
        }

        @Override
        public long wallMicros() {
            return 1_700_000_000_000_000L + nowNanos / 1_000;
        }
    });

    private void joins(ExecutorId executor) {
        JoinToken token = JoinToken.issue(new SecureRandom(), Optional.empty());
        roster.attached(
                OURS,
                new Handshake(
                        Versions.ours(), executor, 4, new ServerAddress("127.0.0.1", 1, token), "host", 42, "{}"));
    }

    private static PartReport part(String deployment, PartStatus status) {
        return new PartReport(
                new Fence(new DeploymentId(deployment), 1, 1),
                status,
                Optional.empty(),
                Prepared.NOTHING,
                List.of(),
                Optional.empty());
    }

    private void beats(PartReport... parts) {
        roster.heard(OURS, new Heartbeat(A, 1, 0, 1, 4, List.of(parts)));
    }

    private void passes(Duration time) {
        nowNanos += time.toNanos();
    }

    private ClusterView.ExecutorView only() {
        assertThat(roster.executors(OURS)).hasSize(1);
        return roster.executors(OURS).getFirst();
    }

    @Test
    void whoIsTurnedAwayAgainAndAgainIsShownOnceAndForgottenAfterAWhile() {
        roster.turnedAway(OURS, "10.0.0.7", "of another release");
        roster.turnedAway(OURS, "10.0.0.8", "nonsense");
        nowNanos += 1_000_000_000L;
        roster.turnedAway(OURS, "10.0.0.9", "of another release");

        assertThat(roster.turnedAway(OURS))
                .extracting(ClusterView.TurnedAwayView::from, ClusterView.TurnedAwayView::reason)
                .containsExactly(tuple("10.0.0.9", "of another release"), tuple("10.0.0.8", "nonsense"));
        assertThat(roster.turnedAway(THEIRS)).isEmpty();

        nowNanos += 600_000_000_000L - 500_000_000L;
        assertThat(roster.turnedAway(OURS)).hasSize(1);
        nowNanos += 600_000_000_000L;
        assertThat(roster.turnedAway(OURS)).isEmpty();
    }

    @Test
    void ofManyThatAreTurnedAwayTheLastTenAreShown() {
        for (int i = 0; i < 20; i++) {
            roster.turnedAway(OURS, "10.0.0.7", "reason " + i);
        }
        assertThat(roster.turnedAway(OURS)).hasSize(10).first().satisfies(it -> assertThat(it.reason())
                .isEqualTo("reason 19"));
    }

    @Test
    void whoIsHeardIsPresentAndHasWhatItRuns() {
        joins(A);
        beats(part("d-1", PartStatus.RUNNING), part("d-2", PartStatus.FINISHED));
        assertThat(only().state()).isEqualTo(ExecutorState.PRESENT);
        assertThat(only().jobs()).containsExactly("d-1");
        assertThat(only().name()).isEqualTo("host · 42");
        assertThat(roster.slots(OURS)).isEqualTo(4);
        assertThat(roster.executors(THEIRS)).isEmpty();
    }

    @Test
    void silenceIsFirstMissedContactThenLossThenForgotten() {
        joins(A);
        passes(Duration.ofSeconds(4));
        assertThat(only().state()).isEqualTo(ExecutorState.NO_CONTACT);
        assertThat(roster.slots(OURS)).isZero();
        passes(Duration.ofSeconds(8));
        assertThat(only().state()).isEqualTo(ExecutorState.LOST);
        beats();
        assertThat(only().state()).isEqualTo(ExecutorState.PRESENT);
        passes(Duration.ofMinutes(10));
        assertThat(roster.executors(OURS)).isEmpty();
    }

    @Test
    void aConnectionThatIsOverIsNoContactAtOnce() {
        joins(A);
        roster.detached(OURS, A);
        assertThat(only().state()).isEqualTo(ExecutorState.NO_CONTACT);
        joins(A);
        assertThat(only().state()).isEqualTo(ExecutorState.PRESENT);
    }
}
