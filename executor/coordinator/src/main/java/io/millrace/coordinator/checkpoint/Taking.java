package io.millrace.coordinator.checkpoint;

import io.millrace.coordinator.state.Decision.Directive;
import io.millrace.coordinator.state.JobView;
import io.millrace.model.error.RunError;
import io.millrace.protocol.job.CheckpointFigures;
import io.millrace.protocol.job.ExecutorCommand;
import io.millrace.protocol.job.ExecutorId;
import io.millrace.protocol.job.PartCheckpoint;
import io.millrace.protocol.job.PartCheckpoint.Stage;
import io.millrace.protocol.job.Prepared;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A checkpoint is being taken. Ends when the manifest is there; when a part of it has failed or it takes too long; or with
 * the attempt.
 *
 * @param startedMicros when it began or this coordinator found it, in microseconds since 1970-01-01T00:00 UTC
 */
record Taking(long number, long attempt, long startedMicros) implements CheckpointState {

    private static final Set<Stage> COMPLETE =
            EnumSet.of(Stage.MERGED, Stage.COMMITTING, Stage.COMMITTED, Stage.COMMIT_FAILED);

    /** From when on an executor's part file is there. */
    private static final Set<Stage> WRITTEN = EnumSet.of(Stage.WRITTEN, Stage.MERGING);

    @Override
    public CheckpointDecision decide(CheckpointView view) {
        Optional<PartCheckpoint> host = view.told(view.placement().host(), number);
        if (host.isPresent() && COMPLETE.contains(host.get().stage())) {
            return new CheckpointDecision.Write(completed(view, host.get()));
        }
        for (Map.Entry<ExecutorId, PartCheckpoint> told : view.told().entrySet()) {
            if (told.getValue().number() == number && told.getValue().stage() == Stage.FAILED) {
                RunError error = told.getValue().error().orElseThrow();
                return failed(view, CheckpointErrors.failed(number, told.getKey(), error));
            }
        }
        if (view.since().compareTo(view.settings().limit()) >= 0) {
            return failed(view, CheckpointErrors.slow(number, view.settings().limit(), missing(view)));
        }
        List<Directive> directives = new ArrayList<>(view.settle(0));
        if (host.isEmpty() && directives.isEmpty()) {
            directives.addAll(view.toHost(new ExecutorCommand.Checkpoint(view.fence(), number)));
        } else if (host.isPresent()
                && host.get().stage() == Stage.WRITTEN
                && missing(view).isEmpty()) {
            directives.addAll(view.toHost(new ExecutorCommand.CompleteCheckpoint(view.fence(), number, files(view))));
        }
        return new CheckpointDecision.Tell(directives);
    }

    private CheckpointDecision failed(CheckpointView view, RunError error) {
        return new CheckpointDecision.Write(givenUp(view.job(), error));
    }

    /** What the log is to say of it when it is not going to be complete. */
    CheckpointRow givenUp(JobView job, RunError error) {
        return new CheckpointRow(
                job.deployment().id(),
                number,
                attempt,
                CheckpointStatus.FAILED,
                Optional.empty(),
                Prepared.NOTHING,
                Optional.of(error),
                startedMicros,
                job.sinceCheckpoint(),
                CheckpointFigures.NOTHING);
    }

    private CheckpointRow completed(CheckpointView view, PartCheckpoint host) {
        CheckpointFigures figures = view.told().values().stream()
                .filter(told -> told.number() == number)
                .map(PartCheckpoint::figures)
                .reduce(CheckpointFigures.NOTHING, CheckpointFigures::and);
        return new CheckpointRow(
                view.job().deployment().id(),
                number,
                attempt,
                host.prepared().isEmpty() ? CheckpointStatus.COMMITTED : CheckpointStatus.COMPLETED,
                host.file(),
                host.prepared(),
                Optional.empty(),
                startedMicros,
                view.since(),
                figures);
    }

    /** How far it has come, for people. */
    CheckpointsNow.UnderWay progress(CheckpointView view) {
        List<PartCheckpoint> told = view.told().values().stream()
                .filter(part -> part.number() == number)
                .toList();
        return new CheckpointsNow.UnderWay(
                number,
                startedMicros,
                view.placement().executors().size(),
                (int) told.stream()
                        .filter(part -> part.stage() != Stage.ALIGNING && part.stage() != Stage.FAILED)
                        .count(),
                (int) told.stream()
                        .filter(part -> WRITTEN.contains(part.stage()) || COMPLETE.contains(part.stage()))
                        .count());
    }

    /** The executors that have not written their parts, or did not say so to this coordinator. */
    private List<ExecutorId> missing(CheckpointView view) {
        return view.placement().executors().stream()
                .filter(executor -> view.told(executor, number)
                        .filter(told -> WRITTEN.contains(told.stage()))
                        .isEmpty())
                .toList();
    }

    private List<String> files(CheckpointView view) {
        return view.placement().executors().stream()
                .flatMap(executor -> view.told(executor, number).flatMap(PartCheckpoint::file).stream())
                .toList();
    }
}
