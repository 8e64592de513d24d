/**
 * The source operator: reads the splits of one task through a connector's reader and makes watermarks per split. {@link
 * io.millrace.engine.operators.source.SplitAssigner} decides, once per job, which task reads which split.
 *
 * <p>Dialect: data plane.
 */
@NullMarked
package io.millrace.engine.operators.source;

import org.jspecify.annotations.NullMarked;
