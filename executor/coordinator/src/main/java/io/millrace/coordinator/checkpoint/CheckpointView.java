package io.millrace.coordinator.checkpoint;

import io.millrace.coordinator.state.Decision.Directive;
import io.millrace.coordinator.state.JobView;
import io.millrace.protocol.job.ExecutorCommand;
import io.millrace.protocol.job.ExecutorId;
import io.millrace.protocol.job.Fence;
import io.millrace.protocol.job.PartCheckpoint;
import io.millrace.protocol.job.PartReport;
import io.millrace.protocol.job.PartStatus;
import io.millrace.protocol.job.Placement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;

/**
 * What is decided by while tasks run.
 *
 * @param job the job, with what the log says of its checkpoints
 * @param attempt which attempt runs
 * @param placement where
 * @param mayBegin whether the job goes on for long enough that another checkpoint is worth while
 */
public record CheckpointView(JobView job, long attempt, Placement placement, boolean mayBegin) {

    private static final Set<PartStatus> TAKES_PART =
            EnumSet.of(PartStatus.RUNNING, PartStatus.STOPPING, PartStatus.FINISHED);

    CheckpointHistory history() {
        return job.checkpoints();
    }

    CheckpointSettings settings() {
        return job.settings().checkpoints();
    }

    /** How long the checkpoint state is what it is, as far as this coordinator has seen it. */
    Duration since() {
        return job.sinceCheckpoint();
    }

    Fence fence() {
        return job.fence(attempt);
    }

    /** What executors say of checkpoints whose fate they do not know. */
    TreeMap<ExecutorId, PartCheckpoint> told() {
        TreeMap<ExecutorId, PartCheckpoint> told = new TreeMap<>();
        for (ExecutorId executor : placement.executors()) {
            job.part(executor, attempt)
                    .flatMap(PartReport::checkpoint)
                    .ifPresent(checkpoint -> told.put(executor, checkpoint));
        }
        return told;
    }

    /** What an executor says of this checkpoint. */
    Optional<PartCheckpoint> told(ExecutorId executor, long number) {
        return job.part(executor, attempt)
                .flatMap(PartReport::checkpoint)
                .filter(checkpoint -> checkpoint.number() == number);
    }

    /** Whether all executors are there with tasks that run or came to their ends. */
    boolean allTakePart() {
        return placement.executors().stream().allMatch(executor -> job.part(executor, attempt)
                .filter(part -> TAKES_PART.contains(part.status()))
                .isPresent());
    }

    /** A checkpoint that executors tell of and the log does not know: an earlier coordinator began it. */
    OptionalLong unknown() {
        return told().values().stream()
                .mapToLong(PartCheckpoint::number)
                .filter(number -> number > history().highest())
                .max();
    }

    /**
     * Tells executors what became of checkpoints, where they still ask.
     *
     * @param except one that the host is not told of yet, as it has to make its output visible; 0 for none
     */
    List<Directive> settle(long except) {
        List<Directive> directives = new ArrayList<>();
        told().forEach((executor, checkpoint) -> {
            long number = checkpoint.number();
            boolean isDecided = number <= history().highest();
            if (isDecided && !(number == except && executor.equals(placement.host()))) {
                boolean completed =
                        history().find(number).map(CheckpointRow::wasComplete).orElse(false);
                directives.add(new Directive(executor, new ExecutorCommand.Settle(fence(), number, completed)));
            }
        });
        return directives;
    }

    List<Directive> toHost(ExecutorCommand.ForAttempt command) {
        return List.of(new Directive(placement.host(), command));
    }
}
