package io.millrace.protocol.job;

import io.millrace.model.error.RunError;
import io.millrace.protocol.plan.OperatorPlan;
import java.util.List;
import java.util.Optional;

/**
 * How far an executor has come with a {@link SavepointOrder}.
 *
 * @param id that of the order
 */
public record SavepointReport(long id, State state) {

    /** How it is. */
    public sealed interface State {

        /**
         * It is at it.
         *
         * @param bytes done
         * @param of so many; 0 while nobody knows
         */
        record UnderWay(long bytes, long of) implements State {}

        /**
         * It is done.
         *
         * @param contents what was made or received
         * @param manifest where the manifest of the checkpoint is that was made
         */
        record Done(Optional<Contents> contents, Optional<String> manifest) implements State {

            /** With nothing to say of it. */
            public static final Done PLAIN = new Done(Optional.empty(), Optional.empty());
        }

        /** It cannot be done, and nothing of it is there. */
        record Failed(RunError error) implements State {}
    }

    /**
     * What a savepoint holds.
     *
     * @param pipeline id of the pipeline
     * @param checkpoint number of the checkpoint it is made of
     * @param takenMicros when that was begun, microseconds since 1970-01-01T00:00 UTC
     * @param parallelism how many tasks the fragment with the most had
     * @param bytes of all its files
     * @param document the revision that ran, as JSON
     * @param plan what executors ran of it
     */
    public record Contents(
            String pipeline,
            long checkpoint,
            long takenMicros,
            int parallelism,
            long bytes,
            List<Held> nodes,
            String document,
            OperatorPlan plan) {

        public Contents {
            nodes = List.copyOf(nodes);
        }
    }

    /**
     * What it holds of a node.
     *
     * @param states how many there are
     * @param rows in all of them
     * @param bytes of their files
     */
    public record Held(String nodeId, int states, long rows, long bytes) {}
}
