package io.millrace.coordinator.state;

import io.millrace.coordinator.Deployment.StartFrom;
import io.millrace.coordinator.SavepointPort.Beginning;
import io.millrace.protocol.job.DeploymentId;
import io.millrace.protocol.job.Restore;
import io.millrace.protocol.job.SavepointOrder;
import io.millrace.protocol.job.Transfer;
import java.util.Optional;

/**
 * Where a deployment begins that has no checkpoint of its own, as far as one can say now.
 *
 * @param where nothing for the beginning, or as long as it has to wait
 * @param waits for the checkpoint that is made of a savepoint: there is none yet, or there will be none
 */
record Starts(Optional<At> where, Optional<Beginning> waits) {

    /** At a checkpoint. */
    record At(long takenMicros, Restore restore) {

        /** The same for the log. */
        Origin origin() {
            return new Origin(
                    restore.checkpoint(), takenMicros, restore.transfer().map(Transfer::deployment));
        }
    }

    static Starts of(JobView view) {
        return switch (view.deployment().startFrom()) {
            case StartFrom.Beginning _ -> new Starts(Optional.empty(), Optional.empty());
            case StartFrom.Checkpoint start ->
                at(start.takenMicros(), start.number(), start.manifest(), start.transfer());
            case StartFrom.Savepoint start ->
                switch (view.savepoints().beginning(start)) {
                    case Beginning.Ready(String manifest) ->
                        at(
                                start.takenMicros(),
                                start.number(),
                                manifest,
                                of(SavepointOrder.restored(manifest), start.transfer()));
                    case Beginning.Waiting waiting -> new Starts(Optional.empty(), Optional.of(waiting));
                    case Beginning.Impossible impossible -> new Starts(Optional.empty(), Optional.of(impossible));
                };
        };
    }

    private static Starts at(long takenMicros, long number, String manifest, Transfer transfer) {
        return new Starts(Optional.of(new At(takenMicros, Restore.of(number, manifest, transfer))), Optional.empty());
    }

    private static Transfer of(DeploymentId deployment, Transfer transfer) {
        return new Transfer(deployment, transfer.plan(), transfer.operators(), transfer.states());
    }
}
