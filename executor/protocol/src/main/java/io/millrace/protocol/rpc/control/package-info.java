/**
 * Commands and heartbeats between control plane and executors. {@link io.millrace.protocol.rpc.control.ExecutorGateway} is
 * the control plane's end and {@link io.millrace.protocol.rpc.control.ControlPlaneLink} the executor's: records go in and
 * come out. Nothing is answered or kept for later here; those who speak repeat themselves, as docs/adr/0011 says.
 *
 * <p>Dialect: control plane.
 */
@NullMarked
package io.millrace.protocol.rpc.control;

import org.jspecify.annotations.NullMarked;
