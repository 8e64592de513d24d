/**
 * How a {@link io.millrace.model.error.RunError} leaves the code that met it: thrown, or reported for one row.
 *
 * <p>Dialect: control plane.
 */
@NullMarked
package io.millrace.spi.error;

import org.jspecify.annotations.NullMarked;
