/**
 * The format contract: bytes to columns and back. Start with {@link io.millrace.spi.format.Format}.
 *
 * <p>Dialect: data plane.
 */
@NullMarked
package io.millrace.spi.format;

import org.jspecify.annotations.NullMarked;
