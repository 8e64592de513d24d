/**
 * Results of each row over the rows around it: what a frame before it comes to, a value some rows earlier, its number. {@link
 * io.millrace.engine.operators.over.OverOperator} keeps rows by their event time until the watermark has passed them; then {@link
 * io.millrace.engine.operators.over.OverResults} computes what each comes to, and what later rows need is kept.
 *
 * <p>Dialect: data plane.
 */
@NullMarked
package io.millrace.engine.operators.over;

import org.jspecify.annotations.NullMarked;
