package io.millrace.protocol.job;

import java.util.List;
import java.util.Optional;

/**
 * How an operator of a task stands. Times are event times in microseconds, {@link Long#MIN_VALUE} for none yet and
 * {@link Long#MAX_VALUE} for the end of time.
 *
 * @param operator id in the plan
 * @param millis for how long it has done that
 * @param inputs by input port
 * @param full by edge that leaves it, in plan order, letters last: the reader's tasks that have no room
 * @param splits those it reads, the one that is furthest behind first; at most {@link #MOST_SPLITS}
 * @param splitCount how many it reads
 * @param holdsAt where splits that nobody reads yet hold its watermark; absent where none do
 * @param waitsFor the event time that has to pass before more comes out; absent where it waits for none
 * @param waitsForClock the time of day that has to come before more comes out, where it goes by the clock
 */
public record OperatorStanding(
        int operator,
        Doing doing,
        long millis,
        List<InputStanding> inputs,
        List<List<Integer>> full,
        List<SplitStanding> splits,
        int splitCount,
        Optional<Long> holdsAt,
        Optional<Long> waitsFor,
        Optional<Long> waitsForClock) {

    /** Whoever reads thousands of files wants to see those that hold it up. */
    public static final int MOST_SPLITS = 20;

    /** What an operator does. */
    public enum Doing {
        /** It can go on. */
        WORKS,
        /** Nothing comes. */
        NEEDS_INPUT,
        /** For something outside of the task: a disk, a service, a clock. */
        WAITS,
        /** Whoever is behind it takes no rows. */
        NO_ROOM,
        /** Whoever takes its dead letters takes none. */
        LETTERS_WAIT,
        /** A barrier has come by some of its inputs, which it does not read before it has come by all. */
        ALIGNS,
        /** It is at its end. */
        ENDED
    }

    public OperatorStanding {
        inputs = List.copyOf(inputs);
        full = full.stream().map(List::copyOf).toList();
        splits = List.copyOf(splits);
    }

    OperatorStanding withoutChannels() {
        return new OperatorStanding(
                operator,
                doing,
                millis,
                inputs.stream()
                        .map(input -> new InputStanding(input.watermark(), input.millis(), List.of()))
                        .toList(),
                full,
                splits,
                splitCount,
                holdsAt,
                waitsFor,
                waitsForClock);
    }

    /**
     * An input port.
     *
     * @param watermark the least of its channels that are active
     * @param millis for how long it has been there
     * @param channels by writer, in the order of the plan's edges that end here
     */
    public record InputStanding(long watermark, long millis, List<ChannelStanding> channels) {

        public InputStanding {
            channels = List.copyOf(channels);
        }
    }

    /**
     * What comes from one task.
     *
     * @param isIdle whether it holds nobody back
     * @param hasEnded whether nothing more comes
     * @param isBlocked whether it has brought a barrier and is not read until the others have
     * @param hasMore whether something is there that was not read
     */
    public record ChannelStanding(
            long watermark, boolean isIdle, boolean hasEnded, boolean isBlocked, boolean hasMore) {}

    /**
     * A split that is read.
     *
     * @param id what the connector calls it
     * @param isIdle whether it has been silent for so long that it holds nobody back
     * @param silentMillis for how long it was asked and brought nothing
     * @param rowsBehind how many rows of it were behind the watermark
     */
    public record SplitStanding(String id, long watermark, boolean isIdle, long silentMillis, long rowsBehind) {}
}
