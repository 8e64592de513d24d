/**
 * One job with rows on simulated executors: splits, a shuffle, counts per key, sinks with two phases, storage, clocks and
 * networks, all of them on one thread and from one seed, and things that go wrong at chosen moments. Coordinator and executors'
 * decisions are the real ones; tasks are pretended, row by row, so that what becomes visible can be compared with what was
 * read. In place of counts there can be an operator of the engine with its state ({@link
 * io.millrace.testkit.recovery.Computation}). Start with {@link io.millrace.testkit.recovery.RecoverySimulation}.
 *
 * <p>Dialect: control plane, but for rows, which are numbers in arrays.
 */
@NullMarked
package io.millrace.testkit.recovery;

import org.jspecify.annotations.NullMarked;
