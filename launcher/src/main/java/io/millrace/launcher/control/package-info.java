/**
 * What the launcher asks of the control plane, over the loopback address: {@link
 * io.millrace.launcher.control.ControlPlane} for health and one-time links, {@link io.millrace.launcher.control.Session} for
 * what a logged-in person may do. Dialect: control plane.
 */
@NullMarked
package io.millrace.launcher.control;

import org.jspecify.annotations.NullMarked;
