package io.millrace.coordinator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.coordinator.checkpoint.MemoryCheckpointLog;
import io.millrace.coordinator.state.Committing;
import io.millrace.coordinator.state.Failed;
import io.millrace.coordinator.state.Phase;
import io.millrace.coordinator.state.Restarting;
import io.millrace.coordinator.state.Running;
import io.millrace.coordinator.state.Stopped;
import io.millrace.model.error.ErrorDomain;
import io.millrace.model.error.RunError;
import io.millrace.protocol.exchange.PeerLoss;
import io.millrace.protocol.job.DeploymentId;
import io.millrace.protocol.job.ExecutorCommand;
import io.millrace.protocol.job.ExecutorId;
import io.millrace.protocol.job.Fence;
import io.millrace.protocol.job.Heartbeat;
import io.millrace.protocol.job.LeasedCommand;
import io.millrace.protocol.job.NodeCounts;
import io.millrace.protocol.job.PartReport;
import io.millrace.protocol.job.PartStatus;
import io.millrace.protocol.job.PortCounts;
import io.millrace.protocol.job.Prepared;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** One coordinator, with a clock moved by hand and executors played by the test. */
class CoordinatorTest {

    private static final ExecutorId A = new ExecutorId("a");
    private static final ExecutorId B = new ExecutorId("b");
    private static final DeploymentId FLIGHTS = new DeploymentId("flights-1");

    private record Sent(ExecutorId to, LeasedCommand command) {}

    private final List<Sent> sent = new ArrayList<>();
    private final ListLog log = new ListLog();
    private long nowNanos = 5_000_000_000L;
    private long sequence;
    private CoordinatorSettings settings = CoordinatorSettings.standard();
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
                settings,
                clock,
                (to, command) -> sent.add(new Sent(to, command)),
                log.access(),
                new MemoryCheckpointLog());
    }

    private void passes(Duration time) {
        for (long second = 0; second < time.toSeconds(); second++) {
            standsStill(Duration.ofSeconds(1));
        }
        standsStill(time.minusSeconds(time.toSeconds()));
    }

    /** Time passes without a tick before its end. */
    private void standsStill(Duration time) {
        nowNanos += time.toNanos();
        coordinator.tick();
    }

    /** An executor of two workers says what it runs. */
    private void beats(ExecutorId executor, PartReport... parts) {
        coordinator.heard(new Heartbeat(executor, ++sequence, nowNanos, log.epoch(), 2, List.of(parts)));
    }

    private PartReport part(long attempt, PartStatus status) {
        return part(attempt, status, Optional.empty());
    }

    private PartReport part(long attempt, PartStatus status, Optional<RunError> error) {
        Prepared prepared = status == PartStatus.FINISHED
                ? Prepared.NOTHING.and(1, List.of(new byte[] {(byte) attempt}))
                : Prepared.NOTHING;
        NodeCounts counts = new NodeCounts(
                "n0", 10, 5, 0, 0, 0, 0, 0, 100, List.of(), 1, List.of(new PortCounts("out", 5, 0, 1)), 0, 0);
        return new PartReport(
                new Fence(FLIGHTS, attempt, log.epoch()), status, error, prepared, List.of(counts), Optional.empty());
    }

    private <T extends ExecutorCommand> List<T> told(ExecutorId executor, Class<T> what) {
        List<T> commands = sent.stream()
                .filter(one -> one.to().equals(executor))
                .map(one -> one.command().command())
                .filter(what::isInstance)
                .map(what::cast)
                .toList();
        return commands;
    }

    private Phase phase() {
        return coordinator.status(FLIGHTS).state().phase();
    }

    private void runOn(ExecutorId... executors) {
        for (ExecutorId executor : executors) {
            beats(executor);
        }
        coordinator.deploy(Plans.deployment("flights-1", "flights"));
        if (phase() == Phase.SCHEDULING) {
            passes(Duration.ofSeconds(3));
        }
        for (ExecutorId executor : executors) {
            beats(executor, part(1, PartStatus.READY));
        }
        for (ExecutorId executor : executors) {
            beats(executor, part(1, PartStatus.RUNNING));
        }
        assertThat(phase()).isEqualTo(Phase.RUNNING);
    }

    @Test
    void tasksStartWhenAllExecutorsAreReadyAndNotBefore() {
        beats(A);
        beats(B);
        coordinator.deploy(Plans.deployment("flights-1", "flights"));
        passes(Duration.ZERO);
        assertThat(told(A, ExecutorCommand.Deploy.class)).hasSize(1);
        assertThat(told(B, ExecutorCommand.Deploy.class)).hasSize(1);

        beats(A, part(1, PartStatus.READY));
        assertThat(told(A, ExecutorCommand.Start.class)).isEmpty();

        beats(B, part(1, PartStatus.READY));
        assertThat(told(A, ExecutorCommand.Start.class)).hasSize(1);
        assertThat(told(B, ExecutorCommand.Start.class)).hasSize(1);
    }

    @Test
    void aDeploymentWaitsAWhileForWorkersAndThenTakesWhatThereIs() {
        coordinator.deploy(Plans.deployment("flights-1", "flights"));
        passes(Duration.ofMinutes(1));
        assertThat(phase()).isEqualTo(Phase.SCHEDULING);

        beats(A);
        assertThat(phase()).isEqualTo(Phase.DEPLOYING);
    }

    @Test
    void aCommandWithoutEffectIsSaidAgainButNotAtOnce() {
        beats(A);
        coordinator.deploy(Plans.deployment("flights-1", "flights"));
        passes(Duration.ofMillis(100));
        passes(Duration.ofMillis(100));
        assertThat(told(A, ExecutorCommand.Deploy.class)).hasSize(1);

        passes(Duration.ofSeconds(1));
        assertThat(told(A, ExecutorCommand.Deploy.class)).hasSize(2);
    }

    @Test
    void onlyOneDeploymentOfATargetIsActive() {
        runOn(A);

        assertThatThrownBy(() -> coordinator.deploy(Plans.deployment("flights-2", "flights")))
                .isInstanceOf(DeploymentRefused.class)
                .hasMessageContaining("flights-1 of flights in default is active");
        coordinator.deploy(Plans.deployment("nexmark-1", "nexmark"));
        assertThat(coordinator.deployments()).hasSize(2);
    }

    @Test
    void whatAllTasksPreparedBecomesVisibleOnce() {
        runOn(A, B);
        beats(A, part(1, PartStatus.FINISHED));
        assertThat(phase()).isEqualTo(Phase.RUNNING);
        beats(B, part(1, PartStatus.FINISHED));
        assertThat(phase()).isEqualTo(Phase.COMMITTING);

        List<ExecutorCommand.Conclude> commits = told(A, ExecutorCommand.Conclude.class);
        assertThat(commits).hasSize(1);
        assertThat(commits.getFirst().prepared().of(1)).hasSize(2);

        beats(A, part(2, PartStatus.CONCLUDED));
        assertThat(phase()).isEqualTo(Phase.FINISHED);
        assertThat(coordinator.status(FLIGHTS).nodes()).singleElement().satisfies(counts -> {
            assertThat(counts.rowsIn()).isEqualTo(20);
            assertThat(counts.ports()).containsExactly(new PortCounts("out", 10, 0, 2));
        });
    }

    @Test
    void whoeverRunsTasksIsToldToShowTheirRows() {
        runOn(A, B);
        coordinator.tap(FLIGHTS, "n0", "out", 5_000);
        assertThat(told(A, ExecutorCommand.Tap.class)).hasSize(1);
        assertThat(told(B, ExecutorCommand.Tap.class)).hasSize(1);
    }

    @Test
    void aLostExecutorIsShownFirstAndThenTheJobStartsAgainWithoutIt() {
        runOn(A, B);
        for (int second = 0; second < 5; second++) {
            passes(Duration.ofSeconds(1));
            beats(A, part(1, PartStatus.RUNNING));
        }
        assertThat(coordinator.status(FLIGHTS).noContact())
                .hasValueSatisfying(silent -> assertThat(silent.executor()).isEqualTo(B));
        assertThat(phase()).isEqualTo(Phase.RUNNING);

        for (int second = 0; second < 7; second++) {
            passes(Duration.ofSeconds(1));
            beats(A, part(1, PartStatus.RUNNING));
        }
        assertThat(coordinator.status(FLIGHTS).state()).isInstanceOf(Restarting.class);
        assertThat(coordinator.status(FLIGHTS).reason())
                .hasValueSatisfying(reason -> assertThat(reason.message()).contains("Nothing was heard from b"));

        // The pause is over, but its tasks on the living executor are not.
        passes(Duration.ofSeconds(2));
        assertThat(phase()).isEqualTo(Phase.RESTARTING);
        beats(A, part(1, PartStatus.CANCELLED));
        passes(Duration.ofSeconds(3));
        beats(A, part(1, PartStatus.CANCELLED));
        assertThat(told(A, ExecutorCommand.Deploy.class).getLast().fence().attempt())
                .isEqualTo(2);
    }

    @Test
    void aCoordinatorThatStoodStillGivesNobodyUpForWhatItCouldNotHear() {
        runOn(A, B);

        standsStill(Duration.ofMinutes(11));
        assertThat(phase()).isEqualTo(Phase.RUNNING);
        assertThat(coordinator.status(FLIGHTS).noContact()).isPresent();
        beats(A, part(1, PartStatus.RUNNING));
        beats(B, part(1, PartStatus.RUNNING));
        passes(Duration.ofSeconds(3));

        assertThat(phase()).isEqualTo(Phase.RUNNING);
        assertThat(coordinator.status(FLIGHTS).noContact()).isEmpty();
    }

    /** A database that holds up every tick must not keep the dead alive. */
    @Test
    void oneThatOftenStandsStillGivesUpInTheEnd() {
        runOn(A, B);

        for (int stall = 0; stall < 6; stall++) {
            standsStill(Duration.ofSeconds(5));
        }

        assertThat(phase()).isEqualTo(Phase.RESTARTING);
    }

    @Test
    void anExecutorThatComesBackWithAFencedAttemptHasNoLeaseUntilThatHasEnded() {
        runOn(A, B);
        passes(Duration.ofSeconds(13));
        beats(A, part(1, PartStatus.CANCELLED));
        passes(Duration.ofSeconds(5));
        beats(A, part(1, PartStatus.CANCELLED));
        assertThat(coordinator.status(FLIGHTS).state().attempt()).isEqualTo(2);
        sent.clear();

        beats(B, part(1, PartStatus.RUNNING));

        assertThat(told(B, ExecutorCommand.Cancel.class)).hasSize(1);
        assertThat(sent)
                .filteredOn(one -> one.to().equals(B))
                .allSatisfy(one -> assertThat(one.command().leaseEndNanos()).isEqualTo(LeasedCommand.NO_LEASE));
    }

    @Test
    void aStopWinsOverARestart() {
        runOn(A, B);
        coordinator.gone(B);
        assertThat(phase()).isEqualTo(Phase.RESTARTING);

        coordinator.desire(FLIGHTS, Desired.STOP);
        beats(A, part(1, PartStatus.CANCELLED));

        assertThat(coordinator.status(FLIGHTS).state()).isInstanceOfSatisfying(Stopped.class, stopped -> assertThat(
                        stopped.note().orElseThrow().message())
                .contains("heard from b"));
        passes(Duration.ofMinutes(5));
        assertThat(phase()).isEqualTo(Phase.STOPPED);
    }

    @Test
    void anErrorThatNoRestartHelpsEndsTheJob() {
        runOn(A);
        RunError wrong = RunError.user("cast.failed", "'x' is no number.");
        beats(A, part(1, PartStatus.FAILED, Optional.of(wrong)));

        assertThat(phase()).isEqualTo(Phase.FAILED);
        assertThat(coordinator.status(FLIGHTS).reason()).isEmpty();
        assertThat(log.reasons(FLIGHTS)).containsExactly(wrong);
    }

    @Test
    void anErrorOfOurOwnThatComesAgainAndAgainEndsTheJobAtLast() {
        RunError bug = new RunError(
                ErrorDomain.INTERNAL, "bug", Optional.empty(), "Nobody thought of this.", Optional.empty(), true);
        assertThat(attemptsUntilItEnds(bug)).isLessThan(20);
        assertThat(log.reasons(FLIGHTS).getLast().message()).contains("restarted 10 times");
    }

    @Test
    void anotherSystemThatIsAwayIsWaitedForMuchLonger() {
        RunError away = RunError.external("disk.full", "No space left.", true);
        assertThat(attemptsUntilItEnds(away)).isEqualTo(1_001);
        assertThat(log.reasons(FLIGHTS).getLast().message()).contains("No space left.", "restarted 1000 times");
    }

    private long attemptsUntilItEnds(RunError error) {
        runOn(A);
        long attempt = 1;
        while (!coordinator.status(FLIGHTS).state().isFinal()) {
            beats(A, part(attempt, PartStatus.FAILED, Optional.of(error)));
            passes(Duration.ofMinutes(1));
            beats(A, part(attempt, PartStatus.FAILED, Optional.of(error)));
            attempt = Math.max(attempt, coordinator.status(FLIGHTS).state().attempt());
            assertThat(attempt).isLessThan(2_000);
        }
        assertThat(phase()).isEqualTo(Phase.FAILED);
        return attempt;
    }

    @Test
    void executorsThatLoseEachOtherAreNoFailureOfTheJob() {
        RunError loss = PeerLoss.of(B, "connection reset");
        int often = 2 * RestartPolicy.standard().mostInARow();
        runOn(A);
        for (int attempt = 1; attempt <= often; attempt++) {
            beats(A, part(attempt, PartStatus.FAILED, Optional.of(loss)));
            assertThat(phase()).isEqualTo(Phase.RESTARTING);
            for (int second = 0; second < 60; second++) {
                passes(Duration.ofSeconds(1));
                beats(A, part(attempt, PartStatus.FAILED, Optional.of(loss)));
            }
            beats(A, part(attempt + 1, PartStatus.READY));
        }
        assertThat(phase()).isEqualTo(Phase.RUNNING);
    }

    @Test
    void whereNothingIsStartedAgainTheFirstErrorIsTheEnd() {
        settings = CoordinatorSettings.standard().with(RestartPolicy.none());
        coordinator = takeOver();
        RunError error = RunError.external("disk.full", "The disk is full.", true);
        runOn(A);
        beats(A, part(1, PartStatus.FAILED, Optional.of(error)));

        assertThat(coordinator.status(FLIGHTS).state()).isEqualTo(new Failed(error));
    }

    @Test
    void whereNothingIsStartedAgainACommitIsTriedOnce() {
        settings = CoordinatorSettings.standard().with(RestartPolicy.none());
        coordinator = takeOver();
        RunError error = RunError.external("disk.full", "The disk is full.", true);
        runOn(A);
        beats(A, part(1, PartStatus.FINISHED));
        beats(A, part(2, PartStatus.CONCLUDED, Optional.of(error)));

        assertThat(phase()).isEqualTo(Phase.ABORTING);
    }

    @Test
    void aCoordinatorThatTakesOverFindsTheJobRunningAndDeploysNothing() {
        runOn(A, B);
        sent.clear();

        Coordinator before = coordinator;
        coordinator = takeOver();
        assertThat(phase()).isEqualTo(Phase.RUNNING);
        beats(A, part(1, PartStatus.RUNNING));
        beats(B, part(1, PartStatus.RUNNING));
        passes(Duration.ofSeconds(3));

        assertThat(phase()).isEqualTo(Phase.RUNNING);
        assertThat(told(A, ExecutorCommand.Deploy.class)).isEmpty();
        assertThat(told(A, ExecutorCommand.Acknowledge.class))
                .allSatisfy(acknowledge -> assertThat(acknowledge.ownerEpoch()).isEqualTo(2));
        assertThatThrownBy(() -> before.deploy(Plans.deployment("x-1", "x"))).isInstanceOf(JobLog.NotOwner.class);
        assertThat(before.isDeposed()).isTrue();
    }

    @Test
    void aCoordinatorThatTakesOverHasNoContactUntilItHasHeardTheExecutors() {
        runOn(A);
        coordinator = takeOver();
        passes(Duration.ofSeconds(1));
        assertThat(coordinator.status(FLIGHTS).noContact())
                .hasValueSatisfying(silent -> assertThat(silent.executor()).isEqualTo(A));

        beats(A, part(1, PartStatus.RUNNING));
        assertThat(coordinator.status(FLIGHTS).noContact()).isEmpty();
    }

    @Test
    void anotherExecutorMakesTheSameOutputVisibleWhenTheFirstIsLost() {
        runOn(A, B);
        beats(A, part(1, PartStatus.FINISHED));
        beats(B, part(1, PartStatus.FINISHED));
        Prepared decided = ((Committing) coordinator.status(FLIGHTS).state()).prepared();

        coordinator.gone(A);
        beats(B, part(1, PartStatus.FINISHED));
        passes(Duration.ofSeconds(1));

        assertThat(coordinator.status(FLIGHTS).state().attempt()).isEqualTo(3);
        assertThat(told(B, ExecutorCommand.Conclude.class).getLast().prepared()).isEqualTo(decided);
    }

    @Test
    void aDeploymentThatHasEndedUnderAnEarlierCoordinatorIsNotRunAgain() {
        beats(A);
        coordinator.deploy(Plans.deployment("flights-1", "flights"));
        coordinator.desire(FLIGHTS, Desired.CANCEL);
        beats(A, part(1, PartStatus.CANCELLED));
        assertThat(phase()).isEqualTo(Phase.STOPPED);

        coordinator = takeOver();

        assertThatThrownBy(() -> coordinator.deploy(Plans.deployment("flights-1", "flights")))
                .isInstanceOf(DeploymentRefused.class)
                .hasMessageContaining("has ended already");
        assertThat(coordinator.deployments()).isEmpty();
    }

    @Test
    void nothingIsSaidBeforeTheLogHasIt() {
        beats(A);
        log.fails(true);
        assertThatThrownBy(() -> coordinator.deploy(Plans.deployment("flights-1", "flights")))
                .isInstanceOf(JobLog.Unavailable.class);
        passes(Duration.ofSeconds(1));
        assertThat(told(A, ExecutorCommand.Deploy.class)).isEmpty();

        log.fails(false);
        passes(Duration.ofSeconds(1));
        assertThat(told(A, ExecutorCommand.Deploy.class)).hasSize(1);
    }

    @Test
    void withoutTheLogLeasesRunOut() {
        runOn(A);
        log.fails(true);
        passes(Duration.ofSeconds(6));
        beats(A, part(1, PartStatus.RUNNING));
        long first = sent.getLast().command().leaseEndNanos();
        passes(Duration.ofSeconds(6));
        beats(A, part(1, PartStatus.RUNNING));

        assertThat(sent.getLast().command().leaseEndNanos()).isEqualTo(first).isLessThan(nowNanos);
    }

    @Test
    void whatNobodyKnowsIsEnded() {
        beats(A, part(7, PartStatus.RUNNING));
        assertThat(told(A, ExecutorCommand.Cancel.class)).hasSize(1);

        beats(A, part(7, PartStatus.CANCELLED));
        assertThat(told(A, ExecutorCommand.Release.class)).hasSize(1);
    }

    @Test
    void aLeaseThatOutlastsThePatienceIsRefused() {
        CoordinatorSettings standard = CoordinatorSettings.standard();
        assertThatThrownBy(() -> new CoordinatorSettings(
                        Duration.ofSeconds(12),
                        Duration.ofSeconds(12),
                        standard.noContactAfter(),
                        standard.resendAfter(),
                        standard.settle(),
                        standard.deployLimit(),
                        standard.stopLimit(),
                        standard.restarts(),
                        standard.checkpoints()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at least a tenth more");
    }

    @Test
    void pausesGrowUpToTheLongest() {
        RestartPolicy policy = RestartPolicy.standard();
        assertThat(List.of(policy.pause(1), policy.pause(2), policy.pause(3), policy.pause(1_000)))
                .containsExactly(
                        Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(4), Duration.ofMinutes(1));
    }

    @Test
    void aRunningJobIsRunning() {
        runOn(A);
        assertThat(coordinator.status(FLIGHTS).state()).isInstanceOf(Running.class);
        assertThat(coordinator.status(FLIGHTS).noContact()).isEmpty();
    }

    /** A mistake in one job is no reason for the others to stand still. */
    @Test
    void aJobThatCannotBeDecidedUponDoesNotHoldUpTheOthers() {
        JobLog broken = new JobLog() {
            private final JobLog inner = new MemoryJobLog();

            @Override
            public List<Unfinished> unfinished() {
                return inner.unfinished();
            }

            @Override
            public boolean create(Deployment deployment, JobEvent first) {
                return inner.create(deployment, first);
            }

            @Override
            public void append(JobEvent event) {
                if (event.deployment().value().equals("a-broken-one")) {
                    throw new IllegalStateException("Another event is in the log under its number");
                }
                inner.append(event);
            }

            @Override
            public void confirmOwner() {}
        };
        coordinator = new Coordinator(
                log.takeOver(),
                settings,
                new Clock() {
                    @Override
                    public long nanoTime() {
                        return nowNanos;
                    }

                    @Override
                    public long wallMicros() {
                        return nowNanos / 1_000;
                    }
                },
                (to, command) -> sent.add(new Sent(to, command)),
                broken,
                new MemoryCheckpointLog());
        assertThatThrownBy(() -> coordinator.deploy(Plans.deployment("a-broken-one", "broken")))
                .isInstanceOf(IllegalStateException.class);
        coordinator.deploy(Plans.deployment("flights-1", "flights"));
        assertThatThrownBy(() -> beats(A)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> passes(Duration.ofSeconds(3))).isInstanceOf(IllegalStateException.class);

        assertThat(phase()).isEqualTo(Phase.DEPLOYING);
        assertThat(told(A, ExecutorCommand.Deploy.class)).isNotEmpty();
    }
}
