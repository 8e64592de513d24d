package io.millrace.designer.deployments.metrics;

import io.millrace.designer.database.Transactions;
import io.millrace.designer.database.WorkspaceId;
import jakarta.inject.Singleton;
import java.time.Duration;

/** Who does a background loop, by the database's clock. Safe for several threads; waits for the database. */
@Singleton
final class Leases {

    private final Transactions transactions;

    Leases(Transactions transactions) {
        this.transactions = transactions;
    }

    /**
     * Takes a lease, or keeps it.
     *
     * @return whether the holder has it, from now on for this time
     */
    boolean take(WorkspaceId workspace, String name, String holder, Duration time) {
        return transactions.in(workspace, transaction -> transaction
                        .handle()
                        .createUpdate("""
                                INSERT INTO lease (workspace_id, name, holder, expires_at)
                                VALUES (:workspace, :name, :holder, now() + make_interval(secs => :seconds))
                                ON CONFLICT (workspace_id, name) DO UPDATE
                                SET holder = excluded.holder, expires_at = excluded.expires_at
                                WHERE lease.holder = excluded.holder OR lease.expires_at <= now()""")
                        .bind("workspace", workspace.value())
                        .bind("name", name)
                        .bind("holder", holder)
                        .bind("seconds", time.toSeconds())
                        .execute())
                == 1;
    }
}
