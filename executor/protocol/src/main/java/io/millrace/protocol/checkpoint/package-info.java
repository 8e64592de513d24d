/**
 * Manifests of checkpoints as they are stored, {@code checkpoint.proto}. Start with {@link
 * io.millrace.protocol.checkpoint.StoredManifest}.
 *
 * <p>Dialect: control plane.
 */
@NullMarked
package io.millrace.protocol.checkpoint;

import org.jspecify.annotations.NullMarked;
