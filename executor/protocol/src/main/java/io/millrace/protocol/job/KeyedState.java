package io.millrace.protocol.job;

import io.millrace.model.json.JsonArray;
import io.millrace.model.type.Column;
import java.util.List;
import java.util.Optional;

/**
 * A state that is found by a key, as a checkpoint has it.
 *
 * @param nodeId the node that owns it, as drawn
 * @param role what it is for, such as {@code accumulators}
 * @param key its key columns
 * @param rows of all keys
 * @param bytes of all keys
 * @param found what it holds of the key that was asked for, where that is one of its keys
 */
public record KeyedState(
        String nodeId, String role, Kind kind, List<Column> key, long rows, long bytes, Optional<Found> found) {

    public KeyedState {
        key = List.copyOf(key);
    }

    /** How rows of a key are kept. */
    public enum Kind {
        /** One, or one per window. */
        TABLE,
        /** In the order they came. */
        LIST,
        /** By an order, mostly event time. */
        ORDERED,
        /** In the order they came, by every task. */
        BROADCAST,
        /** Times at which something is to be done. */
        TIMERS
    }

    /**
     * What is kept for one key.
     *
     * @param columns by the names that people know where there are such
     * @param rows the first ones, at most {@link #MOST_ROWS}; values as in {@link TapRows.Row}
     * @param total all there are
     */
    public record Found(List<Column> columns, List<JsonArray> rows, long total) {

        /** Nobody reads more. */
        public static final int MOST_ROWS = 100;

        public Found {
            columns = List.copyOf(columns);
            rows = List.copyOf(rows);
        }
    }
}
