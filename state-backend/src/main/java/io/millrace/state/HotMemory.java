package io.millrace.state;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How much memory the rows in the arrays of all tiered states of a process may take up, and how much they do. A state that has more
 * than its equal share gives up rows while all together have too much. Any thread.
 */
final class HotMemory {

    private final long bytes;
    private final AtomicLong used = new AtomicLong();
    private final AtomicInteger states = new AtomicInteger();

    HotMemory(long bytes) {
        this.bytes = bytes;
    }

    /** How much there is. */
    long bytes() {
        return bytes;
    }

    /** One more state. */
    void enter() {
        states.incrementAndGet();
    }

    /** One state less, which had {@code had} bytes. */
    void leave(long had) {
        states.decrementAndGet();
        used.addAndGet(-had);
    }

    /**
     * A state has {@code has} bytes, and had {@code had}.
     *
     * @return how many it should give up
     */
    long excess(long had, long has) {
        long all = used.addAndGet(has - had);
        return Math.min(all - bytes, has - bytes / Math.max(1, states.get()));
    }

    /** How many more there may be. */
    long room() {
        return Math.max(0, bytes - used.get());
    }

    /** How many bytes there are now. */
    long used() {
        return used.get();
    }
}
