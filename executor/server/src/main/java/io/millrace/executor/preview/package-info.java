/**
 * The preview process: runs drawings over the first rows of their sources, with sinks muted, and looks into files. {@link
 * io.millrace.executor.preview.Previewer} runs, {@link io.millrace.executor.preview.FileDiscovery} looks; {@link
 * io.millrace.executor.preview.RunnablePart} decides what of an unfinished drawing can be run.
 *
 * <p>Dialect: control plane, apart from the limited source and the muted sink.
 */
@NullMarked
package io.millrace.executor.preview;

import org.jspecify.annotations.NullMarked;
