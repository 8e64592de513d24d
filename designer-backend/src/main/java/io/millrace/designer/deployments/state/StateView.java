package io.millrace.designer.deployments.state;

import io.millrace.coordinator.checkpoint.CheckpointRow;
import io.millrace.model.json.JsonArray;
import io.millrace.model.type.Column;
import io.millrace.protocol.job.KeyedState;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a checkpoint holds.
 *
 * @param checkpoint its number
 * @param takenAt when it was begun: state is of then
 * @param states those that are found by a key
 */
record StateView(long checkpoint, Instant takenAt, List<KeyedStateView> states) {

    /**
     * A state that is found by a key.
     *
     * @param role what it is for, such as {@code accumulators}
     * @param kind {@code table}: a row, or one per window; {@code list}, {@code broadcast}: rows in the order they came;
     *     {@code ordered}: rows by an order; {@code timers}
     * @param key its key columns
     * @param rows of all keys
     * @param bytes of all keys
     * @param found what it holds of the key that was asked for, where that is one of its keys
     */
    record KeyedStateView(
            String node,
            String role,
            String kind,
            List<StateColumn> key,
            long rows,
            long bytes,
            Optional<FoundView> found) {}

    /**
     * A column.
     *
     * @param type as SQL writes it
     */
    record StateColumn(String name, String type, boolean nullable) {}

    /**
     * What is kept for one key.
     *
     * @param rows the first ones, by column
     * @param total all there are; 0 where the checkpoint knows nothing of the key
     */
    record FoundView(List<StateColumn> columns, List<JsonArray> rows, long total) {}

    static StateView of(CheckpointRow row, List<KeyedState> states) {
        return new StateView(
                row.number(),
                Instant.EPOCH.plus(row.startedMicros(), ChronoUnit.MICROS),
                states.stream().map(StateView::of).toList());
    }

    private static KeyedStateView of(KeyedState state) {
        return new KeyedStateView(
                state.nodeId(),
                state.role(),
                state.kind().name().toLowerCase(Locale.ROOT),
                columns(state.key()),
                state.rows(),
                state.bytes(),
                state.found().map(found -> new FoundView(columns(found.columns()), found.rows(), found.total())));
    }

    private static List<StateColumn> columns(List<Column> columns) {
        return columns.stream()
                .map(column -> new StateColumn(
                        column.name(),
                        column.type().type().toString(),
                        column.type().isNullable()))
                .toList();
    }
}
