package io.millrace.coordinator.state;

import io.millrace.coordinator.state.Decision.Directive;
import io.millrace.coordinator.state.JobView.Presence;
import io.millrace.model.error.RunError;
import io.millrace.protocol.job.ExecutorCommand;
import io.millrace.protocol.job.ExecutorId;
import io.millrace.protocol.job.PartReport;
import io.millrace.protocol.job.PartStatus;
import io.millrace.protocol.job.Placement;
import io.millrace.protocol.job.Prepared;
import java.util.List;
import java.util.Optional;

/** All parts of one attempt, as seen now. */
record Parts(JobView view, long attempt, Placement placement) {

    /** Whether all tasks of all executors came to their ends. */
    boolean haveFinished() {
        return placement.executors().stream().allMatch(executor -> view.part(executor, attempt)
                .filter(part -> part.status() == PartStatus.FINISHED)
                .isPresent());
    }

    /** Whether nothing of the attempt runs, or will, on any executor that has a lease. */
    boolean haveEnded() {
        return placement.executors().stream().allMatch(executor -> switch (view.presence(executor)) {
            case LOST -> true;
            case AWAITED -> false;
            case PRESENT ->
                view.part(executor, attempt)
                        .filter(part -> part.status().hasEnded())
                        .isPresent();
        });
    }

    /** What the tasks prepared, as far as it was told. */
    Prepared prepared() {
        Prepared all = Prepared.NOTHING;
        for (ExecutorId executor : placement.executors()) {
            Optional<PartReport> part = view.part(executor, attempt);
            if (part.isPresent()) {
                all = all.and(part.get().prepared());
            }
        }
        return all;
    }

    /** What keeps the attempt from going on, once all its parts have been there. */
    Optional<RunError> troubleWhileRunning() {
        return Trouble.of(view, attempt, placement).or(() -> Trouble.vanished(view, attempt, placement));
    }

    /** A command for the executors whose part is at this status. */
    List<Directive> tell(PartStatus at, ExecutorCommand.ForAttempt command) {
        return placement.executors().stream()
                .filter(executor -> view.part(executor, attempt)
                        .filter(part -> part.status() == at)
                        .isPresent())
                .map(executor -> new Directive(executor, command))
                .toList();
    }

    /** A cancellation for the executors that are there and have not ended, or not heard of the attempt yet. */
    List<Directive> cancel() {
        return placement.executors().stream()
                .filter(executor -> view.presence(executor) == Presence.PRESENT
                        && view.part(executor, attempt)
                                .filter(part -> part.status().hasEnded())
                                .isEmpty())
                .map(executor -> new Directive(executor, new ExecutorCommand.Cancel(view.fence(attempt))))
                .toList();
    }
}
