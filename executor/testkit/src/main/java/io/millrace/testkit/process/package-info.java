/**
 * A cluster of real processes: executors in JVMs of their own, and the control plane's part (gateway and coordinator, with a
 * log in memory) in the test's. Start with {@link io.millrace.testkit.process.TestCluster}.
 *
 * <p>Dialect: control plane.
 */
@NullMarked
package io.millrace.testkit.process;

import org.jspecify.annotations.NullMarked;
