package io.millrace.protocol.plan;

import java.util.List;

/** Which tasks of the reader get which rows of an edge. */
public sealed interface Distribution {

    /** Inside of a task. */
    record Local() implements Distribution {}

    /** From task i to task i; both fragments have the same parallelism. */
    record Forward() implements Distribution {}

    /**
     * By the key group of these columns.
     *
     * @param columns positions in the edge's schema, in the order the hash combines them
     */
    record Hash(List<Integer> columns) implements Distribution {

        public Hash {
            columns = List.copyOf(columns);
        }
    }

    /** Every task gets all rows. */
    record Broadcast() implements Distribution {}

    /** Whole batches to one task after the other. */
    record Rebalance() implements Distribution {}
}
