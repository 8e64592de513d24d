package io.millrace.engine.exchange;

import io.millrace.columns.Signal.Barrier;
import org.jspecify.annotations.Nullable;

/**
 * Aligns a barrier over all channels of all inputs of one operator: a channel that has brought the barrier is not read
 * until all have. Channels that have ended count as having brought it.
 */
public final class BarrierAligner {

    private int channels;
    private int ended;
    private int arrived;

    @Nullable
    private Barrier barrier;

    void addChannels(int count) {
        channels += count;
    }

    void channelEnded() {
        ended++;
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
        return barrier != null && arrived + ended >= channels ? barrier : null;
    }

    void reset() {
        barrier = null;
        arrived = 0;
    }
}
