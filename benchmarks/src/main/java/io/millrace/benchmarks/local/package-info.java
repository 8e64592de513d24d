/**
 * Whole pipelines in this process, as fast as they go. Start with {@link io.millrace.benchmarks.local.LocalBenchmark}.
 *
 * <p>Dialect: control plane.
 */
@NullMarked
package io.millrace.benchmarks.local;

import org.jspecify.annotations.NullMarked;
