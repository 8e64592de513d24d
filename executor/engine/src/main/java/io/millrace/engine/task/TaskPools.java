package io.millrace.engine.task;

import io.millrace.columns.BatchPool;
import io.millrace.columns.RowsPool;
import io.millrace.model.type.Schema;
import java.util.ArrayList;
import java.util.List;

/** All pools of one task, so that a leak can be found when it has ended. Only the task's thread takes from them. */
public final class TaskPools {

    private final List<BatchPool> pools = new ArrayList<>();
    private final RowsPool rows = new RowsPool();

    /** A new pool for batches of this schema. */
    public BatchPool pool(Schema schema) {
        BatchPool pool = new BatchPool(schema);
        pools.add(pool);
        return pool;
    }

    /** The task's pool of selections. */
    public RowsPool rows() {
        return rows;
    }

    /** How many batches and selections are still held by someone; zero after a clean end of all tasks. */
    public int outstanding() {
        int outstanding = rows.outstanding();
        for (BatchPool pool : pools) {
            outstanding += pool.outstanding();
        }
        return outstanding;
    }
}
