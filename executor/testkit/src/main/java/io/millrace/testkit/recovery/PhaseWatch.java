package io.millrace.testkit.recovery;

import io.millrace.coordinator.checkpoint.CheckpointRow;
import io.millrace.coordinator.checkpoint.CheckpointStatus;
import io.millrace.coordinator.state.Deploying;
import io.millrace.coordinator.state.JobState;
import io.millrace.coordinator.state.Running;
import io.millrace.protocol.job.ExecutorId;
import io.millrace.protocol.job.PartCheckpoint.Stage;
import io.millrace.protocol.job.Placement;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Sees from above where a job and its checkpoint are. */
final class PhaseWatch {

    private final RecoverySimulation simulation;

    /** Looked at after every step, so the executors of a placement are not gathered each time. */
    private @Nullable Placement seen;

    private List<ExecutorId> executors = List.of();

    PhaseWatch(RecoverySimulation simulation) {
        this.simulation = simulation;
    }

    ProtocolPhase now() {
        Optional<JobState> job = simulation.log().state();
        if (job.isEmpty()) {
            return ProtocolPhase.BEGINNING;
        }
        return switch (job.get().phase()) {
            case CREATED -> ProtocolPhase.BEGINNING;
            case SCHEDULING -> job.get().attempt() > 1 ? ProtocolPhase.RECOVERING : ProtocolPhase.BEGINNING;
            case DEPLOYING ->
                ((Deploying) job.get()).origin().isPresent() ? ProtocolPhase.RESTORING : ProtocolPhase.BEGINNING;
            case RESCALING, RESTARTING -> ProtocolPhase.RECOVERING;
            case RUNNING -> running((Running) job.get());
            case SUSPENDING, STOPPING, COMMITTING, CANCELLING, ABORTING, FINISHED, STOPPED, FAILED ->
                ProtocolPhase.ENDING;
        };
    }

    private ProtocolPhase running(Running running) {
        boolean isDecided = simulation
                .log()
                .lastThatCounts()
                .map(CheckpointRow::status)
                .filter(status -> status == CheckpointStatus.COMPLETED)
                .isPresent();
        if (isDecided) {
            return ProtocolPhase.PUBLISHING;
        }
        Placement placement = running.placement();
        if (!placement.equals(seen)) {
            seen = placement;
            executors = List.copyOf(placement.executors());
        }
        Set<Stage> all = EnumSet.noneOf(Stage.class);
        boolean someAreUntouched = false;
        for (ExecutorId id : executors) {
            Optional<Stage> stage = stage(id, running.attempt());
            stage.ifPresent(all::add);
            someAreUntouched |= stage.isEmpty();
        }
        Optional<Stage> host = stage(placement.host(), running.attempt());
        if (host.isEmpty()) {
            return all.isEmpty() ? ProtocolPhase.RESTING : ProtocolPhase.SETTLING;
        }
        return switch (host.get()) {
            case COMMITTED, COMMITTING, COMMIT_FAILED, FAILED -> ProtocolPhase.SETTLING;
            case MERGED -> ProtocolPhase.MERGED;
            case MERGING -> ProtocolPhase.MERGING;
            case ALIGNING, WRITING, WRITTEN -> {
                if (someAreUntouched || all.contains(Stage.ALIGNING)) {
                    yield ProtocolPhase.ALIGNING;
                }
                yield all.contains(Stage.WRITING) ? ProtocolPhase.WRITING : ProtocolPhase.WRITTEN;
            }
        };
    }

    private Optional<Stage> stage(ExecutorId executor, long attempt) {
        return simulation.executor(executor).flatMap(one -> one.tasks(attempt)).flatMap(RowTasks::stage);
    }
}
