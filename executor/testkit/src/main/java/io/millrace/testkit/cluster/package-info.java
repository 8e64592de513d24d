/**
 * A cluster in one thread: the real coordinator, the real executor-side decisions, and between and around them chance from
 * one seed. Messages get lost, late, doubled and overtaken; executors and coordinators die, pause and come back; the job
 * log is unavailable at times. After each step {@link io.millrace.testkit.cluster.Invariants} looks at all of it at once,
 * which no member of a real cluster can. Start with {@link io.millrace.testkit.cluster.SimulatedCluster}.
 *
 * <p>Dialect: control plane.
 */
@NullMarked
package io.millrace.testkit.cluster;

import org.jspecify.annotations.NullMarked;
