package io.millrace.engine.exchange;

import io.millrace.columns.Signal.Barrier;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * Aligns a barrier over all channels of all inputs of one operator: a channel that has brought the barrier is not read
 * until all have. Channels that have ended count as having brought it. Where all have ended, or there never were any, no
 * channel brings one: such a barrier is announced.
 */
public final class BarrierAligner {

    private int channels;
    private int ended;
    private int arrived;

    @Nullable
    private Barrier barrier;

    /** The barriers to be taken if no channel can bring them. */
    private final ArrayDeque<Barrier> announced = new ArrayDeque<>();

    /** The last one that was handed on. */
    private long passed;

    void addChannels(int count) {
        channels += count;
    }

    void channelEnded() {
        ended++;
    }

    /** A barrier is on its way, unless it is past already. */
    void announce(Barrier next) {
        if (next.checkpoint() > passed) {
            announced.add(next);
        }
    }

    void arrived(Barrier arrivedBarrier) {
        Barrier current = barrier;
        if (current != null && current.checkpoint() != arrivedBarrier.checkpoint()) {
            throw new IllegalStateException(
                    "Barrier " + arrivedBarrier.checkpoint() + " came while " + current.checkpoint() + " is aligned");
        }
        barrier = arrivedBarrier;
        arrived++;
    }

    /** The barrier that has arrived on all channels, or null. */
    public @Nullable Barrier aligned() {
        if (arrived + ended < channels) {
            return null;
        }
        return barrier != null ? barrier : announced.peek();
    }

    /** Whether a barrier has arrived on some channels and not on all. */
    boolean isAligning() {
        return barrier != null && arrived + ended < channels;
    }

    /** Whether there are channels by which a barrier could come. */
    boolean hasChannels() {
        return channels > 0;
    }

    void reset() {
        Barrier handedOn = aligned();
        if (handedOn != null) {
            passed = handedOn.checkpoint();
        }
        announced.removeIf(past -> past.checkpoint() <= passed);
        barrier = null;
        arrived = 0;
    }
}
