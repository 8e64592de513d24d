/** Meaning of the forms, by the interpreter. */
@org.jspecify.annotations.NullMarked
package io.millrace.expr.interpret;
