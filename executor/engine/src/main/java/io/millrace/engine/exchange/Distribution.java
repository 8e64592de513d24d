package io.millrace.engine.exchange;

import io.millrace.columns.Rows;
import io.millrace.columns.Signal;
import java.util.List;
import java.util.stream.IntStream;

/**
 * One edge as its writer sees it: which of the reader's tasks get which rows. Signals go to all of them.
 */
public abstract sealed class Distribution
        permits Distribution.Forward, Distribution.Broadcast, Distribution.Rebalance, HashDistribution {

    final ChannelWriter[] channels;

    Distribution(List<? extends ChannelWriter> channels) {
        this.channels = channels.toArray(ChannelWriter[]::new);
    }

    /** Whether {@link #emit} may be called. */
    boolean hasRoom() {
        for (ChannelWriter channel : channels) {
            if (!channel.hasRoom()) {
                return false;
            }
        }
        return true;
    }

    /** Sends rows; the reference to them is handed over. */
    abstract void emit(Rows rows);

    final void signal(Signal signal) {
        for (ChannelWriter channel : channels) {
            channel.put(signal);
        }
    }

    /** The reader's tasks that there is no room for now; none where rows may go to others. */
    final List<Integer> full() {
        if (hasRoom()) {
            return List.of();
        }
        return IntStream.range(0, channels.length)
                .filter(reader -> !channels[reader].hasRoom())
                .boxed()
                .toList();
    }

    final boolean drain() {
        boolean drained = true;
        for (ChannelWriter channel : channels) {
            drained &= channel.drain();
        }
        return drained;
    }

    /** To the one task that belongs to this one. */
    public static final class Forward extends Distribution {

        public Forward(ChannelWriter channel) {
            super(List.of(channel));
        }

        @Override
        void emit(Rows rows) {
            channels[0].put(rows);
        }
    }

    /** To every task, by reference. */
    public static final class Broadcast extends Distribution {

        public Broadcast(List<? extends ChannelWriter> channels) {
            super(channels);
        }

        @Override
        void emit(Rows rows) {
            for (int i = 1; i < channels.length; i++) {
                rows.retain();
            }
            for (ChannelWriter channel : channels) {
                channel.put(rows);
            }
        }
    }

    /** To one task after the other, whole batches, past those that have no room. */
    public static final class Rebalance extends Distribution {

        private int next;

        /**
         * @param first where to begin, so that not all writers begin at the same task
         */
        public Rebalance(List<? extends ChannelWriter> channels, int first) {
            super(channels);
            next = first % channels.size();
        }

        @Override
        boolean hasRoom() {
            for (ChannelWriter channel : channels) {
                if (channel.hasRoom()) {
                    return true;
                }
            }
            return false;
        }

        @Override
        void emit(Rows rows) {
            int channel = next;
            while (!channels[channel].hasRoom()) {
                channel = channel + 1 == channels.length ? 0 : channel + 1;
            }
            channels[channel].put(rows);
            next = channel + 1 == channels.length ? 0 : channel + 1;
        }
    }
}
