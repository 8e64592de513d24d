/**
 * The source {@code file-source} and the sink {@code file-sink}: records in files, in any format that the executor
 * knows. What a person configures is described by {@link io.millrace.connectors.file.FileSourceConnector} and {@link
 * io.millrace.connectors.file.FileSinkConnector}; the work is done in {@code source} and {@code sink}; {@code store} is
 * the file port on a local disk.
 *
 * <p>Dialect: control plane.
 */
@NullMarked
package io.millrace.connectors.file;

import org.jspecify.annotations.NullMarked;
