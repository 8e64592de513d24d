package io.millrace.designer.deployments;

import io.millrace.designer.database.WorkspaceId;
import io.millrace.designer.deployments.host.CoordinatorHosts;
import io.millrace.designer.deployments.host.ExecutorLines;
import io.millrace.designer.deployments.log.DeploymentRow;
import io.millrace.designer.deployments.log.DeploymentRows;
import io.millrace.designer.deployments.log.LoggedEvent;
import io.millrace.designer.deployments.view.AttemptView;
import io.millrace.designer.deployments.view.Attempts;
import io.millrace.designer.deployments.view.CheckpointDetail;
import io.millrace.designer.deployments.view.CheckpointView;
import io.millrace.designer.deployments.view.DeploymentView;
import io.millrace.designer.deployments.view.DeploymentViews;
import io.millrace.designer.deployments.view.EventView;
import io.millrace.designer.deployments.view.EventWords;
import io.millrace.designer.web.Refused;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Deployments as people see them: those that run from the coordinator, the others from the database. */
@Singleton
public final class Deployments {

    private final DeploymentRows rows;
    private final CoordinatorHosts hosts;
    private final ExecutorLines executors;

    Deployments(DeploymentRows rows, CoordinatorHosts hosts, ExecutorLines executors) {
        this.rows = rows;
        this.hosts = hosts;
        this.executors = executors;
    }

    /** The newest, the newest first. */
    List<DeploymentView> newest(
            WorkspaceId workspace, Optional<String> pipeline, Optional<Boolean> isActive, int limit) {
        return rows.newest(workspace, pipeline, isActive, limit).stream()
                .map(row -> view(workspace, row))
                .toList();
    }

    /** One by its id. */
    public DeploymentView require(WorkspaceId workspace, String id) {
        return hosts.view(workspace, id).orElseGet(() -> view(workspace, row(workspace, id)));
    }

    /** The row of one. */
    public DeploymentRow row(WorkspaceId workspace, String id) {
        return rows.find(workspace, id)
                .orElseThrow(() -> Refused.notFound("deployment.unknown", "There is no deployment " + id));
    }

    /** What has happened to one, in order. */
    List<EventView> events(WorkspaceId workspace, String id) {
        row(workspace, id);
        List<EventView> views = new ArrayList<>();
        Optional<LoggedEvent> before = Optional.empty();
        for (LoggedEvent logged : rows.events(workspace, id)) {
            views.add(EventWords.of(before.map(LoggedEvent::event), logged.event(), logged.who(), executors::name));
            before = Optional.of(logged);
        }
        return views;
    }

    /** The attempts of one, the first one first. */
    List<AttemptView> attempts(WorkspaceId workspace, String id) {
        row(workspace, id);
        return Attempts.of(
                rows.events(workspace, id).stream().map(LoggedEvent::event).toList(), executors::name);
    }

    /** One of the checkpoints of one that are kept. */
    CheckpointDetail checkpoint(WorkspaceId workspace, String id, long number) {
        row(workspace, id);
        return rows.checkpoint(workspace, id, number)
                .map(CheckpointDetail::of)
                .orElseThrow(() -> Refused.notFound(
                        "checkpoint.unknown",
                        "Nothing is known of checkpoint %d of deployment %s: there was none, or others have followed since"
                                .formatted(number, id)));
    }

    /** The checkpoints of one that are kept, the latest first. */
    List<CheckpointView> checkpoints(WorkspaceId workspace, String id) {
        row(workspace, id);
        return rows.checkpoints(workspace, id).stream().map(CheckpointView::of).toList();
    }

    private DeploymentView view(WorkspaceId workspace, DeploymentRow row) {
        return hosts.view(workspace, row.id()).orElseGet(() -> stored(workspace, row));
    }

    /** What only the database knows. That executors still do what they did when the last row was written is not known. */
    private DeploymentView stored(WorkspaceId workspace, DeploymentRow row) {
        DeploymentView view = DeploymentViews.of(row, rows.drawing(workspace, row.pipeline(), row.revision()));
        return row.endedAt().isPresent()
                ? view
                : view.executors().stream()
                        .findFirst()
                        .map(executor -> view.without(new DeploymentView.NoContact(executor, view.statusSince())))
                        .orElse(view);
    }
}
