package io.millrace.coordinator.state;

import io.millrace.coordinator.Desired;
import io.millrace.coordinator.RestartPolicy;
import io.millrace.coordinator.Scheduler.Candidate;
import io.millrace.coordinator.checkpoint.CheckpointHistory;
import io.millrace.coordinator.state.Decision.Directive;
import io.millrace.coordinator.state.JobView.Presence;
import io.millrace.model.error.RunError;
import io.millrace.protocol.job.ExecutorCommand;
import io.millrace.protocol.job.ExecutorCommand.Conclusion;
import io.millrace.protocol.job.ExecutorId;
import io.millrace.protocol.job.PartReport;
import io.millrace.protocol.job.PartStatus;
import io.millrace.protocol.job.Prepared;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * It is decided which output becomes visible, and an executor makes it so. An executor that is lost meanwhile is replaced by
 * another, which makes the same output visible; a wish to stop comes too late, and one to cancel only ends it when it fails again
 * and again. Ends when it is done, or when it failed too often or for good. What a checkpoint prepared stays pending then: whoever
 * goes on from that checkpoint makes it visible.
 *
 * @param attempt this attempt, which has no tasks
 * @param host the executor that commits
 * @param prepared what becomes visible
 * @param left what was prepared and does not become visible; removed afterwards
 * @param outcome what the job comes to
 * @param failures how often it failed
 */
public record Committing(
        long attempt, ExecutorId host, Prepared prepared, Prepared left, JobState outcome, int failures)
        implements JobState {

    /** Often enough for a system that is restarted just now; pauses grow as those of restarts do. */
    private static final int MOST_WHEN_CANCELLED = 4;

    /** All tasks came to their ends: what they prepared, and what a checkpoint did that perhaps is not visible yet. */
    static Committing last(Parts parts, JobState outcome) {
        CheckpointHistory checkpoints = parts.view().checkpoints();
        return new Committing(
                parts.attempt() + 1,
                parts.placement().host(),
                checkpoints.toCommit().and(parts.prepared().without(checkpoints.decided())),
                Prepared.NOTHING,
                outcome,
                0);
    }

    /** Only what the last checkpoint prepared becomes visible. */
    static Committing ofCheckpoint(long attempt, ExecutorId host, JobView view, Prepared left, JobState outcome) {
        return new Committing(attempt, host, view.checkpoints().toCommit(), left, outcome, 0);
    }

    @Override
    public Phase phase() {
        return Phase.COMMITTING;
    }

    @Override
    public Set<Phase> next() {
        return EnumSet.of(Phase.COMMITTING, Phase.ABORTING, Phase.FINISHED, Phase.STOPPED, Phase.FAILED);
    }

    @Override
    public Set<ExecutorId> executors() {
        return Set.of(host);
    }

    @Override
    public Decision decide(JobView view) {
        if (view.presence(host) == Presence.LOST) {
            RunError lost = JobErrors.lost(host, view.settings().lostAfter());
            return view.executors().candidates().stream()
                    .findFirst()
                    .map(Candidate::id)
                    .map(other -> Decision.go(again(other, failures), lost))
                    .orElse(Decision.stay());
        }
        Optional<PartReport> part = view.part(host, attempt);
        if (part.isEmpty()) {
            return Decision.stay(
                    view.presence(host) == Presence.PRESENT ? List.of(new Directive(host, commit(view))) : List.of());
        }
        PartStatus status = part.get().status();
        if (status == PartStatus.CANCELLED) {
            return Decision.go(again(host, failures), JobErrors.vanished(host));
        }
        if (status != PartStatus.CONCLUDED) {
            return Decision.stay();
        }
        return part.get()
                .error()
                .map(error -> afterFailure(view, error))
                .orElseGet(
                        () -> Decision.go(left.isEmpty() ? outcome : new Aborting(attempt + 1, host, left, outcome)));
    }

    private Decision afterFailure(JobView view, RunError error) {
        RestartPolicy policy = view.settings().restarts();
        int most = JobErrors.isOwn(error) ? policy.mostInARow() : policy.mostOfOthers();
        if (view.desired() == Desired.CANCEL) {
            most = Math.min(most, MOST_WHEN_CANCELLED);
        }
        if (!error.retryable() || failures >= most) {
            Prepared unwanted = prepared.without(view.checkpoints().toCommit()).and(left);
            return Decision.go(new Aborting(attempt + 1, host, unwanted, new Failed(error)), error);
        }
        boolean paused = view.inState().compareTo(policy.pause(failures + 1)) >= 0;
        return paused ? Decision.go(again(host, failures + 1), error) : Decision.stay();
    }

    private Committing again(ExecutorId executor, int failed) {
        return new Committing(attempt + 1, executor, prepared, left, outcome, failed);
    }

    private ExecutorCommand.Conclude commit(JobView view) {
        return new ExecutorCommand.Conclude(view.fence(attempt), view.plan(), Conclusion.COMMIT, prepared);
    }
}
