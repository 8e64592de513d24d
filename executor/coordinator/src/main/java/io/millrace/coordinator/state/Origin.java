package io.millrace.coordinator.state;

import io.millrace.protocol.job.DeploymentId;
import java.util.Optional;

/**
 * The checkpoint that an attempt begins at.
 *
 * @param takenMicros when it was begun, in microseconds since 1970-01-01T00:00 UTC
 * @param deployment whose it is, when it is another deployment's
 */
public record Origin(long checkpoint, long takenMicros, Optional<DeploymentId> deployment) {

    /** A checkpoint of the deployment itself. */
    public Origin(long checkpoint, long takenMicros) {
        this(checkpoint, takenMicros, Optional.empty());
    }

    /** Whether it is the deployment's own. */
    public boolean isOwn() {
        return deployment.isEmpty();
    }
}
