/**
 * Checkpoints in S3, or what speaks its protocol: {@link io.millrace.connectors.s3.S3CheckpointStorage}, at an {@link
 * io.millrace.connectors.s3.S3Location}.
 *
 * <p>Dialect: control plane. Calls wait for the network, so they belong on I/O threads.
 */
@NullMarked
package io.millrace.connectors.s3;

import org.jspecify.annotations.NullMarked;
