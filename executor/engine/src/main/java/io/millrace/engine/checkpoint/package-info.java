/**
 * What a checkpoint is once it is written: a {@link io.millrace.engine.checkpoint.Manifest} and the state files it names, in
 * a storage; docs/adr/0019 tells how one comes about. Start with {@code Manifest}, then {@link
 * io.millrace.engine.checkpoint.CheckpointFiles}.
 *
 * <p>Dialect: control plane.
 */
@NullMarked
package io.millrace.engine.checkpoint;

import org.jspecify.annotations.NullMarked;
