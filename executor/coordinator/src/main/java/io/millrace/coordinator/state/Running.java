package io.millrace.coordinator.state;

import io.millrace.coordinator.Desired;
import io.millrace.coordinator.Parallelism;
import io.millrace.coordinator.checkpoint.CheckpointStatus;
import io.millrace.coordinator.checkpoint.CheckpointTrouble;
import io.millrace.model.error.RunError;
import io.millrace.protocol.job.ExecutorCommand;
import io.millrace.protocol.job.ExecutorId;
import io.millrace.protocol.job.PartStatus;
import io.millrace.protocol.job.Placement;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * Tasks run. Ends when all have come to their ends; when an executor is lost or a task fails; when the job is to stop; or when
 * it is to go on at another parallelism and there is a checkpoint for that.
 *
 * @param restarts how it came to this attempt
 */
public record Running(long attempt, Placement placement, Restarts restarts) implements JobState {

    @Override
    public Phase phase() {
        return Phase.RUNNING;
    }

    @Override
    public Set<Phase> next() {
        return EnumSet.of(
                Phase.COMMITTING,
                Phase.SUSPENDING,
                Phase.STOPPING,
                Phase.RESCALING,
                Phase.RESTARTING,
                Phase.CANCELLING);
    }

    @Override
    public Set<ExecutorId> executors() {
        return placement.executors();
    }

    @Override
    public Decision decide(JobView view) {
        Parts parts = new Parts(view, attempt, placement);
        if (parts.haveFinished()) {
            return Decision.go(Committing.last(parts, new Finished()));
        }
        if (view.desired() == Desired.CANCEL) {
            return Trouble.end(view, attempt, placement, JobErrors.cancelled());
        }
        Optional<RunError> trouble =
                parts.troubleWhileRunning().or(() -> CheckpointTrouble.of(view, attempt, placement));
        if (trouble.isPresent()) {
            return Trouble.after(view, attempt, placement, restartsSoFar(view), trouble.get());
        }
        if (view.desired() == Desired.SUSPEND) {
            return Decision.go(
                    new Suspending(attempt, placement, view.checkpoints().highest()));
        }
        if (view.desired() == Desired.STOP) {
            return Decision.go(new Stopping(attempt, placement));
        }
        return view.rescale()
                .flatMap(wanted -> rescale(view, wanted))
                .orElseGet(() ->
                        Decision.stay(parts.tell(PartStatus.READY, new ExecutorCommand.Start(view.fence(attempt)))));
    }

    /** What follows from a wish for another parallelism, once its checkpoint is there or will not be. */
    private Optional<Decision> rescale(JobView view, Parallelism.Wanted wanted) {
        boolean isReady = view.checkpoints()
                .last()
                .filter(row -> row.status() == CheckpointStatus.COMMITTED
                        && row.number() > wanted.since()
                        && row.attempt() == attempt)
                .isPresent();
        return isReady
                ? Optional.of(Decision.go(new Rescaling(attempt, placement, restartsSoFar(view))))
                : CheckpointTrouble.failsSince(view, wanted.since()).map(Decision.KeepParallelism::new);
    }

    private Restarts restartsSoFar(JobView view) {
        if (view.inState().compareTo(view.settings().restarts().stableAfter()) >= 0) {
            return restarts.afterStableTime();
        }
        boolean hasCheckpoint = view.checkpoints()
                .last()
                .filter(row -> row.attempt() == attempt && row.status() == CheckpointStatus.COMMITTED)
                .isPresent();
        return hasCheckpoint ? restarts.afterProgress() : restarts;
    }
}
