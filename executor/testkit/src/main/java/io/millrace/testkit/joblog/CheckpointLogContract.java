package io.millrace.testkit.joblog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.coordinator.JobLog;
import io.millrace.coordinator.checkpoint.CheckpointLog;
import io.millrace.coordinator.checkpoint.CheckpointRow;
import io.millrace.coordinator.checkpoint.CheckpointStatus;
import io.millrace.model.error.RunError;
import io.millrace.protocol.job.CheckpointFigures;
import io.millrace.protocol.job.DeploymentId;
import io.millrace.protocol.job.NodeCheckpoint;
import io.millrace.protocol.job.Prepared;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The contract of {@link CheckpointLog}, on whatever keeps it. */
public abstract class CheckpointLogContract {

    private static final long START_MICROS = 1_700_000_000_000_001L;

    /** Takes the log over, as a coordinator does when it starts. Each test begins with a log of its own. */
    protected abstract CheckpointLog takeOver();

    /** A deployment that the log may be told of, created if need be by taking the log over. */
    protected abstract DeploymentId deployment(String id);

    /** A row as a coordinator writes it. */
    protected static CheckpointRow row(DeploymentId deployment, long number, CheckpointStatus status) {
        boolean failed = status == CheckpointStatus.FAILED;
        TreeMap<Integer, List<String>> prepared = new TreeMap<>();
        prepared.put(3, List.of("0a0b", "ff"));
        RunError error = RunError.external("checkpoint.storage", "The disk is full.", true)
                .inNode("counts");
        return new CheckpointRow(
                deployment,
                number,
                2,
                status,
                failed ? Optional.empty() : Optional.of(deployment + "/2/" + number + "/manifest"),
                failed ? Prepared.NOTHING : new Prepared(prepared),
                failed ? Optional.of(error) : Optional.empty(),
                START_MICROS + number,
                Duration.ofMillis(1_234),
                new CheckpointFigures(
                        10, 2_000, 30, 40, 1_200_000, List.of(new NodeCheckpoint("counts", 2_000, 7, 10, 30, 40))));
    }

    @Test
    void aLogThatNobodyWroteToHasNoCheckpoints() {
        assertThat(takeOver().rows(deployment("none"))).isEmpty();
    }

    @Test
    void aSuccessorFindsAllRowsTheLatestFirst() {
        DeploymentId mine = deployment("mine");
        DeploymentId other = deployment("other");
        CheckpointLog log = takeOver();
        log.write(row(mine, 1, CheckpointStatus.COMMITTED));
        log.write(row(mine, 2, CheckpointStatus.FAILED));
        log.write(row(mine, 5, CheckpointStatus.COMPLETED));
        log.write(row(other, 3, CheckpointStatus.COMPLETED));
        assertThat(takeOver().rows(mine))
                .containsExactly(
                        row(mine, 5, CheckpointStatus.COMPLETED),
                        row(mine, 2, CheckpointStatus.FAILED),
                        row(mine, 1, CheckpointStatus.COMMITTED));
    }

    @Test
    void aRowTakesThePlaceOfTheOneWithItsNumber() {
        DeploymentId mine = deployment("mine");
        CheckpointLog log = takeOver();
        log.write(row(mine, 1, CheckpointStatus.COMPLETED));
        log.write(row(mine, 1, CheckpointStatus.COMMITTED));
        log.write(row(mine, 1, CheckpointStatus.COMMITTED));
        assertThat(takeOver().rows(mine)).containsExactly(row(mine, 1, CheckpointStatus.COMMITTED));
    }

    @Test
    void aDamagedOneKeepsWhereItsManifestWas() {
        DeploymentId mine = deployment("mine");
        CheckpointLog log = takeOver();
        CheckpointRow good = row(mine, 1, CheckpointStatus.COMMITTED);
        CheckpointRow damaged = new CheckpointRow(
                mine,
                1,
                2,
                CheckpointStatus.FAILED,
                good.manifest(),
                good.prepared(),
                Optional.of(RunError.external("checkpoint.damaged", "A file is damaged.", false)),
                good.startedMicros(),
                good.duration(),
                good.figures());
        log.write(good);
        log.write(damaged);
        assertThat(takeOver().rows(mine)).containsExactly(damaged);
    }

    @Test
    void oldRowsGoButThoseThatWereCompleteStayHoweverManyFailSince() {
        DeploymentId mine = deployment("mine");
        CheckpointLog log = takeOver();
        int complete = CheckpointLog.COMPLETE_KEPT + 2;
        int failed = CheckpointLog.ROWS_KEPT + 5;
        for (int number = 1; number <= complete; number++) {
            log.write(row(mine, number, CheckpointStatus.COMMITTED));
        }
        for (int number = complete + 1; number <= complete + failed; number++) {
            log.write(row(mine, number, CheckpointStatus.FAILED));
        }
        List<CheckpointRow> rows = takeOver().rows(mine);
        assertThat(rows).hasSize(CheckpointLog.ROWS_KEPT + CheckpointLog.COMPLETE_KEPT);
        assertThat(rows.getFirst().number()).isEqualTo(complete + failed);
        assertThat(rows.getLast().number()).isEqualTo(complete - CheckpointLog.COMPLETE_KEPT + 1);
    }

    @Test
    void ofTwoOwnersOnlyTheLaterOneWrites() {
        DeploymentId mine = deployment("raced");
        CheckpointLog before = takeOver();
        CheckpointLog later = takeOver();
        assertThatThrownBy(() -> before.write(row(mine, 1, CheckpointStatus.COMPLETED)))
                .isInstanceOf(JobLog.NotOwner.class);
        assertThat(takeOver().rows(mine)).isEmpty();
        assertThatThrownBy(() -> later.write(row(mine, 1, CheckpointStatus.COMPLETED)))
                .isInstanceOf(JobLog.NotOwner.class);
    }
}
