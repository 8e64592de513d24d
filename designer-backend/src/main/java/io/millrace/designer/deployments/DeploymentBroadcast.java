package io.millrace.designer.deployments;

import io.millrace.designer.database.WorkspaceId;
import io.millrace.designer.deployments.host.DeploymentNews;
import io.millrace.designer.deployments.view.DeploymentView;
import io.millrace.designer.deployments.view.EventView;
import io.millrace.designer.events.Broadcast;
import io.millrace.designer.pipelines.PipelinesTopic;
import io.millrace.protocol.job.DeploymentId;
import jakarta.inject.Singleton;

/** Tells browsers what is new of deployments. */
@Singleton
final class DeploymentBroadcast implements DeploymentNews {

    private final Broadcast broadcast;
    private final ToldLines lines = new ToldLines();

    private final PipelinesTopic pipelines;

    DeploymentBroadcast(Broadcast broadcast, PipelinesTopic pipelines) {
        this.broadcast = broadcast;
        this.pipelines = pipelines;
    }

    @Override
    public void is(WorkspaceId workspace, DeploymentView view, boolean isStep) {
        broadcast.change(workspace, DeploymentTopic.one(view.id()), view);
        lines.news(view, isStep).ifPresent(line -> broadcast.change(workspace, DeploymentTopic.ALL, line));
        if (isStep) {
            pipelines.soon(workspace);
        }
    }

    @Override
    public void happened(WorkspaceId workspace, DeploymentId deployment, EventView event) {
        broadcast.change(workspace, DeploymentTopic.events(deployment.value()), event);
    }
}
