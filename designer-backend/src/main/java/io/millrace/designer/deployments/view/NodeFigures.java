package io.millrace.designer.deployments.view;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a node has done in the current or last attempt. Rates and shares are over the last seconds, and 0 when it does not
 * run.
 *
 * @param busy share of the time its tasks worked, 0 to 1
 * @param blocked share of the time they had no room for their output
 * @param idle share of the time they had nothing to do
 * @param watermark how far event time has come here
 * @param stateBytes about how much its state takes up now, in memory and on disk
 * @param coldBytes about how much of that is rows that are on disk and not in memory
 * @param firstErrors the first bad rows; {@code rowsFailed} counts all
 */
public record NodeFigures(
        String node,
        long rowsIn,
        long rowsOut,
        long rowsFailed,
        long rowsLate,
        long bytes,
        double rowsPerSecondIn,
        double rowsPerSecondOut,
        double busy,
        double blocked,
        double idle,
        Optional<Instant> watermark,
        long stateBytes,
        long coldBytes,
        List<Reason> firstErrors) {}
