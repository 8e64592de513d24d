/**
 * Rows for tests, here and in other modules (which depend on the test jar of this one): {@link
 * io.millrace.columns.testing.RandomRows} makes schemas, rows and batches of every type from a seed, {@link
 * io.millrace.columns.testing.BoxedValues} moves single values between vectors and plain Java objects, so that a test can
 * say in one line what a batch holds.
 *
 * <p>Dialect: control plane (objects, boxing); nothing here is meant to be fast.
 */
@NullMarked
package io.millrace.columns.testing;

import org.jspecify.annotations.NullMarked;
