/**
 * Measurements: prints numbers, asserts nothing, so a slow machine never breaks a build. {@code micro} holds JMH
 * benchmarks of single parts.
 *
 * <p>Dialect: control plane.
 */
@NullMarked
package io.millrace.benchmarks;

import org.jspecify.annotations.NullMarked;
