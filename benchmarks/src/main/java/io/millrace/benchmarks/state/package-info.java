/**
 * State as a checkpoint sees it. Start with {@link io.millrace.benchmarks.state.StateBenchmark}.
 *
 * <p>Dialect: control plane.
 */
@NullMarked
package io.millrace.benchmarks.state;

import org.jspecify.annotations.NullMarked;
