package io.millrace.spi.sink;

import io.millrace.spi.BlockingWork;
import io.millrace.spi.Clock;
import io.millrace.spi.NodeMetrics;
import io.millrace.spi.error.RowErrors;

/**
 * A sink of one job. Writers prepare, one committer makes visible: in two phases, so that each row is there once.
 * Without checkpoints the only commit is at the end.
 */
public interface Sink {

    /** Takes rows. One per task. */
    SinkWriter writer(WriterContext context);

    /** Makes prepared rows visible. One per job. */
    Committer committer();

    /**
     * What a task offers to a sink writer.
     *
     * @param taskIndex index of the task, from 0
     * @param errors where rows that cannot be written go
     * @param metrics the node's counters; the writer adds bytes, the engine counts rows
     * @param clock time
     * @param blockingWork for writes
     */
    record WriterContext(
            int taskIndex, RowErrors errors, NodeMetrics metrics, Clock clock, BlockingWork blockingWork) {}
}
