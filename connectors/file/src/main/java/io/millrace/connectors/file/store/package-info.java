/**
 * The file port on a disk of this machine: {@link io.millrace.connectors.file.store.LocalFileStore}. Nothing leaves the
 * root it is given: no {@code ..}, no absolute path, no link that leads out.
 *
 * <p>Dialect: control plane; called on I/O threads.
 */
@NullMarked
package io.millrace.connectors.file.store;

import org.jspecify.annotations.NullMarked;
