package io.millrace.designer.cluster;

import io.millrace.designer.database.WorkspaceId;
import io.millrace.protocol.rpc.Versions;
import jakarta.inject.Singleton;

/** The cluster of a workspace, as people see it. */
@Singleton
final class Cluster {

    private final ControlPlane controlPlane;
    private final Ears ears;

    Cluster(ControlPlane controlPlane, Ears ears) {
        this.controlPlane = controlPlane;
        this.ears = ears;
    }

    ClusterView view(WorkspaceId workspace) {
        return new ClusterView(
                new ClusterView.ControlPlaneView(Versions.ours().product(), controlPlane.address()),
                ears.roster().executors(workspace),
                ears.roster().turnedAway(workspace));
    }
}
