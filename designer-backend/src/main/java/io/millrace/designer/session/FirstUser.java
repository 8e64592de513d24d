package io.millrace.designer.session;

import io.millrace.designer.DesignerSettings;
import io.millrace.designer.database.Transaction;
import io.millrace.designer.database.Transactions;
import io.millrace.designer.database.WorkspaceId;
import io.millrace.designer.permission.Role;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.UUID;

/** Makes sure that there is the workspace {@code default}, its environment {@code default}, and an admin in it. */
@ApplicationScoped
class FirstUser {

    private static final String DEFAULT = "default";

    /** After the database is ready. */
    private static final int SECOND = 2;

    void settle(@Observes @Priority(SECOND) StartupEvent start, DesignerSettings settings, Transactions transactions) {
        UUID user = transactions.outside(transaction -> named(transaction, "app_user", settings.user()));
        UUID workspace = transactions.outside(transaction -> named(transaction, "workspace", DEFAULT));
        transactions.run(new WorkspaceId(workspace), transaction -> {
            transaction
                    .handle()
                    .createUpdate("""
                            INSERT INTO environment (workspace_id, name) VALUES (:workspace, :name)
                            ON CONFLICT DO NOTHING""")
                    .bind("workspace", workspace)
                    .bind("name", DEFAULT)
                    .execute();
            transaction
                    .handle()
                    .createUpdate("""
                            INSERT INTO member (workspace_id, user_id, role) VALUES (:workspace, :user, :role)
                            ON CONFLICT DO NOTHING""")
                    .bind("workspace", workspace)
                    .bind("user", user)
                    .bind("role", Role.ADMIN.text())
                    .execute();
        });
    }

    private static UUID named(Transaction transaction, String table, String name) {
        transaction
                .handle()
                .createUpdate("INSERT INTO <table> (name) VALUES (:name) ON CONFLICT DO NOTHING")
                .define("table", table)
                .bind("name", name)
                .execute();
        return transaction
                .handle()
                .createQuery("SELECT id FROM <table> WHERE name = :name")
                .define("table", table)
                .bind("name", name)
                .mapTo(UUID.class)
                .one();
    }
}
