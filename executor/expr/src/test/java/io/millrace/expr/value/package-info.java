/** Registers, zones and conversions of boxed values. */
@org.jspecify.annotations.NullMarked
package io.millrace.expr.value;
