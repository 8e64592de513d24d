package io.millrace.designer.deployments.log;

import io.millrace.coordinator.JobEvent;
import io.millrace.designer.database.UserId;
import java.util.Optional;

/** Who asked for what an event says. */
@FunctionalInterface
public interface Actors {

    /** The person; empty where the coordinator decided by itself. The same event gets the same answer. */
    Optional<UserId> of(JobEvent event);
}
