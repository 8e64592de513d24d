package io.millrace.coordinator.state;

import io.millrace.coordinator.Desired;
import io.millrace.coordinator.SavepointPort.Beginning;
import io.millrace.coordinator.checkpoint.CheckpointTrouble;
import io.millrace.coordinator.state.Decision.Directive;
import io.millrace.coordinator.state.JobView.Presence;
import io.millrace.model.error.RunError;
import io.millrace.protocol.job.ExecutorCommand;
import io.millrace.protocol.job.ExecutorId;
import io.millrace.protocol.job.PartReport;
import io.millrace.protocol.job.PartStatus;
import io.millrace.protocol.job.Placement;
import io.millrace.protocol.job.Restore;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Executors make their tasks, and the host prepares the sinks; nothing runs yet. Ends when all are ready; when one is lost,
 * fails or takes too long; or when the job is not wanted any more.
 *
 * @param restarts how it came to this attempt
 * @param origin where the attempt begins; empty for the beginning
 */
public record Deploying(long attempt, Placement placement, Restarts restarts, Optional<Origin> origin)
        implements JobState {

    @Override
    public Phase phase() {
        return Phase.DEPLOYING;
    }

    @Override
    public Set<Phase> next() {
        return EnumSet.of(Phase.RUNNING, Phase.RESTARTING, Phase.CANCELLING);
    }

    @Override
    public Set<ExecutorId> executors() {
        return placement.executors();
    }

    @Override
    public Decision decide(JobView view) {
        if (view.desired() != Desired.RUN) {
            Optional<RunError> note =
                    view.desired() == Desired.CANCEL ? Optional.of(JobErrors.cancelled()) : Optional.empty();
            return new Decision.Go(new Cancelling(attempt, placement, new Stopped(note)), note);
        }
        Optional<RunError> trouble = Trouble.of(view, attempt, placement)
                .or(() -> view.inState().compareTo(view.settings().deployLimit()) >= 0
                        ? Optional.of(JobErrors.slow(view.settings().deployLimit()))
                        : Optional.empty());
        if (origin.filter(Origin::isOwn).isPresent()
                && trouble.filter(CheckpointTrouble::isDamage).isPresent()) {
            return afterDamage(view, origin.get().checkpoint(), trouble.get());
        }
        Optional<Starts> starts = origin.filter(from -> !from.isOwn()).map(_ -> Starts.of(view));
        if (trouble.isEmpty()
                && starts.flatMap(Starts::waits).orElse(null) instanceof Beginning.Impossible(RunError reason)) {
            trouble = Optional.of(reason);
        }
        if (trouble.isPresent()) {
            return Trouble.after(view, attempt, placement, restarts, trouble.get());
        }
        List<Directive> directives = new ArrayList<>();
        boolean allReady = true;
        for (ExecutorId executor : placement.executors()) {
            Optional<PartStatus> status = view.part(executor, attempt).map(PartReport::status);
            allReady &= status.isPresent() && status.get() != PartStatus.ASSEMBLING;
            boolean isToBegin = status.isEmpty() && view.presence(executor) == Presence.PRESENT;
            if (isToBegin && starts.flatMap(Starts::waits).isEmpty()) {
                Optional<Restore> restore =
                        starts.flatMap(Starts::where).map(Starts.At::restore).or(() -> own(view));
                directives.add(new Directive(
                        executor, new ExecutorCommand.Deploy(view.fence(attempt), view.plan(), placement, restore)));
            }
        }
        return allReady ? Decision.go(new Running(attempt, placement, restarts)) : Decision.stay(directives);
    }

    private Optional<Restore> own(JobView view) {
        return origin.filter(Origin::isOwn)
                .flatMap(from -> view.checkpoints().find(from.checkpoint()))
                .flatMap(row -> row.manifest().map(manifest -> new Restore(row.number(), manifest, row.prepared())));
    }

    /** By now the log says that the checkpoint does not count, so the next attempt begins at the one before. */
    private Decision afterDamage(JobView view, long number, RunError damage) {
        RunError error = CheckpointTrouble.fallsBack(view, number, damage);
        return error.retryable()
                ? Decision.go(Restarting.after(attempt, placement, restarts, error), error)
                : Decision.go(new Cancelling(attempt, placement, new Failed(error)), error);
    }
}
