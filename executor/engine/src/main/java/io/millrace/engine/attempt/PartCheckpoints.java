package io.millrace.engine.attempt;

import io.millrace.model.error.RunError;
import io.millrace.protocol.job.Fence;
import io.millrace.protocol.job.PartCheckpoint;
import io.millrace.protocol.job.PartCheckpoint.Stage;
import io.millrace.protocol.job.Prepared;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The checkpoints of an executor's part of an attempt: the one that is open, and which numbers are past. Each is begun here
 * at most once, and one whose fate was told is not spoken of again, whatever still comes of it.
 */
final class PartCheckpoints {

    /** The code of the error of a checkpoint that a stop has overtaken. */
    private static final String STOPPED = "checkpoint.stopped";

    private @Nullable PartCheckpoint open;

    /** The highest number that was begun or settled. */
    private long met;

    /** The highest number of which it is known what became of it. */
    private long settled;

    /** The number whose fate was told and which is not given up yet, or 0. */
    private long settling;

    private boolean stopped;

    /** The one whose fate is not known. */
    Optional<PartCheckpoint> open() {
        return Optional.ofNullable(open);
    }

    List<PartAction> begin(Fence fence, long number) {
        if (number <= met || open != null) {
            return List.of();
        }
        met = number;
        isNow(PartCheckpoint.begun(number));
        return stopped ? List.of() : List.of(new PartAction.BeginCheckpoint(fence, number));
    }

    List<PartAction> merge(Fence fence, long number, List<String> parts) {
        PartCheckpoint current = open;
        if (current == null || current.number() != number || current.stage() != Stage.WRITTEN || settling == number) {
            return List.of();
        }
        open = current.at(Stage.MERGING);
        return List.of(new PartAction.MergeCheckpoint(fence, number, parts));
    }

    List<PartAction> commit(Fence fence, long number, Prepared prepared) {
        PartCheckpoint current = open;
        if (number <= settled || settling == number) {
            return List.of();
        }
        if (current == null) {
            current = PartCheckpoint.begun(number);
        }
        boolean canBegin = current.stage() != Stage.COMMITTING && current.stage() != Stage.COMMITTED;
        if (current.number() != number || !canBegin) {
            return List.of();
        }
        met = Math.max(met, number);
        open = current.at(Stage.COMMITTING);
        return List.of(new PartAction.CommitCheckpoint(fence, number, prepared));
    }

    List<PartAction> settle(Fence fence, long number, boolean completed) {
        PartCheckpoint current = open;
        if (number <= settled || settling == number || (current != null && current.number() != number)) {
            return List.of();
        }
        if (current != null && (current.stage() == Stage.MERGING || current.stage() == Stage.COMMITTING)) {
            // It is said again, and a manifest or an output cannot be taken back half way.
            return List.of();
        }
        met = Math.max(met, number);
        settling = number;
        return List.of(new PartAction.Settle(fence, number, completed));
    }

    /** Sources were told to stop: what they have not passed the barrier with, no checkpoint holds. */
    void stopped() {
        stopped = true;
        if (open != null) {
            isNow(open);
        }
    }

    /** It has come so far. */
    void isNow(PartCheckpoint now) {
        PartCheckpoint current = open;
        if (now.number() <= settled || current != null && now.number() < current.number()) {
            return;
        }
        if (current != null && current.number() == now.number() && current.stage() == Stage.FAILED) {
            return;
        }
        met = Math.max(met, now.number());
        open = stopped && now.stage() == Stage.ALIGNING ? now.failed(Stage.FAILED, overtaken(now.number())) : now;
    }

    void settled(long number) {
        settled = Math.max(settled, number);
        if (open != null && open.number() <= settled) {
            open = null;
        }
    }

    private static RunError overtaken(long number) {
        return RunError.external(
                STOPPED,
                "The job was told to stop while checkpoint " + number
                        + " was on its way; its end takes the place of it.",
                false);
    }
}
