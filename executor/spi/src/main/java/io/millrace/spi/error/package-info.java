/**
 * Errors are data: what went wrong, whose business it is, where, and what may help, unchanged from connector to screen.
 *
 * <p>Dialect: control plane.
 */
@NullMarked
package io.millrace.spi.error;

import org.jspecify.annotations.NullMarked;
