package io.millrace.designer.deployments.metrics;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How a deployment went.
 *
 * @param step seconds from one point to the next
 */
public record MetricSeries(int step, List<NodeSeries> nodes) {

    /** How a node went, oldest first. Where nothing ran there is no point. */
    public record NodeSeries(String node, List<Point> points) {}

    /**
     * What a node did in one step.
     *
     * @param at the end of the step
     * @param busy share of the step its tasks worked, 0 to 1
     * @param watermarkLag seconds that event time was behind the end of the step
     */
    public record Point(
            Instant at,
            long rowsIn,
            long rowsOut,
            long rowsFailed,
            long rowsLate,
            long bytes,
            double busy,
            double blocked,
            double idle,
            Optional<Double> watermarkLag) {}
}
