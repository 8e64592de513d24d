package io.millrace.coordinator;

import io.millrace.coordinator.Deployment.StartFrom;
import io.millrace.model.error.RunError;

/** Has checkpoints made of savepoints, for deployments that start from them. */
public interface SavepointPort {

    /** Where there are no savepoints. */
    SavepointPort NONE = start -> new Beginning.Impossible(RunError.internal(
            "savepoint.none", "There are no savepoints here, and so no " + start.savepoint() + " to start from."));

    /**
     * How far the checkpoint is that is made of a savepoint. Asked again and again as long as a deployment needs to know: asking is what
     * has it made, and what was not asked for a while is given up. Never waits; the coordinator's thread.
     */
    Beginning beginning(StartFrom.Savepoint start);

    /** How far it is. */
    sealed interface Beginning {

        /** It is not there yet. */
        record Waiting() implements Beginning {}

        /**
         * It is there.
         *
         * @param manifest where its manifest is in the checkpoint storage
         */
        record Ready(String manifest) implements Beginning {}

        /** There will be none. */
        record Impossible(RunError reason) implements Beginning {}
    }
}
