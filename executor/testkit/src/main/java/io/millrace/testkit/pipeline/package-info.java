/**
 * Whole pipelines in one thread: {@link io.millrace.testkit.pipeline.PipelineTestDriver} plans a document and plays all
 * workers, the I/O threads and the clock, so a test decides what happens when. {@code memory-source} and
 * {@code memory-sink} nodes read rows the test gives and keep rows the test looks at.
 *
 * <p>Dialect: control plane.
 */
@NullMarked
package io.millrace.testkit.pipeline;

import org.jspecify.annotations.NullMarked;
