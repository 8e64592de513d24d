package io.millrace.spi.checkpoint;

import io.millrace.columns.KeyGroupRange;
import io.millrace.spi.state.StateId;
import io.millrace.spi.state.TableLayout;
import java.util.List;

/**
 * Where the state is that one operator of one task had at a barrier.
 *
 * @param groups the key groups its keys are of
 * @param states each state it asked for
 */
public record OperatorSnapshot(KeyGroupRange groups, List<State> states) {

    public OperatorSnapshot {
        states = List.copyOf(states);
    }

    /** The kinds of state, closed. */
    public enum Kind {
        TABLE,
        LIST,
        ORDERED,
        BROADCAST,
        SPLIT_LIST,
        TIMERS
    }

    /**
     * One state.
     *
     * @param layout its columns; none for a split list
     * @param bucketWidth of ordered state, else 0
     * @param rows how many there are, for people
     * @param segments where they are; a later one goes before an earlier one
     */
    public record State(
            StateId id, Kind kind, TableLayout layout, long bucketWidth, long rows, List<Segment> segments) {

        public State {
            segments = List.copyOf(segments);
        }
    }

    /**
     * A piece of a file.
     *
     * @param path the file
     * @param offset where it begins, bytes
     * @param length how long it is, bytes
     * @param crc32c of these bytes
     */
    public record Segment(String path, long offset, long length, int crc32c) {}
}
