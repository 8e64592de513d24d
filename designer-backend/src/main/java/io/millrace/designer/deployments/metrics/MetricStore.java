package io.millrace.designer.deployments.metrics;

import io.millrace.designer.database.Transactions;
import io.millrace.designer.database.WorkspaceId;
import io.millrace.designer.deployments.metrics.MetricSeries.NodeSeries;
import io.millrace.designer.deployments.metrics.MetricSeries.Point;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.statement.PreparedBatch;

/** Figures in the database. Safe for several threads; waits for the database. */
@Singleton
final class MetricStore {

    private static final double MILLIS = 1_000.0;

    private final Transactions transactions;

    MetricStore(Transactions transactions) {
        this.transactions = transactions;
    }

    /** Writes points of one workspace; one that is there already stays as it is. */
    void write(WorkspaceId workspace, List<MetricPoint> points) {
        transactions.run(workspace, transaction -> {
            PreparedBatch batch = transaction.handle().prepareBatch("""
                    INSERT INTO metric_point (workspace_id, deployment_id, node, step_seconds, at, rows_in, rows_out,
                        rows_failed, rows_late, bytes, busy, blocked, idle, watermark)
                    SELECT :workspace, deployment.id, :node, 1, :at, :rowsIn, :rowsOut, :rowsFailed, :rowsLate, :bytes,
                        :busy, :blocked, :idle, :watermark
                    FROM deployment WHERE deployment.id = :deployment
                    ON CONFLICT DO NOTHING""");
            for (MetricPoint point : points) {
                batch.bind("workspace", workspace.value())
                        .bind("deployment", point.deployment())
                        .bind("node", point.node())
                        .bind("at", time(point.at()))
                        .bind("rowsIn", point.rowsIn())
                        .bind("rowsOut", point.rowsOut())
                        .bind("rowsFailed", point.rowsFailed())
                        .bind("rowsLate", point.rowsLate())
                        .bind("bytes", point.bytes())
                        .bind("busy", (float) point.busy())
                        .bind("blocked", (float) point.blocked())
                        .bind("idle", (float) Math.max(0, 1 - point.busy() - point.blocked()))
                        .bind("watermark", point.watermark().map(MetricStore::time))
                        .add();
            }
            batch.execute();
        });
    }

    /**
     * Sums finer points up into coarser ones; those that are there already stay as they are.
     *
     * @param after the time from which on, excluded; whole minutes
     * @param upTo the time until which, included; whole minutes
     */
    void rollUp(WorkspaceId workspace, Instant after, Instant upTo) {
        rollUp(workspace, Step.SECOND, Step.TEN_SECONDS, after, upTo);
        rollUp(workspace, Step.TEN_SECONDS, Step.MINUTE, after, upTo);
    }

    private void rollUp(WorkspaceId workspace, Step from, Step to, Instant after, Instant upTo) {
        transactions.run(workspace, transaction -> transaction
                .handle()
                .createUpdate("""
                        INSERT INTO metric_point (workspace_id, deployment_id, node, step_seconds, at, rows_in, rows_out,
                            rows_failed, rows_late, bytes, busy, blocked, idle, watermark)
                        SELECT fine.workspace_id, fine.deployment_id, fine.node, :coarse, step.end_at, sum(rows_in),
                            sum(rows_out), sum(rows_failed), sum(rows_late), sum(bytes), avg(busy), avg(blocked),
                            avg(idle), max(watermark)
                        FROM deployment
                        JOIN metric_point fine ON fine.workspace_id = deployment.workspace_id
                            AND fine.deployment_id = deployment.id AND fine.step_seconds = :fine
                            AND fine.at > :after AND fine.at <= :upTo
                        CROSS JOIN LATERAL (
                            SELECT to_timestamp(ceil(extract(epoch FROM fine.at) / :coarse) * :coarse) AS end_at) step
                        WHERE deployment.ended_at IS NULL OR deployment.ended_at > :after
                        GROUP BY fine.workspace_id, fine.deployment_id, fine.node, step.end_at
                        ON CONFLICT DO NOTHING""")
                .bind("fine", from.seconds())
                .bind("coarse", to.seconds())
                .bind("after", time(after))
                .bind("upTo", time(upTo))
                .execute());
    }

    /** Deletes what is older than it is to be kept. */
    void prune(WorkspaceId workspace, Instant now) {
        Instant none = now.minus(Step.MINUTE.kept()).minus(Duration.ofDays(1));
        for (Step step : Step.values()) {
            transactions.run(workspace, transaction -> transaction
                    .handle()
                    .createUpdate("""
                            DELETE FROM metric_point USING deployment
                            WHERE metric_point.workspace_id = deployment.workspace_id
                              AND metric_point.deployment_id = deployment.id
                              AND metric_point.step_seconds = :step AND metric_point.at <= :before
                              AND (deployment.ended_at IS NULL OR deployment.ended_at > :none)""")
                    .bind("step", step.seconds())
                    .bind("before", time(now.minus(step.kept())))
                    .bind("none", time(none))
                    .execute());
        }
    }

    /** How a deployment went, after one time and until another. */
    MetricSeries read(WorkspaceId workspace, String deployment, Step step, Instant after, Instant upTo) {
        Map<String, List<Point>> byNode = new LinkedHashMap<>();
        transactions.run(workspace, transaction -> transaction
                .handle()
                .createQuery("""
                        SELECT * FROM metric_point
                        WHERE deployment_id = :deployment AND step_seconds = :step AND at > :after AND at <= :upTo
                        ORDER BY at, node""")
                .bind("deployment", deployment)
                .bind("step", step.seconds())
                .bind("after", time(after))
                .bind("upTo", time(upTo))
                .map((row, _) -> {
                    byNode.computeIfAbsent(row.getString("node"), _ -> new ArrayList<>())
                            .add(point(row));
                    return row.getString("node");
                })
                .list());
        return new MetricSeries(
                step.seconds(),
                byNode.entrySet().stream()
                        .map(node -> new NodeSeries(node.getKey(), node.getValue()))
                        .toList());
    }

    private static Point point(ResultSet row) throws SQLException {
        Instant at = row.getObject("at", OffsetDateTime.class).toInstant();
        OffsetDateTime watermark = row.getObject("watermark", OffsetDateTime.class);
        return new Point(
                at,
                row.getLong("rows_in"),
                row.getLong("rows_out"),
                row.getLong("rows_failed"),
                row.getLong("rows_late"),
                row.getLong("bytes"),
                row.getFloat("busy"),
                row.getFloat("blocked"),
                row.getFloat("idle"),
                Optional.ofNullable(watermark)
                        .map(time -> Duration.between(time.toInstant(), at).toMillis() / MILLIS));
    }

    private static OffsetDateTime time(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
