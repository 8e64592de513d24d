package io.millrace.coordinator.state;

import io.millrace.coordinator.Deployment.StartFrom;
import io.millrace.coordinator.Desired;
import io.millrace.coordinator.Parallelism;
import io.millrace.coordinator.Scheduler;
import io.millrace.coordinator.Scheduler.Candidate;
import io.millrace.coordinator.checkpoint.CheckpointTrouble;
import io.millrace.model.error.RunError;
import io.millrace.protocol.job.Prepared;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Waits for executors. Ends when there are as many workers as the job has tasks side by side, or after a while when there
 * is any; or when the job is not wanted any more. Another parallelism that was asked for begins here if there are workers
 * enough for it.
 *
 * @param attempt the one to be placed
 * @param restarts how it came to this attempt
 */
public record Scheduling(long attempt, Restarts restarts) implements JobState {

    @Override
    public Phase phase() {
        return Phase.SCHEDULING;
    }

    @Override
    public Set<Phase> next() {
        return EnumSet.of(Phase.DEPLOYING, Phase.COMMITTING, Phase.STOPPED, Phase.FAILED);
    }

    @Override
    public Decision decide(JobView view) {
        List<Candidate> candidates = view.executors().candidates();
        if (view.desired() != Desired.RUN) {
            return end(view, candidates, new Stopped(restarts.cause()));
        }
        int retained = view.settings().checkpoints().retained();
        if (view.checkpoints().isLost(retained)) {
            RunError lost = CheckpointTrouble.nothingLeft();
            return Decision.go(new Failed(lost), lost);
        }
        int workers = view.workers();
        boolean waitedLongEnough = view.inState().compareTo(view.settings().settle()) >= 0;
        if (workers >= view.parallelism().goal() || (workers > 0 && waitedLongEnough)) {
            int tasks = view.rescale()
                    .map(Parallelism.Wanted::tasks)
                    .orElse(view.parallelism().now());
            return Decision.go(new Deploying(
                    attempt,
                    Scheduler.place(view.deployment().plan(tasks), candidates),
                    restarts,
                    origin(view, retained)));
        }
        return Decision.stay();
    }

    /** The last checkpoint of its own or, before there is one, that from which the deployment starts. */
    private static Optional<Origin> origin(JobView view, int retained) {
        Optional<Origin> own =
                view.checkpoints().restorable(retained).map(row -> new Origin(row.number(), row.startedMicros()));
        return own.isEmpty() && view.deployment().startFrom() instanceof StartFrom.Checkpoint start
                ? Optional.of(new Origin(
                        start.number(),
                        start.takenMicros(),
                        Optional.of(start.transfer().deployment())))
                : own;
    }

    /** What a completed checkpoint prepared becomes visible, as soon as there is an executor for that. */
    private Decision end(JobView view, List<Candidate> candidates, JobState outcome) {
        if (view.checkpoints().toCommit().isEmpty()) {
            return Decision.go(outcome);
        }
        return candidates.stream()
                .findFirst()
                .map(any ->
                        Decision.go(Committing.ofCheckpoint(attempt + 1, any.id(), view, Prepared.NOTHING, outcome)))
                .orElse(Decision.stay());
    }
}
