package io.millrace.coordinator.checkpoint;

import java.time.Duration;

/**
 * By what a coordinator decides about checkpoints. How often they are taken is the deployment's own.
 *
 * @param limit how long one may take before it is given up
 * @param mostFailuresInARow so many may fail one after the other; one more, and the attempt is started again
 * @param retained how many that count are kept in storage, at least one
 */
public record CheckpointSettings(Duration limit, int mostFailuresInARow, int retained) {

    public CheckpointSettings {
        if (retained < 1 || retained > CheckpointLog.COMPLETE_KEPT) {
            throw new IllegalArgumentException(
                    "Between 1 and " + CheckpointLog.COMPLETE_KEPT + " checkpoints are kept, not " + retained);
        }
    }

    /** Ten minutes; five in a row; the last three, of which the older ones are for one that is damaged. */
    public static CheckpointSettings standard() {
        return new CheckpointSettings(Duration.ofMinutes(10), 5, 3);
    }
}
