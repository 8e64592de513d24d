package io.millrace.coordinator.checkpoint;

import io.millrace.coordinator.state.JobView;
import io.millrace.model.error.RunError;
import io.millrace.protocol.job.PartCheckpoint;
import io.millrace.protocol.job.PartCheckpoint.Stage;
import io.millrace.protocol.job.PartReport;
import io.millrace.protocol.job.Placement;
import java.util.List;
import java.util.Optional;

/** When checkpoints that fail are a reason to start the attempt again, and what is said of restores that fail. */
public final class CheckpointTrouble {

    private CheckpointTrouble() {}

    /** What is wrong with the checkpoints of an attempt that runs, if it is too much. */
    public static Optional<RunError> of(JobView view, long attempt, Placement placement) {
        CheckpointSettings settings = view.settings().checkpoints();
        CheckpointHistory history = view.checkpoints();
        int failed = history.failedInARow(attempt);
        if (failed > settings.mostFailuresInARow()) {
            // Where nothing can be kept at all, another attempt cannot either, and would lose what this one knows.
            return history.rows()
                    .getFirst()
                    .error()
                    .filter(RunError::retryable)
                    .map(last -> CheckpointErrors.tooMany(failed, last));
        }
        return notVisible(view, attempt, placement);
    }

    /** Why the output of the last checkpoint does not become visible, if that is for good or for too long. */
    public static Optional<RunError> notVisible(JobView view, long attempt, Placement placement) {
        CheckpointSettings settings = view.settings().checkpoints();
        CheckpointHistory history = view.checkpoints();
        return view.part(placement.host(), attempt)
                .flatMap(PartReport::checkpoint)
                .filter(told -> told.stage() == Stage.COMMIT_FAILED)
                .flatMap(PartCheckpoint::error)
                .filter(error -> !error.retryable() || view.sinceCheckpoint().compareTo(settings.limit()) >= 0)
                .map(error -> CheckpointErrors.notPublished(history.highest(), view.sinceCheckpoint(), error));
    }

    /** Why no checkpoint has come about after this one, if too many were tried. */
    public static Optional<RunError> failsSince(JobView view, long number) {
        List<CheckpointRow> failed = view.checkpoints().failedSinceComplete().stream()
                .filter(row -> row.number() > number)
                .toList();
        return failed.size() > view.settings().checkpoints().mostFailuresInARow()
                ? failed.getFirst().error().map(last -> CheckpointErrors.tooMany(failed.size(), last))
                : Optional.empty();
    }

    /**
     * Why a job that is to end at a checkpoint after this one ends at the last there is instead, if too many were tried or the
     * first of them took too long. Without any at all it goes on trying: everything would have to be read again.
     */
    public static Optional<RunError> endsEarlier(JobView view, long after) {
        boolean lastsTooLong =
                view.inState().compareTo(view.settings().checkpoints().limit()) >= 0;
        Optional<RunError> why = failsSince(view, after).or(() -> view.checkpoints().failedSinceComplete().stream()
                .filter(row -> lastsTooLong && row.number() > after)
                .findFirst()
                .flatMap(CheckpointRow::error));
        return why.flatMap(
                error -> view.checkpoints().last().map(row -> CheckpointErrors.endsEarlier(row.number(), error)));
    }

    /** Whether an attempt cannot begin because of the checkpoint it was to begin at. */
    public static boolean isDamage(RunError error) {
        return CheckpointErrors.isDamage(error);
    }

    /** Why another attempt follows, when this checkpoint cannot be read. */
    public static RunError fallsBack(JobView view, long number, RunError damage) {
        return view.checkpoints()
                .restorable(view.settings().checkpoints().retained())
                .map(before -> CheckpointErrors.fallsBack(number, before, damage))
                .orElse(CheckpointErrors.lost(damage.message()));
    }

    /** Why no attempt follows, when no checkpoint can be read. */
    public static RunError nothingLeft() {
        return CheckpointErrors.lost("The deployment's checkpoints say why.");
    }
}
