/** Kernels against simple oracles. */
@org.jspecify.annotations.NullMarked
package io.millrace.expr.kernel;
