package io.millrace.coordinator;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.coordinator.SavepointPort.Beginning;
import io.millrace.coordinator.checkpoint.MemoryCheckpointLog;
import io.millrace.coordinator.state.Deploying;
import io.millrace.coordinator.state.Origin;
import io.millrace.coordinator.state.Phase;
import io.millrace.model.error.RunError;
import io.millrace.protocol.job.DeploymentId;
import io.millrace.protocol.job.ExecutorCommand;
import io.millrace.protocol.job.ExecutorId;
import io.millrace.protocol.job.Heartbeat;
import io.millrace.protocol.job.Restore;
import io.millrace.protocol.job.Transfer;
import io.millrace.protocol.plan.PlanIdentity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A deployment that starts from a savepoint, of which a checkpoint is made first. */
final class SavepointStartTest {

    private static final ExecutorId A = new ExecutorId("a");
    private static final DeploymentId FORK = new DeploymentId("fork");
    private static final Deployment.StartFrom.Savepoint START = new Deployment.StartFrom.Savepoint(
            "s-1",
            7,
            1_000_000,
            new Transfer(
                    new DeploymentId("savepoint-s-1"),
                    new PlanIdentity("00"),
                    new TreeMap<>(Map.of(0, 3)),
                    new TreeSet<>(Set.of(new Transfer.StateName("n0", "accumulators")))),
            Set.of());

    private final List<ExecutorCommand> sent = new ArrayList<>();
    private final ListLog log = new ListLog();
    private Beginning beginning = new Beginning.Waiting();
    private long nowNanos = 5_000_000_000L;
    private long sequence;
    private Coordinator coordinator = takeOver();

    private Coordinator takeOver() {
        Clock clock = new Clock() {
            @Override
            public long nanoTime() {
                return nowNanos;
            }

            @Override
            public long wallMicros() {
                return nowNanos / 1_000;
            }
        };
        return new Coordinator(
                log.takeOver(),
                CoordinatorSettings.standard(),
                clock,
                (_, command) -> sent.add(command.command()),
                log.access(),
                new MemoryCheckpointLog(),
                start -> {
                    assertThat(start).isEqualTo(START);
                    return beginning;
                });
    }

    private void passes(Duration time) {
        for (long second = 0; second < time.toSeconds(); second++) {
            nowNanos += Duration.ofSeconds(1).toNanos();
            coordinator.heard(new Heartbeat(A, ++sequence, nowNanos, log.epoch(), 4, List.of()));
        }
    }

    private Phase phase() {
        return coordinator.status(FORK).state().phase();
    }

    @BeforeEach
    void itIsDeployed() {
        Deployment plain = Plans.deployment("fork", "flights");
        passes(Duration.ofSeconds(1));
        coordinator.deploy(new Deployment(
                FORK,
                plain.target(),
                plain.revision(),
                plain.parameters(),
                START,
                plain.plan(),
                Optional.of(Duration.ofSeconds(10))));
    }

    @Test
    void waitsUntilTheCheckpointIsThereAndBeginsAtIt() {
        passes(Duration.ofMinutes(20));
        assertThat(phase()).isEqualTo(Phase.SCHEDULING);
        assertThat(sent).noneMatch(ExecutorCommand.Deploy.class::isInstance);

        beginning = new Beginning.Ready("savepoint-s-1-00000000000000ff/1/7/manifest");
        passes(Duration.ofSeconds(1));
        DeploymentId made = new DeploymentId("savepoint-s-1-00000000000000ff");
        assertThat(coordinator.status(FORK).state())
                .isInstanceOfSatisfying(Deploying.class, deploying -> assertThat(deploying.origin())
                        .contains(new Origin(7, 1_000_000, Optional.of(made))));
        Transfer transfer = START.transfer();
        assertThat(sent)
                .filteredOn(ExecutorCommand.Deploy.class::isInstance)
                .extracting(command -> ((ExecutorCommand.Deploy) command).restore())
                .first()
                .isEqualTo(Optional.of(Restore.of(
                        7,
                        "savepoint-s-1-00000000000000ff/1/7/manifest",
                        new Transfer(made, transfer.plan(), transfer.operators(), transfer.states()))));
    }

    @Test
    void aCoordinatorThatTakesOverWaitsOn() {
        coordinator = takeOver();
        passes(Duration.ofMinutes(1));
        assertThat(phase()).isEqualTo(Phase.SCHEDULING);

        beginning = new Beginning.Ready("savepoint-s-1-00000000000000ff/1/7/manifest");
        passes(Duration.ofSeconds(5));
        assertThat(phase()).isEqualTo(Phase.DEPLOYING);
        // Whoever takes over now has nobody to ask yet: nothing is sent that does not say where to begin.
        beginning = new Beginning.Waiting();
        sent.clear();
        coordinator = takeOver();
        passes(Duration.ofSeconds(3));
        assertThat(sent).noneMatch(ExecutorCommand.Deploy.class::isInstance);
        beginning = new Beginning.Ready("savepoint-s-1-00000000000000ff/1/7/manifest");
        passes(Duration.ofSeconds(3));
        assertThat(sent).anyMatch(ExecutorCommand.Deploy.class::isInstance);
    }

    @Test
    void whatCannotBeReadEndsItWithTheReason() {
        RunError damaged = RunError.external("savepoint.damaged", "Its SHA-256 differs.", false);
        beginning = new Beginning.Impossible(damaged);
        passes(Duration.ofSeconds(1));

        assertThat(phase()).isEqualTo(Phase.FAILED);
        assertThat(coordinator.status(FORK).reason()).contains(damaged);
    }

    @Test
    void isEndedWhileItWaits() {
        coordinator.desire(FORK, Desired.CANCEL);
        assertThat(phase()).isEqualTo(Phase.STOPPED);
    }
}
