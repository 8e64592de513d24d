package io.millrace.designer.pipelines;

import io.millrace.designer.database.Transactions;
import io.millrace.designer.database.WorkspaceId;
import io.millrace.designer.events.Listener;
import io.millrace.designer.web.Refused;
import io.millrace.model.document.PipelineId;
import java.util.OptionalLong;

/**
 * Passes the batches of one draft on in the order of their versions. News come from the threads that committed, so a later one may
 * be first; what lies between is then read from the log, where it is for certain: a version is made only after the one
 * before was committed.
 */
final class DraftFeed implements Listener {

    private static final long NOT_BEGUN = Long.MAX_VALUE;

    private final Transactions transactions;
    private final WorkspaceId workspace;
    private final PipelineId id;
    private final Listener listener;

    /** The version that was passed on last. Guarded by this. */
    private long last = NOT_BEGUN;

    DraftFeed(Transactions transactions, WorkspaceId workspace, PipelineId id, Listener listener) {
        this.transactions = transactions;
        this.workspace = workspace;
        this.id = id;
        this.listener = listener;
    }

    /**
     * Passes on what was there before.
     *
     * @throws Refused if there is no such draft
     */
    synchronized void begin(OptionalLong since) {
        long version = transactions.in(workspace, transaction -> new DraftStore(transaction, workspace)
                .require(id)
                .version());
        last = since.orElse(version);
        if (last > version) {
            // The listener has seen what the database has not: it was set back to a copy.
            last = version;
            listener.gap();
        }
        catchUp(version);
    }

    @Override
    public synchronized void change(Object data) {
        EditBatch batch = (EditBatch) data;
        if (batch.version() == last + 1) {
            last = batch.version();
            listener.change(batch);
        } else if (batch.version() > last) {
            catchUp(batch.version());
        }
    }

    private void catchUp(long version) {
        if (version <= last) {
            return;
        }
        try {
            transactions
                    .in(workspace, transaction -> new DraftStore(transaction, workspace).between(id, last, version + 1))
                    .forEach(listener::change);
        } catch (Refused tooMany) {
            listener.gap();
        }
        last = version;
    }

    @Override
    public void snapshot(Object data) {
        throw new IllegalStateException("A draft is told by its edits alone");
    }

    @Override
    public void gap() {
        listener.gap();
    }
}
