package io.millrace.designer.deployments.host;

import io.millrace.designer.database.WorkspaceId;
import io.millrace.designer.deployments.view.DeploymentView;
import io.millrace.designer.deployments.view.EventView;
import io.millrace.protocol.job.DeploymentId;

/** Is told what is new of deployments. Called on the coordinator's thread, which must not wait. */
public interface DeploymentNews {

    /**
     * How a deployment is now.
     *
     * @param isStep whether it is not as before, apart from its figures
     */
    void is(WorkspaceId workspace, DeploymentView view, boolean isStep);

    /** What has happened. */
    void happened(WorkspaceId workspace, DeploymentId deployment, EventView event);
}
