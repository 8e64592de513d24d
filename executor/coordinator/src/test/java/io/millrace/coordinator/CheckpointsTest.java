package io.millrace.coordinator;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.coordinator.checkpoint.CheckpointRow;
import io.millrace.coordinator.checkpoint.CheckpointStatus;
import io.millrace.coordinator.checkpoint.CheckpointsNow;
import io.millrace.coordinator.state.Committing;
import io.millrace.coordinator.state.Deploying;
import io.millrace.coordinator.state.Origin;
import io.millrace.coordinator.state.Phase;
import io.millrace.model.error.RunError;
import io.millrace.protocol.job.ExecutorCommand;
import io.millrace.protocol.job.Fence;
import io.millrace.protocol.job.PartCheckpoint;
import io.millrace.protocol.job.PartCheckpoint.Stage;
import io.millrace.protocol.job.PartReport;
import io.millrace.protocol.job.PartStatus;
import io.millrace.protocol.job.Prepared;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** When checkpoints begin and end, and what follows from those that fail. */
class CheckpointsTest extends CheckpointedJob {

    @Test
    void aCheckpointBeginsWhenTheIntervalIsOver() {
        assertThat(told(A, ExecutorCommand.Checkpoint.class)).isEmpty();
        becomesDue(1);
        assertThat(told(A, ExecutorCommand.Checkpoint.class))
                .extracting(ExecutorCommand.Checkpoint::number)
                .containsExactly(1L);
        assertThat(told(B, ExecutorCommand.Checkpoint.class)).isEmpty();
    }

    private List<Long> begun() {
        return told(A, ExecutorCommand.Checkpoint.class).stream()
                .map(ExecutorCommand.Checkpoint::number)
                .distinct()
                .toList();
    }

    @Test
    void oneThatIsAskedForIsTakenAtOnceAndOnceOnly() {
        coordinator.checkpoint(FLIGHTS, 0);
        beats(A, part(1, PartStatus.RUNNING));
        assertThat(begun()).containsExactly(1L);
        coordinator.checkpoint(FLIGHTS, 0);
        beats(B, at(1, written(1, "part-b")));
        beats(A, at(1, written(1, "part-a")));
        beats(A, at(1, merged(1)));
        commits(1, 1);
        coordinator.checkpoint(FLIGHTS, 0);
        passes(Duration.ofSeconds(1));
        assertThat(begun()).containsExactly(1L);

        // One that fails is not tried again, unless somebody asks for a later one.
        coordinator.checkpoint(FLIGHTS, 1);
        beats(A, part(1, PartStatus.RUNNING));
        assertThat(begun()).containsExactly(1L, 2L);
        beats(B, at(1, PartCheckpoint.begun(2).failed(Stage.FAILED, RunError.external("full", "Full.", true))));
        beats(A, part(1, PartStatus.RUNNING));
        beats(B, part(1, PartStatus.RUNNING));
        coordinator.checkpoint(FLIGHTS, 1);
        passes(Duration.ofSeconds(1));
        assertThat(begun()).containsExactly(1L, 2L);
        assertThat(state().phase()).isEqualTo(Phase.RUNNING);
    }

    @Test
    void theManifestIsMadeWhenAllPartsAreWrittenAndNotBefore() {
        becomesDue(1);
        beats(A, at(1, written(1, "part-a")));
        assertThat(told(A, ExecutorCommand.CompleteCheckpoint.class)).isEmpty();
        beats(B, at(1, written(1, "part-b")));
        assertThat(told(A, ExecutorCommand.CompleteCheckpoint.class))
                .extracting(ExecutorCommand.CompleteCheckpoint::parts)
                .containsExactly(List.of("part-a", "part-b"));
    }

    @Test
    void peopleSeeHowFarOneHasComeAndSinceWhenNoneComesAbout() {
        assertThat(coordinator.status(FLIGHTS).checkpoints()).isEqualTo(CheckpointsNow.NONE);
        becomesDue(1);
        long begun = nowNanos / 1_000;
        beats(A, at(1, written(1, "part-a")));
        beats(B, at(1, PartCheckpoint.begun(1)));
        assertThat(coordinator.status(FLIGHTS).checkpoints().underWay())
                .contains(new CheckpointsNow.UnderWay(1, begun, 2, 1, 1));

        RunError full = RunError.external("checkpoint.storage", "The disk is full.", true);
        beats(B, at(1, PartCheckpoint.begun(1).failed(Stage.FAILED, full)));
        CheckpointsNow now = coordinator.status(FLIGHTS).checkpoints();
        assertThat(now.underWay()).isEmpty();
        assertThat(now.last()).isEmpty();
        assertThat(now.failed()).extracting(CheckpointRow::number).containsExactly(1L);

        completes(1, 2);
        now = coordinator.status(FLIGHTS).checkpoints();
        assertThat(now.last()).map(CheckpointRow::number).contains(2L);
        assertThat(now.failed()).isEmpty();
    }

    @Test
    void outputIsCommittedAndFatesToldOnlyWhenTheLogHasTheRow() {
        becomesDue(1);
        beats(A, at(1, written(1, "part-a")));
        beats(B, at(1, written(1, "part-b")));
        logFails = true;
        beats(A, at(1, merged(1)));
        assertThat(told(A, ExecutorCommand.CommitCheckpoint.class)).isEmpty();
        assertThat(told(B, ExecutorCommand.Settle.class)).isEmpty();

        logFails = false;
        passes(Duration.ofSeconds(1));
        assertThat(row(1).status()).isEqualTo(CheckpointStatus.COMPLETED);
        assertThat(row(1).manifest()).contains("manifest-1");
        assertThat(row(1).prepared()).isEqualTo(output(1));
        assertThat(row(1).figures().bytesWritten()).isEqualTo(20);
        assertThat(told(A, ExecutorCommand.CommitCheckpoint.class))
                .extracting(ExecutorCommand.CommitCheckpoint::prepared)
                .containsExactly(output(1));
        assertThat(told(B, ExecutorCommand.Settle.class))
                .extracting(ExecutorCommand.Settle::completed)
                .containsExactly(true);
        assertThat(told(A, ExecutorCommand.Settle.class)).isEmpty();
    }

    @Test
    void theNextOneBeginsAnIntervalAfterTheOutputIsVisibleAndAllKnow() {
        completes(1, 1);
        beats(A, at(1, merged(1).at(Stage.COMMITTED)));
        assertThat(row(1).status()).isEqualTo(CheckpointStatus.COMMITTED);
        assertThat(told(A, ExecutorCommand.Settle.class)).hasSize(1);
        // One executor was not told yet, so its heartbeats still ask.
        for (int second = 0; second < 11; second++) {
            nowNanos += Duration.ofSeconds(1).toNanos();
            beats(A, part(1, PartStatus.RUNNING));
            beats(B, at(1, written(1, "part-b")));
        }
        assertThat(told(A, ExecutorCommand.Checkpoint.class))
                .extracting(ExecutorCommand.Checkpoint::number)
                .containsOnly(1L);
        beats(B, part(1, PartStatus.RUNNING));
        assertThat(told(A, ExecutorCommand.Checkpoint.class))
                .extracting(ExecutorCommand.Checkpoint::number)
                .contains(2L);
    }

    @Test
    void aPartThatFailsHasTheCheckpointGivenUpAndAllAreTold() {
        becomesDue(1);
        beats(A, at(1, written(1, "part-a")));
        RunError full = RunError.external("checkpoint.storage", "The disk is full.", true);
        beats(B, at(1, PartCheckpoint.begun(1).failed(Stage.FAILED, full)));
        assertThat(row(1).status()).isEqualTo(CheckpointStatus.FAILED);
        assertThat(row(1).error().map(RunError::message))
                .contains("Checkpoint 1 failed on executor b: The disk is full.");
        assertThat(told(A, ExecutorCommand.Settle.class))
                .extracting(ExecutorCommand.Settle::completed)
                .containsExactly(false);
        assertThat(state().phase()).isEqualTo(Phase.RUNNING);
    }

    @Test
    void aSlowOneIsGivenUpAndSaysWhoWasMissing() {
        becomesDue(1);
        for (int minute = 0; minute < 60 * 10; minute++) {
            nowNanos += Duration.ofSeconds(1).toNanos();
            beats(A, at(1, written(1, "part-a")));
            beats(B, at(1, PartCheckpoint.begun(1)));
        }
        assertThat(row(1).error().map(RunError::message))
                .contains("Checkpoint 1 was not complete after 600 s. Not written on b.");
    }

    @Test
    void tooManyFailuresInARowStartTheAttemptAgain() {
        RunError full = RunError.external("checkpoint.storage", "The disk is full.", true);
        for (int number = 1; number <= 6; number++) {
            assertThat(state().phase()).isEqualTo(Phase.RUNNING);
            becomesDue(1);
            beats(A, at(1, PartCheckpoint.begun(number).failed(Stage.FAILED, full)));
            beats(A, part(1, PartStatus.RUNNING));
        }
        assertThat(state().phase()).isEqualTo(Phase.RESTARTING);
        assertThat(log.reasons(FLIGHTS).getLast().message())
                .startsWith("6 checkpoints in a row have failed, the last one so: Checkpoint 6 failed on executor a");
    }

    @Test
    void whereNothingCanBeKeptTheJobRunsOnWithout() {
        RunError missing = RunError.external("checkpoint.storage.missing", "There is nowhere to keep it.", false);
        for (int number = 1; number <= 8; number++) {
            becomesDue(1);
            beats(A, at(1, PartCheckpoint.begun(number).failed(Stage.FAILED, missing)));
            beats(A, part(1, PartStatus.RUNNING));
        }
        assertThat(row(8).status()).isEqualTo(CheckpointStatus.FAILED);
        assertThat(state().phase()).isEqualTo(Phase.RUNNING);
    }

    @Test
    void aSuccessorGoesOnWithTheCheckpointThatExecutorsTellOf() {
        becomesDue(1);
        sent.clear();
        coordinator = takeOver();
        beats(B, at(1, written(1, "part-b")));
        beats(A, at(1, written(1, "part-a")));
        assertThat(told(A, ExecutorCommand.CompleteCheckpoint.class)).hasSize(1);
        beats(A, at(1, merged(1)));
        assertThat(row(1).status()).isEqualTo(CheckpointStatus.COMPLETED);
    }

    @Test
    void aSuccessorCommitsWhatItsPredecessorDecided() {
        completes(1, 1);
        sent.clear();
        coordinator = takeOver();
        beats(A, at(1, merged(1)));
        assertThat(told(A, ExecutorCommand.CommitCheckpoint.class)).hasSize(1);
    }

    @Test
    void theNextAttemptBeginsAtTheLastCheckpointThatCounts() {
        completes(1, 1);
        commits(1, 1);
        completes(1, 2);
        becomesDue(1);
        loses(B);
        beats(A, part(1, PartStatus.CANCELLED));
        passes(Duration.ofSeconds(1));
        beats(A, part(1, PartStatus.CANCELLED));
        passes(Duration.ofSeconds(3));
        assertThat(state()).isInstanceOfSatisfying(Deploying.class, deploying -> assertThat(
                        deploying.origin().map(Origin::checkpoint))
                .contains(2L));
        assertThat(told(A, ExecutorCommand.Deploy.class).getLast().restore()).hasValueSatisfying(restore -> {
            assertThat(restore.checkpoint()).isEqualTo(2);
            assertThat(restore.manifest()).isEqualTo("manifest-2");
            assertThat(restore.prepared()).isEqualTo(output(2));
        });
        beats(A, part(2, PartStatus.READY));
        beats(A, part(2, PartStatus.RUNNING));
        assertThat(row(2).status()).isEqualTo(CheckpointStatus.COMMITTED);
    }

    private void damage(long attempt) {
        RunError damaged = RunError.external("checkpoint.damaged", "part-b is 7 bytes short.", false);
        beats(A, part(attempt, PartStatus.FAILED, Optional.empty(), Optional.of(damaged)));
        passes(Duration.ofSeconds(2));
        beats(A, part(attempt, PartStatus.FAILED, Optional.empty(), Optional.of(damaged)));
        passes(Duration.ofSeconds(3));
        beats(A);
        passes(Duration.ofSeconds(3));
    }

    @Test
    void aDamagedCheckpointIsReplacedByTheOneBeforeAndTheLogSaysSo() {
        completes(1, 1);
        commits(1, 1);
        completes(1, 2);
        commits(1, 2);
        loses(B);
        beats(A, part(1, PartStatus.CANCELLED));
        passes(Duration.ofSeconds(4));
        beats(A);
        damage(2);
        assertThat(row(2).status()).isEqualTo(CheckpointStatus.FAILED);
        assertThat(state()).isInstanceOfSatisfying(Deploying.class, deploying -> assertThat(
                        deploying.origin().map(Origin::checkpoint))
                .contains(1L));
        assertThat(log.reasons(FLIGHTS)).anySatisfy(reason -> assertThat(reason.message())
                .contains("Checkpoint 2 cannot be read, so checkpoint 1 is used.", "7 bytes short"));
        damage(3);
        assertThat(state().phase()).isEqualTo(Phase.FAILED);
        assertThat(log.reasons(FLIGHTS).getLast().message())
                .contains("No checkpoint is left that can be read", "7 bytes short");
    }

    @Test
    void inTheEndWhatIsLeftIsCommittedWithWhatACheckpointPrepared() {
        completes(1, 1);
        PartReport last = new PartReport(
                new Fence(FLIGHTS, 1, log.epoch()),
                PartStatus.FINISHED,
                Optional.empty(),
                output(1).and(output(100)),
                List.of(),
                Optional.of(merged(1)));
        beats(A, last);
        beats(B, part(1, PartStatus.FINISHED));
        assertThat(state()).isInstanceOfSatisfying(Committing.class, committing -> assertThat(
                        committing.prepared().byOperator().get(1))
                .as("each once, whatever the executor was told of the checkpoint")
                .containsExactly("01", "64", "64"));
        beats(A, part(2, PartStatus.CONCLUDED));
        assertThat(state().phase()).isEqualTo(Phase.FINISHED);
        assertThat(row(1).status()).isEqualTo(CheckpointStatus.COMMITTED);
    }

    @Test
    void anOpenCheckpointIsGivenUpWhenAllTasksHaveComeToTheirEnds() {
        becomesDue(1);
        beats(A, at(1, written(1, "part-a")));
        beats(A, part(1, PartStatus.FINISHED, Optional.of(written(1, "part-a")), Optional.empty()));
        beats(B, part(1, PartStatus.FINISHED));
        assertThat(state().phase()).isEqualTo(Phase.COMMITTING);
        assertThat(row(1).status()).isEqualTo(CheckpointStatus.FAILED);
        assertThat(told(A, ExecutorCommand.CompleteCheckpoint.class)).isEmpty();
    }

    @Test
    void aCancelledJobCommitsWhatACompletedCheckpointPreparedAndNothingElse() {
        completes(1, 1);
        coordinator.desire(FLIGHTS, Desired.CANCEL);
        beats(A, part(1, PartStatus.CANCELLED));
        beats(B, part(1, PartStatus.CANCELLED));
        assertThat(told(A, ExecutorCommand.Conclude.class)).singleElement().satisfies(commit -> {
            assertThat(commit.conclusion()).isEqualTo(ExecutorCommand.Conclusion.COMMIT);
            assertThat(commit.prepared()).isEqualTo(output(1));
        });
        beats(A, part(2, PartStatus.CONCLUDED));
        assertThat(state().phase()).isEqualTo(Phase.STOPPED);
    }

    @Test
    void whatPreparedNothingIsVisibleAtOnce() {
        becomesDue(1);
        beats(B, at(1, PartCheckpoint.begun(1).at(Stage.WRITTEN, "part-b", Prepared.NOTHING)));
        beats(A, at(1, PartCheckpoint.begun(1).at(Stage.MERGED, "manifest-1", Prepared.NOTHING)));
        assertThat(row(1).status()).isEqualTo(CheckpointStatus.COMMITTED);
        assertThat(told(A, ExecutorCommand.CommitCheckpoint.class)).isEmpty();
        assertThat(told(A, ExecutorCommand.Settle.class)).hasSize(1);
    }

    @Test
    void aCommitThatCannotSucceedStartsTheAttemptAgain() {
        completes(1, 1);
        RunError away = RunError.external("sink.away", "No answer.", true);
        beats(A, at(1, merged(1).failed(Stage.COMMIT_FAILED, away)));
        assertThat(state().phase()).isEqualTo(Phase.RUNNING);
        for (int second = 0; second < 600; second++) {
            nowNanos += Duration.ofSeconds(1).toNanos();
            beats(A, at(1, merged(1).failed(Stage.COMMIT_FAILED, away)));
            beats(B, part(1, PartStatus.RUNNING));
        }
        assertThat(told(A, ExecutorCommand.CommitCheckpoint.class)).hasSizeGreaterThan(100);
        assertThat(state().phase()).isEqualTo(Phase.RESTARTING);
        assertThat(log.reasons(FLIGHTS).getLast().message()).contains("What checkpoint 1 prepared", "No answer.");
    }
}
