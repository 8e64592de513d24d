package io.millrace.coordinator.state;

import io.millrace.coordinator.Desired;
import io.millrace.coordinator.state.JobView.Presence;
import io.millrace.model.error.RunError;
import io.millrace.protocol.job.ExecutorId;
import io.millrace.protocol.job.PartReport;
import io.millrace.protocol.job.PartStatus;
import io.millrace.protocol.job.Placement;
import java.util.Optional;

/** What may happen to any attempt that runs, and what follows from it. */
final class Trouble {

    private Trouble() {}

    /**
     * What keeps the attempt from going on, if anything. An error that a task met goes before a lost executor: it is nearer
     * to the cause.
     */
    static Optional<RunError> of(JobView view, long attempt, Placement placement) {
        for (ExecutorId executor : placement.executors()) {
            Optional<RunError> error = view.part(executor, attempt).flatMap(PartReport::error);
            if (error.isPresent()) {
                return error;
            }
        }
        for (ExecutorId executor : placement.executors()) {
            if (view.presence(executor) == Presence.LOST) {
                return Optional.of(JobErrors.lost(executor, view.settings().lostAfter()));
            }
            Optional<PartStatus> status = view.part(executor, attempt).map(PartReport::status);
            if (status.isPresent() && (status.get() == PartStatus.CANCELLED || status.get() == PartStatus.CANCELLING)) {
                return Optional.of(JobErrors.vanished(executor));
            }
        }
        return Optional.empty();
    }

    /** A part that had been there and is not any more. */
    static Optional<RunError> vanished(JobView view, long attempt, Placement placement) {
        return placement.executors().stream()
                .filter(executor -> view.presence(executor) == Presence.PRESENT
                        && view.part(executor, attempt).isEmpty())
                .findFirst()
                .map(JobErrors::vanished);
    }

    /**
     * What follows: another attempt after a pause, unless somebody wants the job to end or the error will not go away by
     * itself, as one that came back at the same place.
     *
     * @param restarts how the job came to this attempt
     */
    static Decision after(JobView view, long attempt, Placement placement, Restarts restarts, RunError error) {
        if (view.desired() != Desired.RUN) {
            return end(view, attempt, placement, error);
        }
        if (!error.retryable()) {
            return Decision.go(new Cancelling(attempt, placement, new Failed(error)), error);
        }
        Optional<RunError> last = restarts.cause()
                .filter(before -> JobErrors.isTheSameAgain(before, error))
                .map(_ -> JobErrors.again(error))
                .or(() -> restarts.giveUp(view.settings().restarts(), error));
        if (last.isPresent()) {
            return Decision.go(new Cancelling(attempt, placement, new Failed(last.get())), last.get());
        }
        return Decision.go(Restarting.after(attempt, placement, restarts, error), error);
    }

    /** Somebody wants the job to end, and it cannot end by coming to its end. */
    static Decision end(JobView view, long attempt, Placement placement, RunError error) {
        RunError note = view.desired() == Desired.CANCEL ? JobErrors.cancelled() : error;
        boolean ownFault = view.desired() != Desired.CANCEL && !error.retryable();
        JobState outcome = ownFault ? new Failed(error) : new Stopped(Optional.of(note));
        return Decision.go(new Cancelling(attempt, placement, outcome), note);
    }
}
