package io.millrace.designer.deployments.taps;

import io.millrace.designer.database.WorkspaceId;
import io.millrace.protocol.job.DeploymentId;

/** A port of a deployment. */
record TapPlace(WorkspaceId workspace, DeploymentId deployment, String node, String port) {

    /** The topic that its rows are told under. */
    String topic() {
        return TapTopic.PREFIX + deployment + "/" + node + "/" + port;
    }
}
