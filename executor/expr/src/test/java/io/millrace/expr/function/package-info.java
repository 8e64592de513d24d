/** Declarations: their examples, types and limits. */
@org.jspecify.annotations.NullMarked
package io.millrace.expr.function;
