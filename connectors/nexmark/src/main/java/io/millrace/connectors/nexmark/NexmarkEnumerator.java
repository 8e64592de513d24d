package io.millrace.connectors.nexmark;

import io.millrace.connectors.nexmark.generator.EventKind;
import io.millrace.connectors.nexmark.generator.Timeline;
import io.millrace.spi.source.Split;
import io.millrace.spi.source.SplitEnumerator;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Cuts the time line into ranges, in order. All of a bounded source are found at once, so that the engine knows at which
 * event time to hold the watermark; of an unbounded one some at a time.
 */
final class NexmarkEnumerator implements SplitEnumerator {

    /**
     * Events of a range: a few milliseconds of work, so that tasks stay together in event time, and a whole number of
     * full batches of bids (23) and of events (25).
     */
    static final long RANGE = 2_048L * EventKind.EPOCH;

    /** A bounded source is not cut into more ranges than this; they get longer instead. */
    static final long MOST_RANGES = 10_000;

    /** How many ranges of an unbounded source are found at a time. */
    private static final int RANGES_AHEAD = 64;

    private static final Duration AGAIN = Duration.ofMillis(1);

    private final Timeline timeline;
    private final long end;
    private final long length;
    private final boolean bounded;
    private long next;

    private NexmarkEnumerator(Timeline timeline, long end, long length, boolean bounded) {
        this.timeline = timeline;
        this.end = end;
        this.length = length;
        this.bounded = bounded;
    }

    static NexmarkEnumerator of(NexmarkConfig config) {
        long end = config.end();
        boolean bounded = config.events().isPresent();
        if (config.pace().isPresent()) {
            return new NexmarkEnumerator(config.timeline(), end, end, true);
        }
        long ranges = bounded ? Math.ceilDiv(end, RANGE) : 1;
        long length = RANGE * Math.max(Math.ceilDiv(ranges, MOST_RANGES), 1);
        return new NexmarkEnumerator(config.timeline(), end, length, bounded);
    }

    @Override
    public Discovery discover() {
        int limit = bounded ? Integer.MAX_VALUE : RANGES_AHEAD;
        List<Split> found = new ArrayList<>();
        while (next < end && found.size() < limit) {
            EventRange range = EventRange.of(next, Math.min(next + length, end));
            found.add(range.split(timeline));
            next = range.end();
        }
        return new Discovery(found, next < end ? Optional.of(AGAIN) : Optional.empty());
    }

    @Override
    public byte[] snapshot() {
        return ByteBuffer.allocate(Long.BYTES).putLong(next).array();
    }

    @Override
    public void restore(byte[] snapshot) {
        next = ByteBuffer.wrap(snapshot).getLong();
    }

    @Override
    public void close() {}
}
