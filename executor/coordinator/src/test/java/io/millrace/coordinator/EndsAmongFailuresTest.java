package io.millrace.coordinator;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.coordinator.state.Aborting;
import io.millrace.coordinator.state.Committing;
import io.millrace.coordinator.state.Failed;
import io.millrace.coordinator.state.Phase;
import io.millrace.coordinator.state.Stopped;
import io.millrace.model.error.RunError;
import io.millrace.protocol.job.PartCheckpoint;
import io.millrace.protocol.job.PartCheckpoint.Stage;
import io.millrace.protocol.job.PartStatus;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** How jobs end while storage or the place of their output fails. */
class EndsAmongFailuresTest extends CheckpointedJob {

    private static final RunError FULL = RunError.external("checkpoint.storage", "The disk is full.", true);

    /** The next checkpoints fail, one after the other. */
    private void fail(long first, int count) {
        for (long number = first; number < first + count; number++) {
            becomesDue(1);
            beats(A, at(1, PartCheckpoint.begun(number).failed(Stage.FAILED, FULL)));
            beats(A, part(1, PartStatus.RUNNING));
        }
    }

    @Test
    void whoeverSuspendsAJobWhoseStorageFailsGetsTheCheckpointBefore() {
        completes(1, 1);
        commits(1, 1);
        coordinator.desire(FLIGHTS, Desired.SUSPEND);
        fail(2, 5);
        assertThat(state().phase()).isEqualTo(Phase.SUSPENDING);
        assertThat(coordinator.status(FLIGHTS).checkpoints().failed()).hasSize(5);

        fail(7, 1);
        beats(A, part(1, PartStatus.CANCELLED));
        beats(B, part(1, PartStatus.CANCELLED));
        assertThat(state()).isInstanceOfSatisfying(Stopped.class, stopped -> assertThat(
                        stopped.note().orElseThrow().message())
                .startsWith("It was suspended at checkpoint 1")
                .endsWith("Checkpoint 7 failed on executor a: The disk is full."));
    }

    @Test
    void storageThatHangsDoesNotHoldASuspensionUpForLongerThanOneCheckpoint() {
        completes(1, 1);
        commits(1, 1);
        coordinator.desire(FLIGHTS, Desired.SUSPEND);
        for (int second = 0; second < 601; second++) {
            nowNanos += Duration.ofSeconds(1).toNanos();
            beats(A, at(1, PartCheckpoint.begun(2)));
            beats(B, at(1, PartCheckpoint.begun(2)));
        }
        assertThat(state().phase()).isEqualTo(Phase.CANCELLING);
        assertThat(log.reasons(FLIGHTS).getLast().message())
                .contains(
                        "suspended at checkpoint 1", "Checkpoint 2 was not complete after 600 s. Not written on a, b.");
    }

    @Test
    void withoutAnyCheckpointASuspensionIsTriedUntilSomebodyEndsIt() {
        coordinator.desire(FLIGHTS, Desired.SUSPEND);
        fail(1, 20);
        assertThat(state().phase()).isEqualTo(Phase.SUSPENDING);
        assertThat(coordinator.status(FLIGHTS).checkpoints().failed().getFirst().error())
                .hasValueSatisfying(why -> assertThat(why.message()).contains("The disk is full."));

        coordinator.desire(FLIGHTS, Desired.CANCEL);
        beats(A, part(1, PartStatus.CANCELLED));
        beats(B, part(1, PartStatus.CANCELLED));
        assertThat(state().phase()).isEqualTo(Phase.STOPPED);
    }

    @Test
    void aCommitThatFailsIsTriedForAsLongAsItTakes() {
        completes(1, 1);
        commits(1, 1);
        beats(A, part(1, PartStatus.FINISHED));
        beats(B, part(1, PartStatus.FINISHED));
        failsToCommit(50);
        assertThat(state()).isInstanceOfSatisfying(Committing.class, committing -> assertThat(committing.failures())
                .isGreaterThan(40));
        assertThat(log.reasons(FLIGHTS).getLast()).isEqualTo(FULL);

        beats(A, part(state().attempt(), PartStatus.CONCLUDED));
        assertThat(state().phase()).isEqualTo(Phase.FINISHED);
    }

    @Test
    void whoeverCancelsACommitThatFailsKeepsWhatACheckpointPrepared() {
        completes(1, 1);
        beats(A, part(1, PartStatus.FINISHED));
        beats(B, part(1, PartStatus.FINISHED));
        failsToCommit(3);
        coordinator.desire(FLIGHTS, Desired.CANCEL);
        assertThat(state()).isInstanceOfSatisfying(Aborting.class, aborting -> {
            assertThat(aborting.prepared()).isEqualTo(output(100).and(output(100)));
            assertThat(aborting.outcome()).isEqualTo(new Failed(FULL));
        });
        assertThat(row(1).counts()).isTrue();
    }

    private void failsToCommit(int minutes) {
        for (int minute = 0; minute < minutes; minute++) {
            passes(Duration.ofSeconds(1));
            for (int second = 0; second < 60; second++) {
                nowNanos += Duration.ofSeconds(1).toNanos();
                beats(A, part(state().attempt(), PartStatus.CONCLUDED, Optional.empty(), Optional.of(FULL)));
            }
        }
    }
}
