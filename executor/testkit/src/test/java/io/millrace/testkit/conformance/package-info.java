/**
 * Every function beside Flink. A function that is added needs a line in {@code conformance/shapes.txt}; where it differs
 * on purpose, its declaration says so and {@code conformance/differences.txt} has a line with the reason. Dialect:
 * control plane.
 */
@NullMarked
package io.millrace.testkit.conformance;

import org.jspecify.annotations.NullMarked;
