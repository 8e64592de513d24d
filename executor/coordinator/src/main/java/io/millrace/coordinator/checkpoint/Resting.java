package io.millrace.coordinator.checkpoint;

import io.millrace.coordinator.Desired;
import java.util.OptionalLong;

/**
 * No checkpoint is being taken. Ends when it is time for the next one, one is asked for, or a job is to go on at another parallelism,
 * and all executors know what became of those before; or when they tell of one that an earlier coordinator began.
 *
 * @param askedAfter one with a higher number is asked for; -1 when none is
 */
record Resting(long askedAfter) implements CheckpointState {

    @Override
    public CheckpointDecision decide(CheckpointView view) {
        OptionalLong unknown = view.unknown();
        if (unknown.isPresent()) {
            return new CheckpointDecision.Take(unknown.getAsLong());
        }
        boolean isAskedFor = view.history().highest() <= askedAfter;
        boolean isForRescale = view.job()
                .rescale()
                .filter(wanted -> view.history().highest() <= wanted.since())
                .isPresent();
        // One that failed just now is not tried again at once.
        boolean isLast =
                view.job().desired() == Desired.SUSPEND && !view.history().hasFailedLast();
        boolean isDue = isLast
                || view.job()
                        .deployment()
                        .checkpointInterval()
                        .filter(interval -> view.since().compareTo(interval) >= 0
                                && view.job().inState().compareTo(interval) >= 0)
                        .isPresent();
        if ((isDue || isAskedFor || isForRescale)
                && view.mayBegin()
                && view.allTakePart()
                && view.told().isEmpty()) {
            // Sinks number what they write by checkpoints, so the numbers of what it goes on from are taken.
            return new CheckpointDecision.Take(1
                    + Math.max(
                            view.history().highest(),
                            view.job().deployment().startFrom().number()));
        }
        return new CheckpointDecision.Tell(view.settle(0));
    }
}
