package io.millrace.coordinator.state;

import io.millrace.coordinator.checkpoint.CheckpointTrouble;
import io.millrace.model.error.ErrorDomain;
import io.millrace.model.error.RunError;
import io.millrace.protocol.exchange.PeerLoss;
import io.millrace.protocol.job.ExecutorId;
import java.time.Duration;
import java.util.Optional;

/** What a coordinator itself has to say about a job that did not take its usual course. */
final class JobErrors {

    private static final String EXECUTOR_LOST = "executor.lost";

    private JobErrors() {}

    /** Whether executors or the network are to blame: restarts are not counted at all. */
    static boolean isLoss(RunError error) {
        return error.code().equals(EXECUTOR_LOST)
                || error.code().equals(PeerLoss.CODE)
                || CheckpointTrouble.isDamage(error);
    }

    /** Whether the pipeline failed, or we did, and not what it works with, which may come back after any time. */
    static boolean isOwn(RunError error) {
        return error.domain() != ErrorDomain.EXTERNAL && !isLoss(error);
    }

    /**
     * Whether the pipeline, or we, failed at the very same place as before. Another system that is away is met at the same
     * place again and again, and comes back.
     */
    static boolean isTheSameAgain(RunError before, RunError now) {
        return now.domain() != ErrorDomain.EXTERNAL
                && now.position().isPresent()
                && now.position().equals(before.position())
                && now.nodeId().equals(before.nodeId())
                && now.code().equals(before.code());
    }

    /** An error that came back at the same place. */
    static RunError again(RunError error) {
        return new RunError(
                error.domain(),
                error.code(),
                error.nodeId(),
                error.message() + " It failed at the same place again after a restart, so another one would not help.",
                error.position(),
                false);
    }

    static RunError lost(ExecutorId executor, Duration after) {
        return external(EXECUTOR_LOST, "Nothing was heard from " + executor + " for " + after.toSeconds() + " s.");
    }

    static RunError vanished(ExecutorId executor) {
        return external("attempt.vanished", "Executor " + executor + " no longer runs its part.");
    }

    static RunError slow(Duration limit) {
        return external(
                "deploy.slow",
                "The executors were not ready after " + limit.toSeconds()
                        + " s. Their logs may say what held them up.");
    }

    static RunError cancelled() {
        return RunError.user("job.cancelled", "The run was cancelled. What was not visible by then has been removed.");
    }

    static RunError stopTookTooLong(Duration limit) {
        return external(
                "stop.slow",
                "What had been read did not go through within " + limit.toSeconds()
                        + " s of the stop, so the run was cancelled.");
    }

    /** The last error, when {@code restarts} did not help. */
    static RunError gaveUp(RunError last, int restarts) {
        if (restarts == 0) {
            return last;
        }
        return new RunError(
                last.domain(),
                last.code(),
                last.nodeId(),
                last.message() + " It was restarted " + restarts + " times, which did not help.",
                last.position(),
                false);
    }

    private static RunError external(String code, String message) {
        return new RunError(ErrorDomain.EXTERNAL, code, Optional.empty(), message, Optional.empty(), true);
    }
}
