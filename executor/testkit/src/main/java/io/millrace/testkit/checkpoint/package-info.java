/**
 * What tests of checkpoints need: a storage that fails when it is told to, and attempts of a job that die at any moment and go
 * on from the last checkpoint. Start with {@link io.millrace.testkit.checkpoint.MemoryCheckpointStorage}.
 *
 * <p>Dialect: control plane.
 */
@NullMarked
package io.millrace.testkit.checkpoint;

import org.jspecify.annotations.NullMarked;
