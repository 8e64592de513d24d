/**
 * What tests of other modules share: {@link io.millrace.expr.testing.SampleValues} has values of every type, with the
 * extreme ones, {@link io.millrace.expr.testing.EveryCall} every call over these types, and {@link
 * io.millrace.expr.testing.RandomTrees} makes typed trees of all functions by chance.
 */
@org.jspecify.annotations.NullMarked
package io.millrace.expr.testing;
