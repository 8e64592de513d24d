package io.millrace.engine.operators.aggregate;

import io.millrace.spi.state.Table;

/**
 * The tables of one bucket of an aggregation: its groups and, for each DISTINCT aggregate, the values that these have.
 *
 * @param values in the order of {@link AggregateSpec#distinct}
 */
record GroupTables(Table groups, Table[] values) {

    /** Ends the use of what was fetched of all of them. */
    void unpin() {
        groups.unpin();
        for (Table table : values) {
            table.unpin();
        }
    }
}
