package io.millrace.designer.deployments;

import io.millrace.protocol.job.DeploymentId;
import io.millrace.protocol.job.SavepointOrder;
import java.util.Optional;

/** What a deployment starts from, if not from the beginning. */
sealed interface Start {

    /** Whether it is where something starts that starts at a checkpoint of this one. */
    boolean isAt(DeploymentId checkpointOf);

    /** The last checkpoint of a deployment that has ended. */
    record Deployment(String id) implements Start {

        @Override
        public boolean isAt(DeploymentId checkpointOf) {
            return checkpointOf.value().equals(id);
        }
    }

    /** A savepoint. */
    record Savepoint(String id) implements Start {

        @Override
        public boolean isAt(DeploymentId checkpointOf) {
            return SavepointOrder.savepoint(checkpointOf).equals(Optional.of(id));
        }
    }
}
