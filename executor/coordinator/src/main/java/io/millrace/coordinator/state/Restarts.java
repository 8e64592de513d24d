package io.millrace.coordinator.state;

import io.millrace.coordinator.RestartPolicy;
import io.millrace.model.error.RunError;
import java.util.Optional;

/**
 * How a job came to its attempt.
 *
 * @param inARow how many restarts there were without a checkpoint or a stable time between them: pauses grow with it
 * @param failures how many failures of the job itself there were without a stable time between them
 * @param cause what broke the attempt before; empty when there was none
 */
public record Restarts(int inARow, int failures, Optional<RunError> cause) {

    /** It is the first attempt. */
    public static final Restarts NONE = new Restarts(0, 0, Optional.empty());

    /** How it comes to the attempt after the one that broke so. */
    Restarts after(RunError error) {
        return new Restarts(inARow + 1, JobErrors.isOwn(error) ? failures + 1 : failures, Optional.of(error));
    }

    /** It has come further than where it began, so the next restart need not wait for long. */
    Restarts afterProgress() {
        return new Restarts(0, failures, cause);
    }

    /** It ran for a stable time. */
    Restarts afterStableTime() {
        return new Restarts(0, 0, cause);
    }

    /** Why no other attempt follows this error, if it came too often. */
    Optional<RunError> giveUp(RestartPolicy policy, RunError error) {
        if (JobErrors.isLoss(error)) {
            return Optional.empty();
        }
        int before = JobErrors.isOwn(error) ? failures : inARow;
        int most = JobErrors.isOwn(error) ? policy.mostInARow() : policy.mostOfOthers();
        return before >= most ? Optional.of(JobErrors.gaveUp(error, before)) : Optional.empty();
    }
}
