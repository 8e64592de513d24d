package io.millrace.designer.deployments.log;

import io.millrace.designer.database.Transactions;
import io.millrace.designer.database.WorkspaceId;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import org.jdbi.v3.core.Handle;

/**
 * Folders of the checkpoint storage in which files may be that nobody needs any more. Whoever begins something that may leave files
 * takes that down first, so that they are found whatever ends first. Safe for several threads; waits for the database, whose clock it goes
 * by.
 */
@Singleton
public final class Leftovers {

    /** Whoever writes for somebody that is gone has given that up by then. */
    public static final Duration GIVEN_UP = Duration.ofMinutes(2);

    /** What was removed once is looked for again after this: an executor that stood still may have gone on in between. */
    public static final Duration LOOKED_FOR_AGAIN = Duration.ofMinutes(10);

    private final Transactions transactions;

    Leftovers(Transactions transactions) {
        this.transactions = transactions;
    }

    /** A folder to be cleared. */
    public record Due(String folder, OffsetDateTime dueAt) {}

    /** A folder is to be cleared after a while, counted from now if it was to be cleared before. */
    public void add(WorkspaceId workspace, String folder, Duration after) {
        transactions.run(workspace, transaction -> add(transaction.handle(), workspace, folder, after));
    }

    /** The same, in a transaction of somebody else. */
    public static void add(Handle handle, WorkspaceId workspace, String folder, Duration after) {
        handle.createUpdate("""
                        INSERT INTO leftover (workspace_id, folder, due_at)
                        VALUES (:workspace, :folder, now() + make_interval(secs => :seconds))
                        ON CONFLICT (workspace_id, folder) DO UPDATE SET due_at = EXCLUDED.due_at""")
                .bind("workspace", workspace.value())
                .bind("folder", folder)
                .bind("seconds", (double) after.toSeconds())
                .execute();
    }

    /** A folder is needed. */
    public static void remove(Handle handle, String folder) {
        handle.createUpdate("DELETE FROM leftover WHERE folder = :folder")
                .bind("folder", folder)
                .execute();
    }

    /** A control plane begins: whoever works for the one before may not have given up yet. */
    public void waitAgain(WorkspaceId workspace) {
        transactions.run(workspace, transaction -> transaction
                .handle()
                .createUpdate(
                        "UPDATE leftover SET due_at = now() + make_interval(secs => :seconds) WHERE due_at < now() + make_interval(secs => :seconds)")
                .bind("seconds", (double) GIVEN_UP.toSeconds())
                .execute());
    }

    /** Folders that can be cleared now. Not those of checkpoints at which an active deployment begins as long as it has none of its own. */
    public List<Due> due(WorkspaceId workspace, int limit) {
        return transactions.in(workspace, transaction -> transaction
                .handle()
                .createQuery("""
                        SELECT folder, due_at FROM leftover
                        WHERE due_at <= now() AND NOT EXISTS (
                            SELECT 1 FROM deployment
                            WHERE deployment.ended_at IS NULL AND deployment.start_from = 'checkpoint'
                              AND deployment.start_checkpoint::jsonb ->> 'deployment' = leftover.folder
                              AND NOT EXISTS (
                                  SELECT 1 FROM checkpoint
                                  WHERE checkpoint.workspace_id = deployment.workspace_id
                                    AND checkpoint.deployment_id = deployment.id AND checkpoint.status <> 'failed'))
                        ORDER BY due_at LIMIT :limit""")
                .bind("limit", limit)
                .map((row, _) -> new Due(row.getString("folder"), row.getObject("due_at", OffsetDateTime.class)))
                .list());
    }

    /** Whether a folder is to be cleared. */
    public boolean holds(WorkspaceId workspace, String folder) {
        return transactions.in(workspace, transaction -> transaction
                .handle()
                .createQuery("SELECT folder FROM leftover WHERE folder = :folder")
                .bind("folder", folder)
                .mapTo(String.class)
                .findOne()
                .isPresent());
    }

    /** These were cleared; those that were to be cleared later again stay. */
    public void cleared(WorkspaceId workspace, Collection<Due> folders) {
        transactions.run(
                workspace,
                transaction -> folders.forEach(due -> transaction
                        .handle()
                        .createUpdate("DELETE FROM leftover WHERE folder = :folder AND due_at = :due")
                        .bind("folder", due.folder())
                        .bind("due", due.dueAt())
                        .execute()));
    }
}
