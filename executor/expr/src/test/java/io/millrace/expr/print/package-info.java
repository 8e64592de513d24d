/** Trees to text and back. */
@org.jspecify.annotations.NullMarked
package io.millrace.expr.print;
