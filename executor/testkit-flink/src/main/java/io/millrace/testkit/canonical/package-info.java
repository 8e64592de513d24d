/**
 * One text per value, the same whoever computed it: our interpreter, Flink or PostgreSQL. Two values are equal exactly
 * when their texts are, and a failed comparison reads well. Start at {@link
 * io.millrace.testkit.canonical.CanonicalText}. Knows only {@code java.*} values and our types, so that it also runs in
 * the child process beside Flink. Dialect: control plane.
 */
@NullMarked
package io.millrace.testkit.canonical;

import org.jspecify.annotations.NullMarked;
