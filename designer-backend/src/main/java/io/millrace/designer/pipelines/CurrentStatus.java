package io.millrace.designer.pipelines;

import io.millrace.designer.database.WorkspaceId;
import jakarta.inject.Singleton;
import java.util.Set;

/** Puts into lists how deployments are now, in the place of what was decided last. */
@Singleton
final class CurrentStatus {

    private static final Set<String> KNOWN_FROM_THE_LOG = Set.of("starting", "finished", "stopped", "failed");

    private final DeploymentStatuses statuses;

    CurrentStatus(DeploymentStatuses statuses) {
        this.statuses = statuses;
    }

    /** The same pipeline, with the status of its deployment as of now. */
    PipelineSummary of(WorkspaceId workspace, PipelineSummary stored) {
        return stored.deployment()
                .map(deployment -> stored.with(new PipelineSummary.DeploymentRef(
                        deployment.id(),
                        statuses.of(workspace, deployment.id())
                                .orElse(
                                        KNOWN_FROM_THE_LOG.contains(deployment.status())
                                                ? deployment.status()
                                                : "noContact"))))
                .orElse(stored);
    }
}
