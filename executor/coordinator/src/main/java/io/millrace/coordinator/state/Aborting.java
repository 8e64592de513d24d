package io.millrace.coordinator.state;

import io.millrace.coordinator.state.Decision.Directive;
import io.millrace.coordinator.state.JobView.Presence;
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
 * What was prepared is removed. Ends when that is done or has failed, or when the executor is lost: what is left over is
 * invisible, and the next run of the pipeline removes it before it begins.
 *
 * @param attempt this attempt, which has no tasks
 * @param outcome what the job comes to
 */
public record Aborting(long attempt, ExecutorId host, Prepared prepared, JobState outcome) implements JobState {

    @Override
    public Phase phase() {
        return Phase.ABORTING;
    }

    @Override
    public Set<Phase> next() {
        return EnumSet.of(Phase.STOPPED, Phase.FAILED);
    }

    @Override
    public Set<ExecutorId> executors() {
        return Set.of(host);
    }

    @Override
    public Decision decide(JobView view) {
        Optional<PartStatus> status = view.part(host, attempt).map(PartReport::status);
        if (view.presence(host) == Presence.LOST
                || status.map(PartStatus::hasEnded).orElse(false)) {
            return Decision.go(outcome);
        }
        if (status.isPresent() || view.presence(host) == Presence.AWAITED) {
            return Decision.stay();
        }
        return Decision.stay(List.of(new Directive(
                host, new ExecutorCommand.Conclude(view.fence(attempt), view.plan(), Conclusion.ABORT, prepared))));
    }
}
