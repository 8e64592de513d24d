package io.millrace.designer.database;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jdbi.v3.core.Jdbi;

/**
 * All there is to the database. A transaction is committed when the work returns, and undone when it throws. Row-level
 * security shows it the rows of one workspace; see V001. Safe for several threads; waits for the database.
 */
public final class Transactions {

    private final Jdbi jdbi;

    Transactions(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** Does work on the rows of one workspace. */
    public <T> T in(WorkspaceId workspace, Function<Transaction, T> work) {
        return transact("millrace.workspace_id", workspace.toString(), work);
    }

    /** Does work on the rows of one workspace. */
    public void run(WorkspaceId workspace, Consumer<Transaction> work) {
        in(workspace, transaction -> {
            work.accept(transaction);
            return true;
        });
    }

    /** Does work for a person before a workspace is chosen: of the tenant tables it sees the person's memberships. */
    public <T> T as(UserId user, Function<Transaction, T> work) {
        return transact("millrace.user_id", user.toString(), work);
    }

    /** Does work on what belongs to no workspace: people, sessions and the list of workspaces. */
    public <T> T outside(Function<Transaction, T> work) {
        return transact("millrace.workspace_id", "", work);
    }

    private <T> T transact(String setting, String value, Function<Transaction, T> work) {
        List<Runnable> afterCommit = new ArrayList<>();
        T result = jdbi.inTransaction(handle -> {
            handle.createQuery("SELECT set_config(:setting, :value, true)")
                    .bind("setting", setting)
                    .bind("value", value)
                    .mapTo(String.class)
                    .one();
            return work.apply(new Transaction(handle, afterCommit));
        });
        // The connection is back in the pool by now: what is done after a commit may need one, and must not wait for
        // its own.
        afterCommit.forEach(Runnable::run);
        return result;
    }
}
