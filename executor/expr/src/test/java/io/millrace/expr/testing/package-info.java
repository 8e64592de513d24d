/**
 * What tests of other modules share: {@link io.millrace.expr.testing.SampleValues} has values of every type, with the
 * extreme ones, and {@link io.millrace.expr.testing.RandomTrees} makes typed trees of all functions over columns of all
 * types.
 */
@org.jspecify.annotations.NullMarked
package io.millrace.expr.testing;
