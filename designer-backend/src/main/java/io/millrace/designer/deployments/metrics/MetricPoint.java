package io.millrace.designer.deployments.metrics;

import io.millrace.designer.database.WorkspaceId;
import java.time.Instant;
import java.util.Optional;

/**
 * What a node did in one second.
 *
 * @param at the end of the second
 * @param busy share of the second its tasks worked
 * @param blocked share of the second they had no room for their output
 * @param watermark how far event time had come
 */
record MetricPoint(
        WorkspaceId workspace,
        String deployment,
        String node,
        Instant at,
        long rowsIn,
        long rowsOut,
        long rowsFailed,
        long rowsLate,
        long bytes,
        double busy,
        double blocked,
        Optional<Instant> watermark) {}
