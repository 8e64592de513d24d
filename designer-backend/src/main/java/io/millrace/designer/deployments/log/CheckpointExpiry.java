package io.millrace.designer.deployments.log;

import io.millrace.coordinator.state.JobStateText;
import io.millrace.designer.database.Transactions;
import io.millrace.designer.database.WorkspaceId;
import io.millrace.model.error.RunError;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import org.jdbi.v3.core.Handle;

/**
 * Ends the time for which checkpoints of deployments are kept that have ended: nothing can go on from them then, and what they take
 * up in the storage is {@link Leftovers left over}. Safe for several threads; waits for the database.
 */
@Singleton
public final class CheckpointExpiry {

    private static final int MOST_AT_ONCE = 50;

    private final Transactions transactions;

    CheckpointExpiry(Transactions transactions) {
        this.transactions = transactions;
    }

    /**
     * Gives up the checkpoints of deployments that ended longer ago than this, but for those of one that was suspended while nothing
     * has gone on in its place, those that a savepoint is being made of, and those at which an active deployment begins as long as it has
     * none of its own.
     *
     * @return of which deployments
     */
    public List<String> expire(WorkspaceId workspace, Duration kept) {
        return transactions.in(workspace, transaction -> {
            Handle handle = transaction.handle();
            List<String> ended = ended(handle, kept);
            ended.forEach(deployment -> expire(handle, workspace, deployment, kept));
            return ended;
        });
    }

    /** Whoever stores a deployment that starts from one of them holds its row as well: {@link PostgresJobLog}. */
    private static List<String> ended(Handle handle, Duration kept) {
        return handle.createQuery("""
                        SELECT id FROM deployment
                        WHERE ended_at < now() - make_interval(secs => :kept) AND checkpoints_cleared_at IS NULL
                          AND (desired <> 'suspend' OR EXISTS (
                              SELECT 1 FROM deployment later
                              WHERE later.workspace_id = deployment.workspace_id
                                AND later.pipeline_id = deployment.pipeline_id
                                AND later.created_at > deployment.created_at))
                          AND NOT EXISTS (
                              SELECT 1 FROM savepoint
                              WHERE savepoint.workspace_id = deployment.workspace_id
                                AND savepoint.deployment_id = deployment.id
                                AND savepoint.phase IN ('checkpoint', 'writing'))
                          AND NOT EXISTS (
                              SELECT 1 FROM deployment later
                              WHERE later.workspace_id = deployment.workspace_id
                                AND later.ended_at IS NULL AND later.start_from = 'checkpoint'
                                AND later.start_checkpoint::jsonb ->> 'deployment' = deployment.id
                                AND NOT EXISTS (
                                    SELECT 1 FROM checkpoint
                                    WHERE checkpoint.workspace_id = later.workspace_id
                                      AND checkpoint.deployment_id = later.id AND checkpoint.status <> 'failed'))
                        ORDER BY ended_at LIMIT :limit
                        FOR UPDATE OF deployment SKIP LOCKED""")
                .bind("kept", (double) kept.toSeconds())
                .bind("limit", MOST_AT_ONCE)
                .mapTo(String.class)
                .list();
    }

    private static void expire(Handle handle, WorkspaceId workspace, String deployment, Duration kept) {
        RunError expired = RunError.external(
                "checkpoint.expired",
                "It was removed, as the deployment had ended %s before. Savepoints are kept for longer."
                        .formatted(words(kept)),
                false);
        handle.createUpdate(
                        "UPDATE checkpoint SET status = 'failed', error = :error WHERE deployment_id = :id AND status <> 'failed'")
                .bind("id", deployment)
                .bind("error", JobStateText.writeError(expired))
                .execute();
        handle.createUpdate("UPDATE deployment SET checkpoints_cleared_at = now() WHERE id = :id")
                .bind("id", deployment)
                .execute();
        Leftovers.add(handle, workspace, deployment, Duration.ZERO);
    }

    private static String words(Duration kept) {
        return kept.toDays() > 0 ? kept.toDays() + " days" : kept.toSeconds() + " s";
    }
}
