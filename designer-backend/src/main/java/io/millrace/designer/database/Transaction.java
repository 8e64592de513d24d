package io.millrace.designer.database;

import java.util.List;
import org.jdbi.v3.core.Handle;

/** A transaction that is under way, on one thread. */
public final class Transaction {

    private final Handle handle;
    private final List<Runnable> afterCommit;

    Transaction(Handle handle, List<Runnable> afterCommit) {
        this.handle = handle;
        this.afterCommit = afterCommit;
    }

    /** The connection; of use until the transaction ends. */
    public Handle handle() {
        return handle;
    }

    /** Has something done once the rows are there for everyone, and never if they will not be: what others are told of. */
    public void afterCommit(Runnable action) {
        afterCommit.add(action);
    }
}
