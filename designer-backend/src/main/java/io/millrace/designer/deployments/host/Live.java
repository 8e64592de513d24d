package io.millrace.designer.deployments.host;

import io.millrace.coordinator.JobStatus;
import io.millrace.coordinator.state.Phase;
import io.millrace.designer.deployments.log.DeploymentRow;
import io.millrace.designer.deployments.view.CheckpointsView;
import io.millrace.designer.deployments.view.DeploymentStatus;
import io.millrace.designer.deployments.view.DeploymentView;
import io.millrace.designer.deployments.view.DeploymentViews;
import io.millrace.designer.deployments.view.Drawing;
import io.millrace.designer.deployments.view.Meter;
import io.millrace.designer.deployments.view.RescaleWords;
import java.time.Instant;
import java.util.Optional;

/** What is known of a deployment that has not ended, or just has. Not thread-safe. */
final class Live {

    private final Drawing drawing;
    private final Meter meter = new Meter();
    private DeploymentRow row;
    private Optional<DeploymentStatus> said = Optional.empty();

    Live(DeploymentRow row, Drawing drawing) {
        this.row = row;
        this.drawing = drawing;
    }

    /** The row as it is after an event. */
    void row(DeploymentRow newer) {
        row = newer;
    }

    DeploymentRow row() {
        return row;
    }

    Drawing drawing() {
        return drawing;
    }

    Meter meter() {
        return meter;
    }

    /** Whether its status is another than at the call before. */
    boolean saysAnotherStatus(DeploymentView view) {
        boolean isOther = !said.equals(Optional.of(view.status()));
        said = Optional.of(view.status());
        return isOther;
    }

    /** Takes in how it is now. */
    DeploymentView observe(JobStatus status, long nowNanos, Instant now) {
        boolean runs = status.state().phase() == Phase.RUNNING || status.state().phase() == Phase.STOPPING;
        meter.take(runs ? status.state().attempt() : 0, status.nodes(), nowNanos);
        DeploymentView view = DeploymentViews.of(row, drawing, meter);
        if (!status.state().isFinal()) {
            view = view.with(CheckpointsView.of(status.checkpoints()), RescaleWords.of(status));
        }
        boolean isSilent = status.noContact().isPresent()
                && !status.state().isFinal()
                && view.status() != DeploymentStatus.RESTARTING;
        return isSilent
                ? view.without(new DeploymentView.NoContact(
                        status.noContact().get().executor().value(),
                        now.minus(status.noContact().get().since())))
                : view;
    }
}
