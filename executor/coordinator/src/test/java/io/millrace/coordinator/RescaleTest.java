package io.millrace.coordinator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.coordinator.checkpoint.MemoryCheckpointLog;
import io.millrace.coordinator.state.Deploying;
import io.millrace.coordinator.state.JobState;
import io.millrace.coordinator.state.Origin;
import io.millrace.coordinator.state.Phase;
import io.millrace.coordinator.state.Running;
import io.millrace.model.error.RunError;
import io.millrace.protocol.job.CheckpointFigures;
import io.millrace.protocol.job.DeploymentId;
import io.millrace.protocol.job.ExecutorCommand;
import io.millrace.protocol.job.ExecutorId;
import io.millrace.protocol.job.Fence;
import io.millrace.protocol.job.Heartbeat;
import io.millrace.protocol.job.PartCheckpoint;
import io.millrace.protocol.job.PartCheckpoint.Stage;
import io.millrace.protocol.job.PartReport;
import io.millrace.protocol.job.PartStatus;
import io.millrace.protocol.job.Prepared;
import io.millrace.protocol.plan.Distribution;
import io.millrace.protocol.plan.Fragment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A coordinator and a job that is to go on at another parallelism, on an executor that the test plays. */
class RescaleTest {

    private static final ExecutorId A = new ExecutorId("a");
    private static final DeploymentId FLIGHTS = new DeploymentId("flights-1");
    private static final Duration INTERVAL = Duration.ofSeconds(60);
    private static final RunError FULL = RunError.external("checkpoint.storage", "The storage is full.", false);

    private final List<ExecutorCommand> sent = new ArrayList<>();
    private final ListLog log = new ListLog();
    private final MemoryCheckpointLog rows = new MemoryCheckpointLog();
    private int workers = 4;
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
                (to, command) -> sent.add(command.command()),
                log.access(),
                rows);
    }

    private static Deployment deployment(String id, int[] shape, int parallelism, Optional<Duration> interval) {
        return new Deployment(
                new DeploymentId(id),
                new Deployment.Target(id, "default"),
                "r1",
                Map.of(),
                new Deployment.StartFrom.Beginning(),
                Plans.chain(new Distribution.Rebalance(), shape),
                parallelism,
                interval);
    }

    @BeforeEach
    void aJobRunsWithOneTaskPerFragment() {
        beats();
        coordinator.deploy(deployment("flights-1", new int[] {2, 2, 1}, 1, Optional.of(INTERVAL)));
        coordinator.tick();
        runs(1);
    }

    private void beats(PartReport... parts) {
        coordinator.heard(new Heartbeat(A, ++sequence, nowNanos, log.epoch(), workers, List.of(parts)));
    }

    private PartReport part(long attempt, PartStatus status, Optional<PartCheckpoint> checkpoint) {
        return new PartReport(
                new Fence(FLIGHTS, attempt, log.epoch()),
                status,
                Optional.empty(),
                Prepared.NOTHING,
                List.of(),
                checkpoint);
    }

    private void is(long attempt, PartStatus status) {
        beats(part(attempt, status, Optional.empty()));
    }

    private void tells(long attempt, PartCheckpoint checkpoint) {
        beats(part(attempt, PartStatus.RUNNING, Optional.of(checkpoint)));
    }

    private void runs(long attempt) {
        is(attempt, PartStatus.READY);
        is(attempt, PartStatus.RUNNING);
        assertThat(state().phase()).isEqualTo(Phase.RUNNING);
    }

    private void passes(Duration time, long attempt) {
        for (long second = 0; second < time.toSeconds(); second++) {
            nowNanos += Duration.ofSeconds(1).toNanos();
            is(attempt, PartStatus.RUNNING);
        }
    }

    /** Nothing was prepared, so that the checkpoint is committed as soon as it is complete. */
    private void completes(long attempt, long number) {
        assertThat(checkpointsBegun()).contains(number);
        tells(
                attempt,
                PartCheckpoint.begun(number)
                        .at(Stage.WRITTEN, "part", Prepared.NOTHING)
                        .with(CheckpointFigures.NOTHING));
        tells(attempt, PartCheckpoint.begun(number).at(Stage.MERGED, "manifest-" + number, Prepared.NOTHING));
    }

    private void fails(long attempt, long number) {
        assertThat(checkpointsBegun()).contains(number);
        tells(attempt, PartCheckpoint.begun(number).failed(Stage.FAILED, FULL));
        is(attempt, PartStatus.RUNNING);
    }

    private List<Long> checkpointsBegun() {
        return sent.stream()
                .filter(ExecutorCommand.Checkpoint.class::isInstance)
                .map(command -> ((ExecutorCommand.Checkpoint) command).number())
                .distinct()
                .toList();
    }

    private List<Integer> tasksDeployed(long attempt) {
        return sent.stream()
                .filter(command -> command instanceof ExecutorCommand.Deploy deploy
                        && deploy.fence().attempt() == attempt)
                .map(command -> ((ExecutorCommand.Deploy) command))
                .findFirst()
                .orElseThrow()
                .plan()
                .fragments()
                .stream()
                .map(Fragment::parallelism)
                .toList();
    }

    private JobState state() {
        return coordinator.status(FLIGHTS).state();
    }

    private Parallelism parallelism() {
        return coordinator.status(FLIGHTS).parallelism();
    }

    private void restartsAt(long attempt, int tasks) {
        is(attempt - 1, PartStatus.CANCELLED);
        assertThat(state()).isInstanceOf(Deploying.class);
        runs(attempt);
        assertThat(parallelism()).isEqualTo(Parallelism.of(tasks));
        assertThat(tasksDeployed(attempt)).containsExactly(tasks, tasks, 1);
    }

    @Test
    void aJobTakesACheckpointAtOnceAndGoesOnFromIt() {
        assertThat(tasksDeployed(1)).containsExactly(1, 1, 1);
        coordinator.rescale(FLIGHTS, 3);
        coordinator.tick();
        assertThat(parallelism().goal()).isEqualTo(3);
        assertThat(parallelism().now()).isEqualTo(1);

        completes(1, 1);
        assertThat(state().phase()).isEqualTo(Phase.RESCALING);
        assertThat(sent).contains(new ExecutorCommand.Cancel(new Fence(FLIGHTS, 1, log.epoch())));
        is(1, PartStatus.CANCELLED);
        assertThat(((Deploying) state()).origin().map(Origin::checkpoint)).contains(1L);
        restartsAt(2, 3);
        assertThat(((Running) state()).placement().tasks()).hasSize(7);
    }

    @Test
    void itGoesBackToOneTaskAsWell() {
        coordinator.rescale(FLIGHTS, 3);
        coordinator.tick();
        completes(1, 1);
        restartsAt(2, 3);

        coordinator.rescale(FLIGHTS, 1);
        coordinator.tick();
        completes(2, 2);
        restartsAt(3, 1);
    }

    @Test
    void aSuccessorGoesOnWhereverTheLastOneWas() {
        coordinator.rescale(FLIGHTS, 3);
        coordinator = takeOver();
        is(1, PartStatus.RUNNING);
        assertThat(parallelism().goal()).isEqualTo(3);
        coordinator = takeOver();
        tells(1, PartCheckpoint.begun(1));
        completes(1, 1);
        assertThat(state().phase()).isEqualTo(Phase.RESCALING);

        coordinator = takeOver();
        assertThat(state().phase()).isEqualTo(Phase.RESCALING);
        is(1, PartStatus.RUNNING);
        is(1, PartStatus.CANCELLED);
        assertThat(state().phase()).isEqualTo(Phase.DEPLOYING);
        coordinator = takeOver();
        assertThat(parallelism()).isEqualTo(Parallelism.of(3));
        beats();
        assertThat(tasksDeployed(2)).containsExactly(3, 3, 1);
        runs(2);
    }

    @Test
    void withoutWorkersEnoughItRunsOnUntilThereAre() {
        coordinator.rescale(FLIGHTS, 6);
        passes(INTERVAL.minusSeconds(1), 1);
        assertThat(checkpointsBegun()).isEmpty();
        assertThat(state().phase()).isEqualTo(Phase.RUNNING);
        assertThat(coordinator.status(FLIGHTS).workers()).isEqualTo(4);

        workers = 6;
        is(1, PartStatus.RUNNING);
        completes(1, 1);
        restartsAt(2, 6);
    }

    @Test
    void afterTooManyFailedCheckpointsItStaysAsItIsAndSaysWhy() {
        coordinator.rescale(FLIGHTS, 3);
        coordinator.tick();
        for (long number = 1; number <= 6; number++) {
            fails(1, number);
            assertThat(parallelism().goal()).isEqualTo(number < 6 ? 3 : 1);
            passes(INTERVAL, 1);
        }
        assertThat(state()).isInstanceOf(Running.class);
        assertThat(state().attempt()).isEqualTo(1);
        assertThat(log.reasons(FLIGHTS)).singleElement().satisfies(reason -> assertThat(reason.message())
                .contains("6 checkpoints in a row have failed", "The storage is full."));
    }

    @Test
    void anotherWishTakesTheFirstOneBack() {
        coordinator.rescale(FLIGHTS, 3);
        coordinator.rescale(FLIGHTS, 2);
        assertThat(parallelism().goal()).isEqualTo(2);
        coordinator.rescale(FLIGHTS, 1);
        assertThat(parallelism()).isEqualTo(Parallelism.of(1));
        coordinator.tick();
        completes(1, 1);
        assertThat(state()).isInstanceOf(Running.class);
        assertThat(state().attempt()).isEqualTo(1);
    }

    @Test
    void anAttemptThatBreaksMeanwhileIsFollowedByOneThatHasIt() {
        coordinator.rescale(FLIGHTS, 3);
        coordinator.tick();
        completes(1, 1);
        restartsAt(2, 3);
        coordinator.rescale(FLIGHTS, 2);
        is(2, PartStatus.CANCELLED);
        assertThat(state().phase()).isEqualTo(Phase.RESTARTING);
        nowNanos += Duration.ofSeconds(1).toNanos();
        restartsAt(3, 2);
    }

    @Test
    void whatIsStoppedMeanwhileDoesNotBeginAgain() {
        coordinator.rescale(FLIGHTS, 3);
        coordinator.tick();
        completes(1, 1);
        coordinator.desire(FLIGHTS, Desired.STOP);
        is(1, PartStatus.CANCELLED);
        assertThat(state().phase()).isEqualTo(Phase.STOPPED);
        assertThatThrownBy(() -> coordinator.rescale(FLIGHTS, 2))
                .isInstanceOf(DeploymentRefused.class)
                .hasMessageContaining("ends or has ended");
    }

    @Test
    void whatCannotBeRescaledIsRefusedWithARemedy() {
        coordinator.deploy(deployment("narrow", new int[] {1, 1}, 1, Optional.of(INTERVAL)));
        assertThatThrownBy(() -> coordinator.rescale(new DeploymentId("narrow"), 2))
                .isInstanceOf(DeploymentRefused.class)
                .hasMessageContaining("one task per fragment")
                .hasMessageContaining("run it again");
        coordinator.deploy(deployment("unkept", new int[] {2, 2}, 2, Optional.empty()));
        assertThatThrownBy(() -> coordinator.rescale(new DeploymentId("unkept"), 4))
                .isInstanceOf(DeploymentRefused.class)
                .hasMessageContaining("takes no checkpoints")
                .hasMessageContaining("run it again");
        assertThatThrownBy(() -> coordinator.rescale(new DeploymentId("nothing"), 4))
                .isInstanceOf(DeploymentRefused.class);
    }
}
