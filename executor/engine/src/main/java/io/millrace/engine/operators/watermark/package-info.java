/**
 * Watermarks from a column, where they could not be made in the source.
 *
 * <p>Dialect: data plane.
 */
@NullMarked
package io.millrace.engine.operators.watermark;

import org.jspecify.annotations.NullMarked;
