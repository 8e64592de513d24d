package io.millrace.engine.job;

import io.millrace.model.error.RunError;
import java.util.List;

/**
 * What a node has done so far, over all tasks.
 *
 * @param watermarkMicros the least over the tasks; {@link Long#MIN_VALUE} when there is none
 * @param errors the first bad rows, in words
 */
public record NodeReport(
        long rowsIn,
        long rowsOut,
        long rowsFailed,
        long rowsLate,
        long bytes,
        long busyNanos,
        long blockedNanos,
        long watermarkMicros,
        List<RunError> errors) {}
