package io.millrace.designer.deployments.log;

import io.millrace.coordinator.checkpoint.CheckpointLog;
import io.millrace.coordinator.checkpoint.CheckpointRow;
import io.millrace.coordinator.state.JobStateText;
import io.millrace.protocol.job.DeploymentId;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** What the job log of a workspace says of checkpoints, in PostgreSQL. For one thread; waits for the database. */
final class PostgresCheckpointLog implements CheckpointLog {

    private final LogOwner owner;

    PostgresCheckpointLog(LogOwner owner) {
        this.owner = owner;
    }

    @Override
    public List<CheckpointRow> rows(DeploymentId deployment) {
        return owner.read(
                handle -> handle.createQuery("SELECT * FROM checkpoint WHERE deployment_id = :id ORDER BY number DESC")
                        .bind("id", deployment.value())
                        .map((row, _) -> JobRows.checkpoint(row))
                        .list());
    }

    @Override
    public void write(CheckpointRow row) {
        owner.write(handle -> {
            put(handle, row);
            prune(handle, row.deployment());
            return true;
        });
    }

    private void put(Handle handle, CheckpointRow row) {
        handle.createUpdate("""
                        INSERT INTO checkpoint (workspace_id, deployment_id, number, attempt, status, manifest, prepared,
                            error, started_at, duration_ms, bytes_written, state_bytes, align_micros, stall_micros,
                            executor_micros, nodes)
                        VALUES (:workspace, :deployment, :number, :attempt, :status, :manifest, :prepared,
                            :error, :started, :duration, :written, :state, :align, :stall, :executor, :nodes)
                        ON CONFLICT (workspace_id, deployment_id, number)
                        DO UPDATE SET status = EXCLUDED.status, error = EXCLUDED.error""")
                .bind("workspace", owner.workspace().value())
                .bind("deployment", row.deployment().value())
                .bind("number", row.number())
                .bind("attempt", row.attempt())
                .bind("status", JobRows.text(row.status()))
                .bind("manifest", row.manifest())
                .bind("prepared", JobStateText.writePrepared(row.prepared()))
                .bind("error", row.error().map(JobStateText::writeError))
                .bind("started", JobRows.time(row.startedMicros()))
                .bind("duration", row.duration().toMillis())
                .bind("written", row.figures().bytesWritten())
                .bind("state", row.figures().stateBytes())
                .bind("align", row.figures().alignMicros())
                .bind("stall", row.figures().stallMicros())
                .bind("executor", row.figures().durationMicros())
                .bind("nodes", NodeCheckpointText.write(row.figures().nodes()))
                .execute();
    }

    private static void prune(Handle handle, DeploymentId deployment) {
        handle.createUpdate("""
                        DELETE FROM checkpoint
                        WHERE deployment_id = :deployment
                          AND number < (
                            SELECT min(number) FROM (
                                SELECT number FROM checkpoint
                                WHERE deployment_id = :deployment ORDER BY number DESC LIMIT :rows) latest)
                          AND NOT number = ANY (ARRAY(
                            SELECT number FROM checkpoint
                            WHERE deployment_id = :deployment AND manifest IS NOT NULL
                            ORDER BY number DESC LIMIT :complete))""")
                .bind("deployment", deployment.value())
                .bind("rows", ROWS_KEPT)
                .bind("complete", COMPLETE_KEPT)
                .execute();
    }
}
