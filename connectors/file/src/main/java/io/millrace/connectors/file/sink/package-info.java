/**
 * Writes files so that nobody sees half a result. Each {@link io.millrace.connectors.file.sink.FileSinkWriter} writes a
 * pending file, a hidden one beside the target; the {@link io.millrace.connectors.file.sink.FileCommitter} turns the
 * pending files of all tasks into the visible result.
 *
 * <pre>
 * out/.late.ndjson.result.job-7.0-0.pending   task 0 ─┐
 * out/.late.ndjson.result.job-7.1-0.pending   task 1 ─┴─► .late.ndjson.result.job-7.….whole ──► late.ndjson
 * </pre>
 *
 * <p>Dialect: data plane for writers, control plane for the committer.
 */
@NullMarked
package io.millrace.connectors.file.sink;

import org.jspecify.annotations.NullMarked;
