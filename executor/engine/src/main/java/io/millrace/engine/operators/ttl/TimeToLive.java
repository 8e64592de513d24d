package io.millrace.engine.operators.ttl;

import io.millrace.spi.Clock;
import io.millrace.spi.state.TableLayout;

/**
 * How long rows of a state live after they were last written, in processing time, as Flink's state TTL. What has had its time is
 * never seen again, exactly from then on; the memory it takes up is given back within another quarter of that time.
 *
 * @param micros at least 1
 */
public record TimeToLive(long micros, Clock clock) {

    public TimeToLive {
        if (micros < 1) {
            throw new IllegalArgumentException("State cannot live for " + micros + " microseconds");
        }
    }

    /** What rows that are written now have in {@link TableLayout#WRITTEN_AT}; never zero. */
    long now() {
        return Math.max(1, clock.wallMicros());
    }

    /** Whether what was last written then has had its time. What was not written yet has not. */
    boolean isOver(long writtenAt, long now) {
        return writtenAt != 0 && now - writtenAt >= micros;
    }
}
