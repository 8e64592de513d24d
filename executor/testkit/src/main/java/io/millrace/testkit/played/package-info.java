/**
 * Executors with real tasks under a real coordinator, all of them played by the thread of the test: workers, I/O, time and
 * the network between them. Start with {@link io.millrace.testkit.played.PlayedCluster}.
 *
 * <p>Dialect: control plane.
 */
@NullMarked
package io.millrace.testkit.played;

import org.jspecify.annotations.NullMarked;
