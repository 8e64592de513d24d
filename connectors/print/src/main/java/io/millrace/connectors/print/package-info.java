/**
 * The sink that shows rows to a person: {@link io.millrace.connectors.print.PrintConnector} writes them as text to the
 * process's output, so many a second and no more.
 *
 * <p>Dialect: data plane; not a fast path.
 */
@NullMarked
package io.millrace.connectors.print;

import org.jspecify.annotations.NullMarked;
