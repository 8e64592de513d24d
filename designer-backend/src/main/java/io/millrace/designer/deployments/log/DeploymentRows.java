package io.millrace.designer.deployments.log;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.coordinator.checkpoint.CheckpointRow;
import io.millrace.designer.database.Transactions;
import io.millrace.designer.database.WorkspaceId;
import io.millrace.designer.deployments.view.Drawing;
import io.millrace.model.document.PipelineDocument;
import io.millrace.model.io.DocumentReader;
import io.millrace.protocol.job.NodeCounts;
import io.millrace.protocol.plan.OperatorPlan;
import io.millrace.protocol.plan.OperatorPlanCodec;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.statement.StatementContext;

/** Reads deployments and their events. Safe for several threads; waits for the database. */
@Singleton
public final class DeploymentRows {

    /** Drawings that are remembered: those that many browsers look at again and again. */
    private static final int MOST_DRAWINGS = 200;

    private static final String SELECT = """
            SELECT deployment.id, deployment.pipeline_id, draft.name AS pipeline_name, deployment.revision,
                deployment.environment, deployment.parallelism, deployment.start_checkpoint, deployment.parameters, deployment.created_at,
                app_user.name AS author, deployment.ended_at, deployment.counts,
                last.deployment_id, last.number, last.owner_epoch, last.wall_time, last.desired, last.state, last.reason,
                last.tasks, last.wanted_tasks, last.wanted_since,
                past.attempts, past.restarts
            FROM deployment
            JOIN draft ON draft.workspace_id = deployment.workspace_id AND draft.pipeline_id = deployment.pipeline_id
            JOIN app_user ON app_user.id = deployment.created_by
            CROSS JOIN LATERAL (
                SELECT * FROM job_event
                WHERE workspace_id = deployment.workspace_id AND deployment_id = deployment.id
                ORDER BY number DESC LIMIT 1) last
            CROSS JOIN LATERAL (
                SELECT count(*) FILTER (WHERE phase = 'deploying') AS attempts,
                    count(*) FILTER (WHERE phase = 'restarting') AS restarts
                FROM job_event
                WHERE workspace_id = deployment.workspace_id AND deployment_id = deployment.id) past
            """;

    private record DrawingKey(WorkspaceId workspace, String pipeline, int revision) {}

    private final Transactions transactions;
    private final CountsText counts;

    /** Guarded by itself. */
    private final Map<DrawingKey, Drawing> drawings = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<DrawingKey, Drawing> eldest) {
            return size() > MOST_DRAWINGS;
        }
    };

    DeploymentRows(Transactions transactions, ObjectMapper json) {
        this.transactions = transactions;
        this.counts = new CountsText(json);
    }

    /** One deployment. */
    public Optional<DeploymentRow> find(WorkspaceId workspace, String id) {
        return transactions.in(workspace, transaction -> transaction
                .handle()
                .createQuery(SELECT + "WHERE deployment.id = :id")
                .bind("id", id)
                .map(this::row)
                .findOne());
    }

    /**
     * The newest deployments, the newest first.
     *
     * @param pipeline only of this one
     * @param isActive only those that have not ended, or only those that have
     */
    public List<DeploymentRow> newest(
            WorkspaceId workspace, Optional<String> pipeline, Optional<Boolean> isActive, int limit) {
        return transactions.in(workspace, transaction -> transaction
                .handle()
                .createQuery(SELECT + """
                        WHERE (CAST(:pipeline AS text) IS NULL OR deployment.pipeline_id = :pipeline)
                          AND (CAST(:active AS boolean) IS NULL OR (deployment.ended_at IS NULL) = :active)
                        ORDER BY deployment.created_at DESC, deployment.id LIMIT :limit""")
                .bind("pipeline", pipeline)
                .bind("active", isActive)
                .bind("limit", limit)
                .map(this::row)
                .list());
    }

    /** All events of a deployment, in order. */
    public List<LoggedEvent> events(WorkspaceId workspace, String deployment) {
        return transactions.in(workspace, transaction -> transaction
                .handle()
                .createQuery("""
                        SELECT job_event.*, deployment.parallelism, app_user.name AS who
                        FROM job_event
                        JOIN deployment ON deployment.workspace_id = job_event.workspace_id AND deployment.id = deployment_id
                        LEFT JOIN app_user ON app_user.id = job_event.actor_id
                        WHERE deployment_id = :deployment ORDER BY number""")
                .bind("deployment", deployment)
                .map((row, _) -> new LoggedEvent(JobRows.event(row), Optional.ofNullable(row.getString("who"))))
                .list());
    }

    /** The checkpoints of a deployment that are kept, the latest first. */
    public List<CheckpointRow> checkpoints(WorkspaceId workspace, String deployment) {
        return transactions.in(workspace, transaction -> transaction
                .handle()
                .createQuery("SELECT * FROM checkpoint WHERE deployment_id = :deployment ORDER BY number DESC")
                .bind("deployment", deployment)
                .map((row, _) -> JobRows.checkpoint(row))
                .list());
    }

    /** One checkpoint of a deployment, if it is kept. */
    public Optional<CheckpointRow> checkpoint(WorkspaceId workspace, String deployment, long number) {
        return transactions.in(workspace, transaction -> transaction
                .handle()
                .createQuery("SELECT * FROM checkpoint WHERE deployment_id = :deployment AND number = :number")
                .bind("deployment", deployment)
                .bind("number", number)
                .map((row, _) -> JobRows.checkpoint(row))
                .findOne());
    }

    /** What a deployment runs; it has to be there. */
    public OperatorPlan plan(WorkspaceId workspace, String deployment) {
        return OperatorPlanCodec.decode(transactions.in(workspace, transaction -> transaction
                .handle()
                .createQuery("SELECT plan FROM deployment WHERE id = :id")
                .bind("id", deployment)
                .mapTo(byte[].class)
                .one()));
    }

    /** What of a revision matters to figures. */
    public Drawing drawing(WorkspaceId workspace, String pipeline, int revision) {
        DrawingKey key = new DrawingKey(workspace, pipeline, revision);
        synchronized (drawings) {
            Drawing known = drawings.get(key);
            if (known != null) {
                return known;
            }
        }
        Drawing drawing = document(workspace, pipeline, revision)
                .map(Drawing::of)
                .orElse(new Drawing(List.of(), java.util.Set.of()));
        synchronized (drawings) {
            drawings.put(key, drawing);
        }
        return drawing;
    }

    /** The document of a revision; empty where there is no such revision. */
    public Optional<PipelineDocument> document(WorkspaceId workspace, String pipeline, int revision) {
        return transactions
                .in(workspace, transaction -> transaction
                        .handle()
                        .createQuery("SELECT document FROM revision WHERE pipeline_id = :id AND number = :number")
                        .bind("id", pipeline)
                        .bind("number", revision)
                        .mapTo(String.class)
                        .findOne())
                .flatMap(text -> DocumentReader.load(text).document());
    }

    /** Keeps what a job counted that has ended. */
    public void keep(WorkspaceId workspace, String deployment, List<NodeCounts> nodes) {
        transactions.run(workspace, transaction -> transaction
                .handle()
                .createUpdate("UPDATE deployment SET counts = :counts WHERE id = :id")
                .bind("counts", counts.write(nodes))
                .bind("id", deployment)
                .execute());
    }

    private DeploymentRow row(ResultSet row, StatementContext context) throws SQLException {
        OffsetDateTime ended = row.getObject("ended_at", OffsetDateTime.class);
        return new DeploymentRow(
                row.getString("id"),
                row.getString("pipeline_id"),
                row.getString("pipeline_name"),
                row.getInt("revision"),
                row.getString("environment"),
                row.getInt("parallelism"),
                StartText.read(Optional.ofNullable(row.getString("start_checkpoint"))),
                JobRows.parameters(row.getString("parameters")),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                row.getString("author"),
                Optional.ofNullable(ended).map(OffsetDateTime::toInstant),
                JobRows.event(row),
                row.getInt("attempts"),
                row.getInt("restarts"),
                counts.read(row.getString("counts")));
    }
}
