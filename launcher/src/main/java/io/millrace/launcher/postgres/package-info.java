/**
 * A real database made of the archive that others start for tests. {@link io.millrace.launcher.postgres.Binaries} unpacks it,
 * {@link io.millrace.launcher.postgres.Cluster} makes and checks the directory (passwords from the first moment, checksums),
 * {@link io.millrace.launcher.postgres.PostgresServer} is the child: everything synced, loopback alone. {@link
 * io.millrace.launcher.postgres.CopyBeforeMigration}, {@link io.millrace.launcher.postgres.Backup} and {@link
 * io.millrace.launcher.postgres.Restore} keep the data safe. Dialect: control plane.
 */
@NullMarked
package io.millrace.launcher.postgres;

import org.jspecify.annotations.NullMarked;
