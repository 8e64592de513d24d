package io.millrace.engine.attempt;

import io.millrace.model.error.RunError;
import io.millrace.protocol.job.Fence;
import io.millrace.protocol.job.PartCheckpoint;
import io.millrace.protocol.job.PartReport;
import io.millrace.protocol.job.PartStatus;
import io.millrace.protocol.job.Prepared;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * An executor's part of one attempt. Statuses follow each other as {@link PartStatus} says; whatever else is asked of it is
 * left undone.
 */
final class Part {

    private Fence fence;
    private PartStatus status;
    private boolean tasksExist;

    /** When a heartbeat first told that tasks are to end at once; known while that goes on. */
    private OptionalLong cancellingSince = OptionalLong.empty();

    private Optional<RunError> error;
    private Prepared prepared = Prepared.NOTHING;
    private final PartCheckpoints checkpoints = new PartCheckpoints();

    Part(Fence fence, PartStatus first, Optional<RunError> error) {
        this.fence = fence;
        status = first;
        this.error = error;
    }

    Fence fence() {
        return fence;
    }

    PartStatus status() {
        return status;
    }

    /** The attempt goes on under another coordinator. */
    void adoptedBy(long ownerEpoch) {
        fence = new Fence(fence.deployment(), fence.attempt(), ownerEpoch);
    }

    List<PartAction> start() {
        if (status != PartStatus.READY) {
            return List.of();
        }
        enter(PartStatus.RUNNING);
        return List.of(new PartAction.Run(fence));
    }

    List<PartAction> stop() {
        if (status != PartStatus.RUNNING) {
            return List.of();
        }
        enter(PartStatus.STOPPING);
        checkpoints.stopped();
        return List.of(new PartAction.StopReading(fence));
    }

    List<PartAction> cancel() {
        return switch (status) {
            case ASSEMBLING -> {
                enter(PartStatus.CANCELLING);
                yield List.of();
            }
            case READY, RUNNING, STOPPING -> {
                enter(PartStatus.CANCELLING);
                yield List.of(new PartAction.EndTasks(fence));
            }
            // A committer is not interrupted: it could stop between two files.
            case CONCLUDING, CANCELLING, FINISHED, CANCELLED, FAILED, CONCLUDED -> List.of();
        };
    }

    List<PartAction> beginCheckpoint(long number) {
        // A host whose own tasks have ended still begins what other executors take part in.
        boolean begins = status == PartStatus.RUNNING || status == PartStatus.STOPPING || status == PartStatus.FINISHED;
        return begins ? checkpoints.begin(fence, number) : List.of();
    }

    List<PartAction> mergeCheckpoint(long number, List<String> parts) {
        return tasksExist ? checkpoints.merge(fence, number, parts) : List.of();
    }

    List<PartAction> commitCheckpoint(long number, Prepared output) {
        // A part that is being ended leaves it to the attempt that follows, or to the conclusion.
        boolean commits =
                status == PartStatus.RUNNING || status == PartStatus.STOPPING || status == PartStatus.FINISHED;
        return commits ? checkpoints.commit(fence, number, output) : List.of();
    }

    List<PartAction> settle(long number, boolean completed) {
        return tasksExist ? checkpoints.settle(fence, number, completed) : List.of();
    }

    List<PartAction> happened(PartEvent event) {
        return switch (event) {
            case PartEvent.Assembled _ -> {
                tasksExist = true;
                if (status == PartStatus.CANCELLING) {
                    yield List.of(new PartAction.EndTasks(fence));
                }
                enter(PartStatus.READY);
                yield List.of();
            }
            case PartEvent.AssemblyFailed(RunError cause) -> {
                error = error.or(() -> Optional.of(cause));
                enter(PartStatus.FAILED);
                yield List.of();
            }
            case PartEvent.Broke(RunError cause) -> {
                // Also when all tasks have come to their ends: a lost peer may wait for their last words.
                error = error.or(() -> Optional.of(cause));
                yield cancel();
            }
            case PartEvent.Ended(Prepared all) -> {
                if (!tasksExist) {
                    throw new IllegalStateException("Tasks of " + fence + " ended before they were made");
                }
                prepared = all;
                if (status != PartStatus.CANCELLING) {
                    enter(PartStatus.FINISHED);
                } else {
                    enter(error.isPresent() ? PartStatus.FAILED : PartStatus.CANCELLED);
                }
                yield List.of();
            }
            case PartEvent.Concluded(Optional<RunError> cause) -> {
                error = cause;
                enter(PartStatus.CONCLUDED);
                yield List.of();
            }
            case PartEvent.Checkpoint(PartCheckpoint now) -> {
                checkpoints.isNow(now);
                yield List.of();
            }
            case PartEvent.Settled(long number, Prepared rest) -> {
                checkpoints.settled(number);
                if (status == PartStatus.FINISHED) {
                    prepared = rest;
                }
                yield List.of();
            }
        };
    }

    /** Time has passed. */
    void seenAt(long nowNanos) {
        if (status != PartStatus.CANCELLING) {
            cancellingSince = OptionalLong.empty();
        } else if (cancellingSince.isEmpty()) {
            cancellingSince = OptionalLong.of(nowNanos);
        }
    }

    /** How long its tasks have been told to end. */
    long cancellingNanos(long nowNanos) {
        return cancellingSince.isPresent() ? nowNanos - cancellingSince.getAsLong() : 0;
    }

    PartReport report(ExecutorParts.Counts counts) {
        return new PartReport(fence, status, error, prepared, counts.of(fence), checkpoints.open());
    }

    private void enter(PartStatus next) {
        if (!status.next().contains(next)) {
            throw new IllegalStateException("A part does not go from " + status + " to " + next + ": " + fence);
        }
        status = next;
    }
}
