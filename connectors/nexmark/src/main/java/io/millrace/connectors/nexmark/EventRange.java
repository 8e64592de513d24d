package io.millrace.connectors.nexmark;

import io.millrace.connectors.nexmark.generator.Timeline;
import io.millrace.spi.source.Split;
import java.nio.ByteBuffer;

/**
 * A split: some neighbouring events, and how far they are read.
 *
 * @param first its first event
 * @param next the first event that is still to be read
 * @param end the event behind its last
 */
record EventRange(long first, long next, long end) {

    static EventRange of(long first, long end) {
        return new EventRange(first, first, end);
    }

    /** Reads what {@link #state} wrote. */
    static EventRange of(byte[] state) {
        ByteBuffer bytes = ByteBuffer.wrap(state);
        return new EventRange(bytes.getLong(), bytes.getLong(), bytes.getLong());
    }

    /** The three numbers, eight bytes each, the highest first. */
    byte[] state() {
        return ByteBuffer.allocate(3 * Long.BYTES)
                .putLong(first)
                .putLong(next)
                .putLong(end)
                .array();
    }

    Split split(Timeline timeline) {
        return new Split("events " + first + " to " + (end - 1), state(), timeline.micros(first));
    }

    EventRange at(long event) {
        return new EventRange(first, event, end);
    }
}
