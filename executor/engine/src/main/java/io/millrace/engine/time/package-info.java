/**
 * Watermarks: {@link io.millrace.engine.time.WatermarkMerger} is the one state machine for minimum and idleness.
 *
 * <p>Dialect: data plane.
 */
@NullMarked
package io.millrace.engine.time;

import org.jspecify.annotations.NullMarked;
