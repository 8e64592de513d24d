package io.millrace.designer.deployments;

import io.millrace.protocol.job.DeploymentId;
import io.millrace.protocol.job.SavepointOrder;

/** What a deployment starts from, if not from the beginning. */
sealed interface Start {

    /** Whose checkpoint that is. */
    DeploymentId checkpointOf();

    /** The last checkpoint of a deployment that has ended. */
    record Deployment(String id) implements Start {

        @Override
        public DeploymentId checkpointOf() {
            return new DeploymentId(id);
        }
    }

    /** A savepoint. */
    record Savepoint(String id) implements Start {

        @Override
        public DeploymentId checkpointOf() {
            return SavepointOrder.restored(id);
        }
    }
}
