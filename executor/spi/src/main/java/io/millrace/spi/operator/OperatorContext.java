package io.millrace.spi.operator;

import io.millrace.columns.BatchPool;
import io.millrace.columns.RowsPool;
import io.millrace.model.type.EdgeSchema;
import io.millrace.model.type.Schema;
import io.millrace.spi.BlockingWork;
import io.millrace.spi.Clock;
import io.millrace.spi.NodeMetrics;
import io.millrace.spi.PortMeter;
import io.millrace.spi.error.RowErrors;
import io.millrace.spi.state.StateAccess;

/** What a task offers to one of its operators. Belongs to the task's thread. */
public interface OperatorContext {

    /** Index of this task among the tasks of its fragment, from 0. */
    int taskIndex();

    /** How many tasks the fragment has. */
    int parallelism();

    /** The input at this port position. */
    Input input(int port);

    /** The output at this port position. */
    Output output(int port);

    /** A new pool for batches of this schema; the runtime checks at the end that all came back. */
    BatchPool pool(Schema schema);

    /** The task's pool of row selections. */
    RowsPool rows();

    /** The operator's state. */
    StateAccess state();

    /** Where a node's bad rows are reported. */
    RowErrors errors(String nodeId);

    /** What is counted for a node. */
    NodeMetrics metrics(String nodeId);

    /**
     * Where the rows that leave a drawn port are counted, one for each place in which the task lets rows through it.
     *
     * @param rows what passes here: columns and event time
     */
    PortMeter port(String nodeId, String port, EdgeSchema rows);

    /** Time. */
    Clock clock();

    /** For what may block. */
    BlockingWork blockingWork();

    /** Tells the job something. */
    void tell(Notice notice);
}
