package io.millrace.coordinator.state;

import io.millrace.coordinator.Desired;
import io.millrace.coordinator.Parallelism;
import io.millrace.coordinator.SavepointPort.Beginning;
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
 * Waits for executors, and for the checkpoint that is made of a savepoint where the job starts from one. Ends when there are as many workers as the job has tasks side by side, or after a while when there
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
        Optional<Origin> own = own(view, retained);
        Optional<Starts> starts = own.isPresent() ? Optional.empty() : Optional.of(Starts.of(view));
        Optional<Beginning> waits = starts.flatMap(Starts::waits);
        if (waits.isPresent()) {
            return waits.get() instanceof Beginning.Impossible(RunError reason)
                    ? Decision.go(new Failed(reason), reason)
                    : Decision.stay();
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
                    own.or(() -> starts.flatMap(Starts::where).map(Starts.At::origin))));
        }
        return Decision.stay();
    }

    /** The last checkpoint of its own. Before there is one, it begins where the deployment starts. */
    private static Optional<Origin> own(JobView view, int retained) {
        return view.checkpoints().restorable(retained).map(row -> new Origin(row.number(), row.startedMicros()));
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
