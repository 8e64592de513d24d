/**
 * The executors of workspaces: how they join, which there are, and the way to them. Alone speaks gRPC. {@link
 * io.millrace.designer.cluster.ControlPlane} listens for them, {@link io.millrace.designer.cluster.Roster} remembers who was
 * heard, {@link io.millrace.designer.cluster.Tokens} says who may join.
 *
 * <p>Dialect: control plane.
 */
@NullMarked
package io.millrace.designer.cluster;

import org.jspecify.annotations.NullMarked;
