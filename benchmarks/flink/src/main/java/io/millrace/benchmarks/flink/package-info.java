/**
 * What {@code ./millrace bench state} measures, done by Flink with RocksDB in a process of its own. Start with {@link
 * io.millrace.benchmarks.flink.FlinkSums}.
 *
 * <p>Dialect: Flink's.
 */
@NullMarked
package io.millrace.benchmarks.flink;

import org.jspecify.annotations.NullMarked;
