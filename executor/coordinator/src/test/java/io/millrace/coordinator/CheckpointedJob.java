package io.millrace.coordinator;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.coordinator.checkpoint.CheckpointLog;
import io.millrace.coordinator.checkpoint.CheckpointRow;
import io.millrace.coordinator.checkpoint.MemoryCheckpointLog;
import io.millrace.coordinator.state.JobState;
import io.millrace.coordinator.state.Phase;
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
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;

/** A coordinator and the checkpoints of a job on two executors, which the test plays. */
abstract class CheckpointedJob {

    static final ExecutorId A = new ExecutorId("a");
    static final ExecutorId B = new ExecutorId("b");
    static final DeploymentId FLIGHTS = new DeploymentId("flights-1");
    static final Duration INTERVAL = Duration.ofSeconds(10);
    static final CheckpointFigures COST = new CheckpointFigures(10, 100, 1, 2_000, 3);

    record Sent(ExecutorId to, ExecutorCommand command) {}

    final List<Sent> sent = new ArrayList<>();
    final ListLog log = new ListLog();
    final MemoryCheckpointLog rows = new MemoryCheckpointLog();
    long nowNanos = 5_000_000_000L;
    long sequence;
    boolean logFails;
    Coordinator coordinator = takeOver();

    Coordinator takeOver() {
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
        CheckpointLog checkpoints = new CheckpointLog() {
            @Override
            public List<CheckpointRow> rows(DeploymentId deployment) {
                return rows.rows(deployment);
            }

            @Override
            public void write(CheckpointRow row) {
                if (logFails) {
                    throw new JobLog.Unavailable("Away", new IllegalStateException());
                }
                rows.write(row);
            }
        };
        return new Coordinator(
                log.takeOver(),
                CoordinatorSettings.standard(),
                clock,
                (to, command) -> sent.add(new Sent(to, command.command())),
                log.access(),
                checkpoints);
    }

    void passes(Duration time) {
        nowNanos += time.toNanos();
        coordinator.tick();
    }

    void beats(ExecutorId executor, PartReport... parts) {
        coordinator.heard(new Heartbeat(executor, ++sequence, nowNanos, log.epoch(), 2, List.of(parts)));
    }

    PartReport part(long attempt, PartStatus status) {
        return part(attempt, status, Optional.empty(), Optional.empty());
    }

    PartReport at(long attempt, PartCheckpoint checkpoint) {
        return part(attempt, PartStatus.RUNNING, Optional.of(checkpoint), Optional.empty());
    }

    PartReport part(long attempt, PartStatus status, Optional<PartCheckpoint> checkpoint, Optional<RunError> error) {
        Prepared prepared = status == PartStatus.FINISHED ? output(100) : Prepared.NOTHING;
        return new PartReport(new Fence(FLIGHTS, attempt, log.epoch()), status, error, prepared, List.of(), checkpoint);
    }

    static Prepared output(int name) {
        return Prepared.NOTHING.and(1, List.of(new byte[] {(byte) name}));
    }

    static PartCheckpoint written(long number, String file) {
        return PartCheckpoint.begun(number)
                .at(Stage.WRITTEN, file, output((int) number))
                .with(COST);
    }

    static PartCheckpoint merged(long number) {
        return written(number, "part-a").at(Stage.MERGED, "manifest-" + number, output((int) number));
    }

    <T extends ExecutorCommand> List<T> told(ExecutorId executor, Class<T> what) {
        return sent.stream()
                .filter(one -> one.to().equals(executor))
                .map(Sent::command)
                .filter(what::isInstance)
                .map(what::cast)
                .toList();
    }

    JobState state() {
        return coordinator.status(FLIGHTS).state();
    }

    CheckpointRow row(long number) {
        return rows.rows(FLIGHTS).stream()
                .filter(row -> row.number() == number)
                .findFirst()
                .orElseThrow();
    }

    @BeforeEach
    void aJobRunsOnTwoExecutors() {
        beats(A);
        beats(B);
        Deployment plain = Plans.deployment("flights-1", "flights");
        coordinator.deploy(new Deployment(
                plain.id(),
                plain.target(),
                plain.revision(),
                plain.parameters(),
                plain.startFrom(),
                plain.plan(),
                Optional.of(INTERVAL)));
        runs(1);
    }

    void runs(long attempt) {
        for (PartStatus status : List.of(PartStatus.READY, PartStatus.RUNNING)) {
            beats(A, part(attempt, status));
            beats(B, part(attempt, status));
        }
        assertThat(state().phase()).isEqualTo(Phase.RUNNING);
    }

    /** The interval passes, with heartbeats of both. */
    void becomesDue(long attempt) {
        for (int second = 0; second < INTERVAL.toSeconds(); second++) {
            nowNanos += Duration.ofSeconds(1).toNanos();
            beats(A, part(attempt, PartStatus.RUNNING));
            beats(B, part(attempt, PartStatus.RUNNING));
        }
    }

    void completes(long attempt, long number) {
        becomesDue(attempt);
        beats(B, at(attempt, written(number, "part-b")));
        beats(A, at(attempt, written(number, "part-a")));
        beats(A, at(attempt, merged(number)));
    }

    void commits(long attempt, long number) {
        beats(A, at(attempt, merged(number).at(Stage.COMMITTED)));
        beats(B, part(attempt, PartStatus.RUNNING));
        beats(A, part(attempt, PartStatus.RUNNING));
    }

    void loses(ExecutorId executor) {
        coordinator.gone(executor);
    }
}
