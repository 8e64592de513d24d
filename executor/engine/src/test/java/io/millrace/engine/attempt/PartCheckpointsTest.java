package io.millrace.engine.attempt;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.model.error.RunError;
import io.millrace.protocol.job.DeploymentId;
import io.millrace.protocol.job.ExecutorCommand;
import io.millrace.protocol.job.ExecutorId;
import io.millrace.protocol.job.Fence;
import io.millrace.protocol.job.LeasedCommand;
import io.millrace.protocol.job.PartCheckpoint;
import io.millrace.protocol.job.PartCheckpoint.Stage;
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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PartCheckpointsTest {

    private static final ExecutorId SELF = new ExecutorId("a");
    private static final Fence FENCE = new Fence(new DeploymentId("flights-1"), 1, 1);
    private static final OperatorPlan PLAN =
            new OperatorPlan(ZoneOffset.UTC, List.of(), List.of(), List.of(), List.of());
    private static final Placement ALONE = new Placement(SELF, new TreeMap<>(Map.of(new TaskId(0, 0), SELF)));
    private static final long NOW = 1_000;
    private static final long LEASED = 2_000;
    private static final Prepared OUTPUT = Prepared.NOTHING.and(1, List.of(new byte[] {7}));
    private static final List<String> PARTS = List.of("flights-1/1/1/part-a");
    private static final RunError FULL = RunError.external("io.failed", "No space left on device", true);

    private final ExecutorParts parts = new ExecutorParts(SELF, 2, _ -> List.of());

    @BeforeEach
    void runs() {
        told(new ExecutorCommand.Deploy(FENCE, PLAN, ALONE, Optional.empty()));
        parts.happened(FENCE, new PartEvent.Assembled());
        told(new ExecutorCommand.Start(FENCE));
    }

    private List<PartAction> told(ExecutorCommand command) {
        return parts.command(new LeasedCommand(command, LEASED), NOW);
    }

    private List<PartAction> begin(long number) {
        return told(new ExecutorCommand.Checkpoint(FENCE, number));
    }

    private List<PartAction> complete(long number) {
        return told(new ExecutorCommand.CompleteCheckpoint(FENCE, number, PARTS));
    }

    private List<PartAction> commit(long number) {
        return told(new ExecutorCommand.CommitCheckpoint(FENCE, number, OUTPUT));
    }

    private List<PartAction> settle(long number, boolean completed) {
        return told(new ExecutorCommand.Settle(FENCE, number, completed));
    }

    private void is(PartCheckpoint now) {
        parts.happened(FENCE, new PartEvent.Checkpoint(now));
    }

    private void written(long number) {
        is(PartCheckpoint.begun(number).at(Stage.WRITTEN, PARTS.getFirst(), OUTPUT));
    }

    private PartReport report() {
        return parts.heartbeat(NOW).parts().getFirst();
    }

    private PartCheckpoint open() {
        return report().checkpoint().orElseThrow();
    }

    @Test
    void aHostTakesACheckpointFromItsBeginToItsCommit() {
        assertThat(begin(1)).containsExactly(new PartAction.BeginCheckpoint(FENCE, 1));
        assertThat(open()).isEqualTo(PartCheckpoint.begun(1));

        written(1);
        assertThat(complete(1)).containsExactly(new PartAction.MergeCheckpoint(FENCE, 1, PARTS));
        is(open().at(Stage.MERGED, "flights-1/1/1/manifest", OUTPUT));
        assertThat(commit(1)).containsExactly(new PartAction.CommitCheckpoint(FENCE, 1, OUTPUT));
        is(open().at(Stage.COMMITTED));

        assertThat(settle(1, true)).containsExactly(new PartAction.Settle(FENCE, 1, true));
        parts.happened(FENCE, new PartEvent.Settled(1, Prepared.NOTHING));
        assertThat(report().checkpoint()).isEmpty();
    }

    @Test
    void whatIsSaidTwiceIsDoneOnce() {
        begin(1);
        assertThat(begin(1)).isEmpty();
        written(1);
        complete(1);
        assertThat(complete(1)).isEmpty();
        is(open().at(Stage.MERGED, "m", OUTPUT));
        assertThat(complete(1)).isEmpty();
        commit(1);
        assertThat(commit(1)).isEmpty();
        is(open().at(Stage.COMMITTED));
        assertThat(commit(1)).isEmpty();
        settle(1, true);
        assertThat(settle(1, true)).isEmpty();
        parts.happened(FENCE, new PartEvent.Settled(1, Prepared.NOTHING));
        assertThat(settle(1, true)).isEmpty();
        assertThat(commit(1)).isEmpty();
        assertThat(begin(1)).isEmpty();
    }

    @Test
    void nothingBeginsAfterItsLeaseAndTheFateIsTakenAtAnyTime() {
        LeasedCommand late = new LeasedCommand(new ExecutorCommand.Checkpoint(FENCE, 1), LEASED);
        assertThat(parts.command(late, LEASED)).isEmpty();
        begin(1);
        written(1);
        for (ExecutorCommand command : List.of(
                new ExecutorCommand.CompleteCheckpoint(FENCE, 1, PARTS),
                new ExecutorCommand.CommitCheckpoint(FENCE, 1, OUTPUT))) {
            assertThat(parts.command(new LeasedCommand(command, LEASED), LEASED))
                    .isEmpty();
        }
        LeasedCommand fate = new LeasedCommand(new ExecutorCommand.Settle(FENCE, 1, false), LEASED);
        assertThat(parts.command(fate, LEASED)).hasSize(1);
    }

    @Test
    void aNewOneWaitsUntilTheFateOfTheOpenOneIsKnown() {
        begin(1);
        assertThat(begin(2)).isEmpty();
        settle(1, false);
        assertThat(begin(2)).isEmpty();
        parts.happened(FENCE, new PartEvent.Settled(1, Prepared.NOTHING));
        assertThat(begin(2)).hasSize(1);
        assertThat(begin(1)).isEmpty();
    }

    @Test
    void whatComesOfOneThatWasGivenUpIsNotSpokenOf() {
        begin(1);
        settle(1, false);
        parts.happened(FENCE, new PartEvent.Settled(1, Prepared.NOTHING));
        written(1);
        assertThat(report().checkpoint()).isEmpty();
    }

    @Test
    void oneThatNeverCameIsClosedByItsFate() {
        assertThat(settle(3, false)).containsExactly(new PartAction.Settle(FENCE, 3, false));
        parts.happened(FENCE, new PartEvent.Settled(3, Prepared.NOTHING));
        assertThat(begin(3)).isEmpty();
        is(PartCheckpoint.begun(3));
        assertThat(report().checkpoint()).isEmpty();
    }

    @Test
    void aFailureStaysUntilItIsSettled() {
        begin(1);
        is(open().failed(Stage.FAILED, FULL));
        written(1);
        assertThat(open().error()).contains(FULL);
        assertThat(complete(1)).isEmpty();
        assertThat(report().status()).isEqualTo(PartStatus.RUNNING);
    }

    @Test
    void aCommitThatFailedIsTriedAgain() {
        begin(1);
        written(1);
        complete(1);
        is(open().at(Stage.MERGED, "m", OUTPUT));
        commit(1);
        is(open().failed(Stage.COMMIT_FAILED, FULL));
        assertThat(commit(1)).hasSize(1);
        assertThat(open().stage()).isEqualTo(Stage.COMMITTING);
        assertThat(open().error()).isEmpty();
    }

    @Test
    void aCommitIsNotSettledHalfWay() {
        assertThat(commit(4)).hasSize(1);
        assertThat(settle(4, true)).isEmpty();
        is(open().at(Stage.COMMITTED));
        assertThat(settle(4, true)).hasSize(1);
    }

    @Test
    void aStopOvertakesWhatIsNotPastAllTasks() {
        begin(1);
        told(new ExecutorCommand.Stop(FENCE));
        assertThat(open().stage()).isEqualTo(Stage.FAILED);
        assertThat(open().error().orElseThrow().code()).isEqualTo("checkpoint.stopped");
        settle(1, false);
        parts.happened(FENCE, new PartEvent.Settled(1, Prepared.NOTHING));

        assertThat(begin(2)).isEmpty();
        assertThat(open().stage()).isEqualTo(Stage.FAILED);
        assertThat(open().number()).isEqualTo(2);
    }

    @Test
    void oneThatIsPastAllTasksOutlivesAStop() {
        begin(1);
        is(open().at(Stage.WRITING));
        told(new ExecutorCommand.Stop(FENCE));
        written(1);
        assertThat(complete(1)).hasSize(1);
    }

    @Test
    void aPartThatHasEndedTellsWhatIsLeftToCommit() {
        begin(1);
        written(1);
        parts.happened(FENCE, new PartEvent.Ended(OUTPUT));
        assertThat(report().prepared()).isEqualTo(OUTPUT);
        assertThat(open().prepared()).isEqualTo(OUTPUT);
        settle(1, true);
        parts.happened(FENCE, new PartEvent.Settled(1, Prepared.NOTHING));
        assertThat(report().prepared()).isEqualTo(Prepared.NOTHING);
        assertThat(begin(2)).hasSize(1);
    }
}
