/**
 * Real servers for tests, started from their own artifacts and gone with the test's JVM. Data lies under {@code target/}.
 * Start at {@link io.millrace.testkit.server.PostgresServer}, {@link
 * io.millrace.testkit.server.S3Server} or {@link io.millrace.testkit.server.ChildJvm}. Dialect:
 * control plane.
 */
@NullMarked
package io.millrace.testkit.server;

import org.jspecify.annotations.NullMarked;
