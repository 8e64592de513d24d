/**
 * Trees back to text: {@link io.millrace.expr.print.SqlPrinter} writes Flink SQL that, parsed and typed again, gives the
 * same tree.
 *
 * <p>Dialect: control plane.
 */
@NullMarked
package io.millrace.expr.print;

import org.jspecify.annotations.NullMarked;
