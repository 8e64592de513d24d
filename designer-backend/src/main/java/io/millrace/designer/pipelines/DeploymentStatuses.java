package io.millrace.designer.pipelines;

import io.millrace.designer.database.WorkspaceId;
import java.util.Optional;

/** How deployments are now. Their coordinators know; the database knows only what was decided last. */
public interface DeploymentStatuses {

    /** The status of a deployment that has not ended; empty when no coordinator says. Does not wait. */
    Optional<String> of(WorkspaceId workspace, String deployment);
}
