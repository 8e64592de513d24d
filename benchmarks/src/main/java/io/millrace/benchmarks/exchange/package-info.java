/**
 * How fast executors pass blocks to each other: {@link io.millrace.benchmarks.exchange.ExchangeBenchmark}.
 *
 * <p>Dialect: control plane; prints, asserts nothing.
 */
@NullMarked
package io.millrace.benchmarks.exchange;

import org.jspecify.annotations.NullMarked;
