/**
 * The source contract: an enumerator finds splits, readers turn splits into batches. Start with {@link
 * io.millrace.spi.source.SourceConnector}.
 *
 * <p>Dialect: data plane.
 */
@NullMarked
package io.millrace.spi.source;

import org.jspecify.annotations.NullMarked;
