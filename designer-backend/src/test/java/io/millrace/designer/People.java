package io.millrace.designer;

import io.millrace.designer.database.Transactions;
import io.millrace.designer.database.UserId;
import io.millrace.designer.database.WorkspaceId;
import io.millrace.designer.permission.Member;
import io.millrace.designer.permission.Role;
import io.millrace.designer.permission.User;
import jakarta.inject.Singleton;
import java.util.UUID;

/** Makes people and workspaces known. */
@Singleton
public final class People {

    private final Transactions transactions;

    People(Transactions transactions) {
        this.transactions = transactions;
    }

    /** Somebody in this role in a workspace; both are made where they are missing. */
    public Member member(String user, String workspace, Role role) {
        UUID userId = transactions.outside(transaction -> named(transaction.handle(), "app_user", user));
        UUID workspaceId = transactions.outside(transaction -> named(transaction.handle(), "workspace", workspace));
        WorkspaceId tenant = new WorkspaceId(workspaceId);
        transactions.run(tenant, transaction -> transaction
                .handle()
                .execute(
                        "INSERT INTO member (workspace_id, user_id, role) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
                        workspaceId,
                        userId,
                        role.text()));
        return new Member(new User(new UserId(userId), user), tenant, role);
    }

    private static UUID named(org.jdbi.v3.core.Handle handle, String table, String name) {
        handle.createUpdate("INSERT INTO <table> (name) VALUES (:name) ON CONFLICT DO NOTHING")
                .define("table", table)
                .bind("name", name)
                .execute();
        return handle.createQuery("SELECT id FROM <table> WHERE name = :name")
                .define("table", table)
                .bind("name", name)
                .mapTo(UUID.class)
                .one();
    }
}
