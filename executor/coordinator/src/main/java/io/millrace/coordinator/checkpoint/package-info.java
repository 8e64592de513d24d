/**
 * Checkpoints as a coordinator sees them: what the log says of each, and what follows from that and from heartbeats. Pure
 * but for {@link io.millrace.coordinator.checkpoint.Checkpoints}, which holds what one job's checkpoints are about now.
 * Docs/adr/0019 tells why it is so. Start with {@link io.millrace.coordinator.checkpoint.CheckpointRow}, then {@link
 * io.millrace.coordinator.checkpoint.CheckpointState}.
 *
 * <p>Dialect: control plane.
 */
@NullMarked
package io.millrace.coordinator.checkpoint;

import org.jspecify.annotations.NullMarked;
