package io.millrace.coordinator.checkpoint;

import io.millrace.model.error.RunError;
import io.millrace.protocol.job.ExecutorId;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What a coordinator has to say about checkpoints that did not come about. */
final class CheckpointErrors {

    /** What executors say when what a checkpoint left is not there or not as it was written. */
    private static final Set<String> DAMAGES = Set.of("checkpoint.damaged", "checkpoint.missing");

    private CheckpointErrors() {}

    static boolean isDamage(RunError error) {
        return DAMAGES.contains(error.code());
    }

    static RunError failed(long number, ExecutorId executor, RunError cause) {
        return new RunError(
                cause.domain(),
                cause.code(),
                cause.nodeId(),
                "Checkpoint " + number + " failed on executor " + executor + ": " + cause.message(),
                cause.position(),
                cause.retryable());
    }

    static RunError slow(long number, Duration limit, List<ExecutorId> missing) {
        String whom = missing.isEmpty()
                ? "Its parts were written, but not its manifest."
                : "Not written on " + missing.stream().map(ExecutorId::value).collect(Collectors.joining(", ")) + ".";
        return RunError.external(
                "checkpoint.slow",
                "Checkpoint " + number + " was not complete after " + seconds(limit) + ". " + whom,
                true);
    }

    static RunError overtaken(long number, String by) {
        return RunError.external(
                "checkpoint.overtaken", "Checkpoint " + number + " was given up, as " + by + ".", true);
    }

    static RunError tooMany(int inARow, RunError last) {
        return new RunError(
                last.domain(),
                last.code(),
                last.nodeId(),
                inARow + " checkpoints in a row have failed, the last one so: " + last.message(),
                last.position(),
                true);
    }

    static RunError notPublished(long number, Duration limit, RunError last) {
        return new RunError(
                last.domain(),
                last.code(),
                last.nodeId(),
                "What checkpoint " + number + " prepared could not be made visible for " + seconds(limit) + ": "
                        + last.message(),
                last.position(),
                last.retryable());
    }

    static RunError endsEarlier(long number, RunError error) {
        return new RunError(
                error.domain(),
                error.code(),
                error.nodeId(),
                "It was suspended at checkpoint " + number
                        + ", and what came after that is done again by whoever goes on from it, as no last checkpoint could"
                        + " be taken. " + error.message(),
                error.position(),
                true);
    }

    static RunError fallsBack(long number, CheckpointRow before, RunError damage) {
        return RunError.external(
                damage.code(),
                "Checkpoint " + number + " cannot be read, so checkpoint " + before.number()
                        + " is used. Rows that became visible between the two become visible again. "
                        + damage.message(),
                true);
    }

    /** Nothing is left to begin at, and to begin from the beginning would repeat what is visible already. */
    static RunError lost(String why) {
        return RunError.external(
                "checkpoint.none",
                "No checkpoint is left that can be read, so the job cannot go on where it was. Deploy it again to begin"
                        + " from the beginning; what is visible stays. " + why,
                false);
    }

    private static String seconds(Duration time) {
        return time.toMillis() % 1_000 == 0 ? time.toSeconds() + " s" : time.toMillis() + " ms";
    }
}
