package io.millrace.designer.pipelines;

import io.millrace.designer.pipelines.PipelineSummary.DeploymentRef;
import io.millrace.model.document.PipelineId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;

/** Reads pipelines as lists show them. */
final class PipelineList {

    private static final String SUMMARY = """
            SELECT draft.pipeline_id, draft.name, draft.description, draft.nodes, draft.version, draft.changed_at,
                (SELECT max(number) FROM revision WHERE revision.pipeline_id = draft.pipeline_id) AS last_revision,
                deployment.id AS deployment_id, deployment.phase
            FROM draft LEFT JOIN LATERAL (
                SELECT id, phase FROM deployment
                WHERE deployment.pipeline_id = draft.pipeline_id
                ORDER BY (ended_at IS NULL) DESC, created_at DESC, id LIMIT 1) AS deployment ON true
            """;

    private PipelineList() {}

    static List<PipelineSummary> page(Handle handle, Optional<PageToken> after, int limit) {
        return handle.createQuery(SUMMARY + """
                        WHERE (lower(draft.name), draft.pipeline_id) > (lower(:name), :id)
                        ORDER BY lower(draft.name), draft.pipeline_id LIMIT :limit""")
                .bind("name", after.map(PageToken::name).orElse(""))
                .bind("id", after.map(PageToken::id).orElse(""))
                .bind("limit", limit)
                .map(PipelineList::summary)
                .list();
    }

    static Optional<PipelineSummary> find(Handle handle, PipelineId id) {
        return handle.createQuery(SUMMARY + "WHERE draft.pipeline_id = :id")
                .bind("id", id.value())
                .map(PipelineList::summary)
                .findOne();
    }

    private static PipelineSummary summary(ResultSet row, StatementContext context) throws SQLException {
        String deployment = row.getString("deployment_id");
        int lastRevision = row.getInt("last_revision");
        return new PipelineSummary(
                row.getString("pipeline_id"),
                row.getString("name"),
                row.getString("description"),
                row.getInt("nodes"),
                row.getLong("version"),
                row.getObject("changed_at", OffsetDateTime.class).toInstant(),
                lastRevision == 0 ? Optional.empty() : Optional.of(lastRevision),
                deployment == null
                        ? Optional.empty()
                        : Optional.of(new DeploymentRef(deployment, status(row.getString("phase")))));
    }

    /** What people are told of a job's phase. */
    private static String status(String phase) {
        return switch (phase) {
            case "created", "scheduling", "deploying" -> "starting";
            case "stopping", "committing", "cancelling", "aborting" -> "stopping";
            default -> phase;
        };
    }
}
