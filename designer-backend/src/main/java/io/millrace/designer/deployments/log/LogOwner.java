package io.millrace.designer.deployments.log;

import io.millrace.coordinator.JobLog.NotOwner;
import io.millrace.coordinator.JobLog.Unavailable;
import io.millrace.designer.database.Transaction;
import io.millrace.designer.database.Transactions;
import io.millrace.designer.database.WorkspaceId;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;

/**
 * The right of one coordinator to write to the logs of a workspace. Every write first takes a share of the row that names the
 * owner: a successor that takes over waits for it, and whatever comes after that finds the higher epoch.
 */
record LogOwner(Transactions transactions, WorkspaceId workspace, long epoch) {

    /** Takes the logs over from whoever had them. */
    static LogOwner takeOver(Transactions transactions, WorkspaceId workspace, String owner) {
        long epoch = known(() -> transactions.in(workspace, transaction -> transaction
                .handle()
                .createQuery("""
                        INSERT INTO job_log_owner (workspace_id, epoch, owner) VALUES (:workspace, 1, :owner)
                        ON CONFLICT (workspace_id) DO UPDATE
                        SET epoch = job_log_owner.epoch + 1, owner = EXCLUDED.owner, taken_at = now()
                        RETURNING epoch""")
                .bind("workspace", workspace.value())
                .bind("owner", owner)
                .mapTo(Long.class)
                .one()));
        return new LogOwner(transactions, workspace, epoch);
    }

    /**
     * Reads.
     *
     * @throws Unavailable if the database does not answer
     */
    <T> T read(Function<Handle, T> work) {
        return known(() -> transactions.in(workspace, transaction -> work.apply(transaction.handle())));
    }

    /**
     * Writes, all or nothing.
     *
     * @throws NotOwner if a later coordinator has taken over
     * @throws Unavailable if nobody knows whether it was written
     */
    <T> T write(Function<Handle, T> work) {
        return known(() -> transactions.in(workspace, transaction -> {
            require(transaction);
            return work.apply(transaction.handle());
        }));
    }

    private void require(Transaction transaction) {
        Optional<Long> owner = transaction
                .handle()
                .createQuery("SELECT epoch FROM job_log_owner FOR SHARE")
                .mapTo(Long.class)
                .findOne();
        if (owner.isEmpty() || owner.get() != epoch) {
            throw new NotOwner("Epoch " + owner.orElse(0L) + " has taken the job log over from epoch " + epoch
                    + ". Another control plane works on this database; run only one.");
        }
    }

    /** Whatever the database or the way to it says, the fate of the work is not known. */
    private static <T> T known(Supplier<T> work) {
        try {
            return work.get();
        } catch (JdbiException e) {
            throw new Unavailable("The job log cannot be reached: " + e.getMessage(), e);
        }
    }
}
