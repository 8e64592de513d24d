/**
 * Rows of running deployments, as they pass. {@link io.millrace.designer.deployments.taps.TapTopic} opens a tap for whoever looks,
 * {@link io.millrace.designer.deployments.taps.Taps} has one tap for all who look at the same port.
 *
 * <p>Dialect: control plane.
 */
@NullMarked
package io.millrace.designer.deployments.taps;

import org.jspecify.annotations.NullMarked;
