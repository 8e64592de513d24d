/**
 * Why a node brings out nothing: from how tasks stand ({@link io.millrace.protocol.job.StandingAnswer}) and what nodes counted lately
 * to a chain of causes in plain words. A pure function; whoever calls it has asked the executors. Start with {@link
 * io.millrace.coordinator.why.WhyReport}.
 *
 * <p>Dialect: control plane.
 */
@NullMarked
package io.millrace.coordinator.why;

import org.jspecify.annotations.NullMarked;
