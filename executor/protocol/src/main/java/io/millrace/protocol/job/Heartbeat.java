package io.millrace.protocol.job;

import java.util.List;

/**
 * What an executor says about itself: everything, each time, at regular intervals and whenever something changed. Of two
 * heartbeats only the later one counts.
 *
 * @param executor who says it
 * @param sequence grows with each
 * @param sentNanos when, on the executor's monotonic clock; leases come back on it
 * @param ownerEpoch the highest it was told of; 0 before it has met a coordinator
 * @param slots how many workers it has
 * @param parts all attempts it knows of and was not told to forget
 */
public record Heartbeat(
        ExecutorId executor, long sequence, long sentNanos, long ownerEpoch, int slots, List<PartReport> parts) {

    public Heartbeat {
        parts = List.copyOf(parts);
        if (slots < 1) {
            throw new IllegalArgumentException("An executor has at least one worker");
        }
    }
}
