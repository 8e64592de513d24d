package io.millrace.designer.deployments;

import io.millrace.designer.database.WorkspaceId;
import io.millrace.designer.deployments.host.CoordinatorHosts;
import io.millrace.designer.pipelines.DeploymentStatuses;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Statuses as the coordinators of this process know them. */
@Singleton
final class LiveStatuses implements DeploymentStatuses {

    private final CoordinatorHosts hosts;

    LiveStatuses(CoordinatorHosts hosts) {
        this.hosts = hosts;
    }

    @Override
    public Optional<String> of(WorkspaceId workspace, String deployment) {
        return hosts.view(workspace, deployment).map(view -> view.status().text());
    }
}
