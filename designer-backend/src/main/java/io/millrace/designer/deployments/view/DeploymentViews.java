package io.millrace.designer.deployments.view;

import io.millrace.coordinator.state.JobState;
import io.millrace.designer.deployments.log.DeploymentRow;
import io.millrace.protocol.job.ExecutorId;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** Makes what people see of rows and figures. */
public final class DeploymentViews {

    private DeploymentViews() {}

    /** A deployment that has ended, with what it counted. */
    public static DeploymentView of(DeploymentRow row, Drawing drawing) {
        Meter meter = new Meter();
        meter.take(0, row.counts(), 0);
        return of(row, drawing, meter);
    }

    /** A deployment by its row, with these figures. */
    public static DeploymentView of(DeploymentRow row, Drawing drawing, Meter meter) {
        JobState state = row.last().state();
        return new DeploymentView(
                row.id(),
                new DeploymentView.PipelineRef(row.pipeline(), row.pipelineName()),
                row.revision(),
                row.environment(),
                row.parallelism(),
                state.isFinal() ? Optional.empty() : RescaleWords.of(row.last().parallelism()),
                Optional.empty(),
                row.parameters(),
                Wish.of(row.last().desired()),
                DeploymentStatus.of(state, row.last().desired()),
                Instant.EPOCH.plus(row.last().wallMicros(), ChronoUnit.MICROS),
                Optional.empty(),
                row.attempts(),
                row.restarts(),
                Reason.of(row.last()),
                state.executors().stream().map(ExecutorId::value).toList(),
                row.createdAt(),
                row.author(),
                row.endedAt(),
                state.isFinal() ? Optional.of(Summary.of(state, meter.counts(), drawing)) : Optional.empty(),
                Optional.empty(),
                meter.nodes(),
                meter.edges(drawing));
    }
}
