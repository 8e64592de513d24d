package io.millrace.spi.source;

import io.millrace.columns.BatchPool;
import io.millrace.spi.BlockingWork;
import io.millrace.spi.Clock;
import io.millrace.spi.NodeMetrics;
import io.millrace.spi.error.RowErrors;

/**
 * What a task offers to a source reader.
 *
 * @param pool batches of the projected schema
 * @param errors where rows that cannot be decoded go
 * @param metrics the node's counters; the reader adds bytes, the engine counts rows
 * @param clock time
 * @param blockingWork for reads
 */
public record ReaderContext(
        BatchPool pool, RowErrors errors, NodeMetrics metrics, Clock clock, BlockingWork blockingWork) {}
