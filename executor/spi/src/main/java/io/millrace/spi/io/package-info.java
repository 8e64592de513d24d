/**
 * The file port: all file access of connectors goes through {@link io.millrace.spi.io.FileStore}, which keeps paths
 * inside the files root and can be replaced by a disk that is full.
 *
 * <p>Dialect: control plane; every method may block and is called on an I/O thread.
 */
@NullMarked
package io.millrace.spi.io;

import org.jspecify.annotations.NullMarked;
