/**
 * Reads files. {@link io.millrace.connectors.file.source.FileEnumerator} lists them once and cuts big ones into ranges;
 * a {@link io.millrace.connectors.file.source.FileSplitReader} reads one range in chunks, the next on an I/O thread while
 * the worker decodes this one, and hands out batches whose texts point into the chunks. A record that crosses chunks is
 * carried over. With {@code pace} or {@code disorder} a {@link io.millrace.connectors.file.source.ReplayReader} stands
 * behind it.
 *
 * <p>A file is read up to the size it had when it was listed, whatever is added later.
 *
 * <p>Dialect: data plane.
 */
@NullMarked
package io.millrace.connectors.file.source;

import org.jspecify.annotations.NullMarked;
