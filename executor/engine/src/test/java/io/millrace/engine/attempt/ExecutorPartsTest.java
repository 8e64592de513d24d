package io.millrace.engine.attempt;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.model.error.RunError;
import io.millrace.protocol.job.DeploymentId;
import io.millrace.protocol.job.ExecutorCommand;
import io.millrace.protocol.job.ExecutorCommand.Conclusion;
import io.millrace.protocol.job.ExecutorId;
import io.millrace.protocol.job.Fence;
import io.millrace.protocol.job.LeasedCommand;
import io.millrace.protocol.job.PartReport;
import io.millrace.protocol.job.PartStatus;
import io.millrace.protocol.job.Placement;
import io.millrace.protocol.job.Prepared;
import io.millrace.protocol.job.TaskId;
import io.millrace.protocol.plan.OperatorPlan;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ExecutorPartsTest {

    private static final ExecutorId SELF = new ExecutorId("a");
    private static final DeploymentId FLIGHTS = new DeploymentId("flights-1");
    private static final OperatorPlan PLAN =
            new OperatorPlan(ZoneOffset.UTC, List.of(), List.of(), List.of(), List.of());
    private static final Placement ALONE = new Placement(SELF, new TreeMap<>(Map.of(new TaskId(0, 0), SELF)));
    private static final long NOW = 1_000;
    private static final long LEASED = 2_000;

    private final ExecutorParts parts = new ExecutorParts(SELF, 2, _ -> List.of());

    private static Fence fence(long attempt) {
        return new Fence(FLIGHTS, attempt, 1);
    }

    private List<PartAction> told(ExecutorCommand command) {
        return parts.command(new LeasedCommand(command, LEASED), NOW);
    }

    private static ExecutorCommand deploy(Fence fence) {
        return new ExecutorCommand.Deploy(fence, PLAN, ALONE, Optional.empty());
    }

    private PartReport report() {
        return parts.heartbeat(NOW).parts().getFirst();
    }

    private void runs(Fence fence) {
        told(deploy(fence));
        parts.happened(fence, new PartEvent.Assembled());
        told(new ExecutorCommand.Start(fence));
        assertThat(report().status()).isEqualTo(PartStatus.RUNNING);
    }

    @Test
    void aPartIsAssembledThenReadyThenRunsToItsEnd() {
        assertThat(told(deploy(fence(1))))
                .containsExactly(new PartAction.Assemble(fence(1), PLAN, ALONE, Optional.empty()));
        assertThat(told(new ExecutorCommand.Start(fence(1)))).isEmpty();

        parts.happened(fence(1), new PartEvent.Assembled());
        assertThat(report().status()).isEqualTo(PartStatus.READY);
        assertThat(told(new ExecutorCommand.Start(fence(1)))).containsExactly(new PartAction.Run(fence(1)));

        Prepared output = Prepared.NOTHING.and(1, List.of(new byte[] {7}));
        parts.happened(fence(1), new PartEvent.Ended(output));
        assertThat(report().status()).isEqualTo(PartStatus.FINISHED);
        assertThat(report().prepared()).isEqualTo(output);
    }

    @Test
    void whatIsSaidTwiceIsDoneOnce() {
        told(deploy(fence(1)));
        assertThat(told(deploy(fence(1)))).isEmpty();
        parts.happened(fence(1), new PartEvent.Assembled());
        told(new ExecutorCommand.Start(fence(1)));
        assertThat(told(new ExecutorCommand.Start(fence(1)))).isEmpty();
        assertThat(told(new ExecutorCommand.Stop(fence(1)))).hasSize(1);
        assertThat(told(new ExecutorCommand.Stop(fence(1)))).isEmpty();
        assertThat(told(new ExecutorCommand.Cancel(fence(1)))).hasSize(1);
        assertThat(told(new ExecutorCommand.Cancel(fence(1)))).isEmpty();
    }

    @Test
    void aLowerAttemptIsRefused() {
        runs(fence(2));
        assertThat(told(deploy(fence(1)))).isEmpty();
        assertThat(told(new ExecutorCommand.Stop(fence(1)))).isEmpty();
        assertThat(told(new ExecutorCommand.Cancel(fence(1)))).isEmpty();
        assertThat(report().status()).isEqualTo(PartStatus.RUNNING);
    }

    @Test
    void aLowerEpochIsRefused() {
        told(new ExecutorCommand.Acknowledge(3));
        assertThat(told(deploy(new Fence(FLIGHTS, 9, 2)))).isEmpty();
        assertThat(parts.heartbeat(NOW).ownerEpoch()).isEqualTo(3);
        assertThat(parts.hasLease(NOW)).isTrue();
    }

    @Test
    void anAttemptGoesOnUnderANewCoordinator() {
        runs(fence(1));
        assertThat(told(new ExecutorCommand.Stop(new Fence(FLIGHTS, 1, 2)))).hasSize(1);
        assertThat(report().fence().ownerEpoch()).isEqualTo(2);
        assertThat(told(new ExecutorCommand.Cancel(fence(1)))).isEmpty();
    }

    @Test
    void nothingBeginsAfterItsLease() {
        for (ExecutorCommand late : List.of(
                deploy(fence(1)), new ExecutorCommand.Conclude(fence(1), PLAN, Conclusion.COMMIT, Prepared.NOTHING))) {
            assertThat(parts.command(new LeasedCommand(late, LEASED), LEASED)).isEmpty();
            assertThat(parts.command(new LeasedCommand(late, LeasedCommand.NO_LEASE), NOW))
                    .isEmpty();
        }
        told(deploy(fence(1)));
        parts.happened(fence(1), new PartEvent.Assembled());
        assertThat(parts.command(new LeasedCommand(new ExecutorCommand.Start(fence(1)), LEASED), LEASED))
                .isEmpty();
        // What ends something is obeyed at any time.
        assertThat(parts.command(new LeasedCommand(new ExecutorCommand.Cancel(fence(1)), LEASED), LEASED))
                .hasSize(1);
    }

    @Test
    void aCancellationClosesAnAttemptThatNeverCame() {
        told(new ExecutorCommand.Cancel(fence(1)));
        assertThat(report().status()).isEqualTo(PartStatus.CANCELLED);
        assertThat(told(deploy(fence(1)))).isEmpty();
        assertThat(told(deploy(fence(2)))).hasSize(2);
    }

    @Test
    void aReleasedAttemptIsForgottenAndNeverBeginsAgain() {
        runs(fence(1));
        assertThat(told(new ExecutorCommand.Release(fence(1)))).isEmpty();
        parts.happened(fence(1), new PartEvent.Ended(Prepared.NOTHING));
        assertThat(told(new ExecutorCommand.Release(fence(1)))).containsExactly(new PartAction.Forget(fence(1)));
        assertThat(parts.heartbeat(NOW).parts()).isEmpty();
        assertThat(told(deploy(fence(1)))).isEmpty();
    }

    @Test
    void aHigherAttemptWaitsUntilTheLowerHasEnded() {
        runs(fence(1));
        assertThat(told(deploy(fence(2)))).isEmpty();
        assertThat(told(new ExecutorCommand.Cancel(fence(2)))).containsExactly(new PartAction.EndTasks(fence(1)));
        parts.happened(fence(1), new PartEvent.Ended(Prepared.NOTHING));
        assertThat(told(deploy(fence(2))))
                .containsExactly(
                        new PartAction.Forget(fence(1)),
                        new PartAction.Assemble(fence(2), PLAN, ALONE, Optional.empty()));
    }

    @Test
    void theFirstErrorIsKeptAndTheOtherTasksEnd() {
        runs(fence(1));
        RunError first = RunError.user("cast.failed", "'x' is no number.");
        assertThat(parts.happened(fence(1), new PartEvent.Broke(first)))
                .containsExactly(new PartAction.EndTasks(fence(1)));
        parts.happened(fence(1), new PartEvent.Broke(RunError.internal("late", "Because of the first.")));
        assertThat(report().error()).contains(first);
        parts.happened(fence(1), new PartEvent.Ended(Prepared.NOTHING));
        assertThat(report().status()).isEqualTo(PartStatus.FAILED);
    }

    @Test
    void anErrorAfterTheEndIsToldAsAPeerMayWaitForLastWords() {
        runs(fence(1));
        parts.happened(fence(1), new PartEvent.Ended(Prepared.NOTHING));
        RunError lost = RunError.external("peer.lost", "The connection was lost.", true);

        assertThat(parts.happened(fence(1), new PartEvent.Broke(lost))).isEmpty();

        assertThat(report().status()).isEqualTo(PartStatus.FINISHED);
        assertThat(report().error()).contains(lost);
    }

    @Test
    void whatCannotBeReadHasFailedAtOnce() {
        ExecutorCommand unreadable =
                ExecutorCommand.Unreadable.because(fence(1), PartStatus.FAILED, "These bytes are no operator plan");

        assertThat(told(unreadable)).isEmpty();
        assertThat(told(unreadable)).isEmpty();

        assertThat(report().status()).isEqualTo(PartStatus.FAILED);
        assertThat(report().error()).hasValueSatisfying(error -> assertThat(error.message())
                .startsWith("An executor cannot read what it is to run. These bytes are no operator plan. Deploy"));
        assertThat(told(new ExecutorCommand.Release(fence(1)))).containsExactly(new PartAction.Forget(fence(1)));
        assertThat(told(unreadable)).isEmpty();
        assertThat(parts.heartbeat(NOW).parts()).isEmpty();
    }

    @Test
    void whatCannotBeReadDisturbsNothingThatRuns() {
        runs(fence(1));

        assertThat(told(ExecutorCommand.Unreadable.because(fence(1), PartStatus.FAILED, "Noise")))
                .isEmpty();

        assertThat(report().status()).isEqualTo(PartStatus.RUNNING);
    }

    @Test
    void whatIsCancelledWhileItIsMadeEndsOnceItIsThere() {
        told(deploy(fence(1)));
        assertThat(told(new ExecutorCommand.Cancel(fence(1)))).isEmpty();
        assertThat(parts.happened(fence(1), new PartEvent.Assembled()))
                .containsExactly(new PartAction.EndTasks(fence(1)));
        parts.happened(fence(1), new PartEvent.Ended(Prepared.NOTHING));
        assertThat(report().status()).isEqualTo(PartStatus.CANCELLED);
    }

    @Test
    void aCommitterIsNotInterrupted() {
        assertThat(told(new ExecutorCommand.Conclude(fence(1), PLAN, Conclusion.COMMIT, Prepared.NOTHING)))
                .hasSize(1);
        assertThat(told(new ExecutorCommand.Cancel(fence(2)))).isEmpty();
        parts.happened(fence(1), new PartEvent.Concluded(Optional.empty()));
        assertThat(report().status()).isEqualTo(PartStatus.CONCLUDED);
    }

    @Test
    void eventsOfForgottenAttemptsChangeNothing() {
        assertThat(parts.happened(fence(5), new PartEvent.Ended(Prepared.NOTHING)))
                .isEmpty();
        assertThat(parts.heartbeat(NOW).parts()).isEmpty();
    }

    @Test
    void tasksThatDoNotEndAreNoticed() {
        long second = 1_000_000_000L;
        runs(fence(1));
        told(new ExecutorCommand.Cancel(fence(1)));
        parts.heartbeat(0);
        parts.heartbeat(29 * second);
        assertThat(parts.isStuck(30 * second)).isFalse();
        assertThat(parts.isStuck(31 * second)).isTrue();

        parts.happened(fence(1), new PartEvent.Ended(Prepared.NOTHING));
        parts.heartbeat(32 * second);
        assertThat(parts.isStuck(90 * second)).isFalse();
    }

    @Test
    void mailReachesTasksThatRun() {
        ExecutorCommand mail = new ExecutorCommand.Mail(fence(1), new TaskId(0, 0), 4, "tap");
        assertThat(told(mail)).isEmpty();
        runs(fence(1));
        assertThat(told(mail)).containsExactly(new PartAction.Deliver(fence(1), new TaskId(0, 0), 4, "tap"));
    }

    @Test
    void tapsAreOpenedWhereTasksRun() {
        ExecutorCommand tap = new ExecutorCommand.Tap(fence(1), "bids", "out", 5_000);
        assertThat(told(tap)).isEmpty();
        runs(fence(1));
        assertThat(told(tap)).containsExactly(new PartAction.Tap(fence(1), "bids", "out", 5_000));
    }
}
