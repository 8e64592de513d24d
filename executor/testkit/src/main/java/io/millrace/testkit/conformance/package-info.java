/**
 * Expressions compared with an oracle: every function on every combination of argument types, on values that are likely
 * to go wrong. {@link io.millrace.testkit.conformance.Shape} says how calls of a function are written, {@link
 * io.millrace.testkit.conformance.Argument} which columns there are and {@link
 * io.millrace.testkit.conformance.InterestingValues} what stands in them, {@link
 * io.millrace.testkit.conformance.ExpressionEngine} is our side, {@link
 * io.millrace.testkit.conformance.Conformance} compares, and {@link io.millrace.testkit.conformance.KnownDifferences} is
 * the one list of what may differ, with reasons. Start with {@code Conformance}. Dialect: control plane.
 */
@NullMarked
package io.millrace.testkit.conformance;

import org.jspecify.annotations.NullMarked;
