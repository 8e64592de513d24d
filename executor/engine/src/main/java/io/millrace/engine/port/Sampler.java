package io.millrace.engine.port;

import io.millrace.columns.Change;
import io.millrace.columns.Vector;
import io.millrace.model.json.Json;
import io.millrace.model.json.JsonArray;
import io.millrace.model.json.JsonNull;
import io.millrace.model.type.Column;
import io.millrace.model.type.EdgeSchema;
import io.millrace.model.type.Schema;
import io.millrace.protocol.job.TapRows;
import io.millrace.spi.PortMeter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the first rows that pass a port, in all tasks, until somebody takes them; only then more. So a port that a
 * million rows pass in a second costs as much as one that a hundred pass, and needs no clock.
 */
final class Sampler {

    private final RowJson json;
    private final EdgeSchema rows;
    private final AtomicInteger room;
    private final ConcurrentLinkedQueue<TapRows.Row> kept = new ConcurrentLinkedQueue<>();

    /**
     * @param rows what is shown; a column that is not there where rows pass is shown as NULL
     * @param mostRows how many are kept
     */
    Sampler(EdgeSchema rows, int mostRows, RowJson json) {
        this.rows = rows;
        this.json = json;
        room = new AtomicInteger(mostRows);
    }

    List<Column> columns() {
        return rows.schema().columns();
    }

    Optional<String> eventTime() {
        return rows.eventTime();
    }

    /** What to put on a meter that these rows pass. */
    PortMeter.Tap at(Schema passing) {
        int[] positions = rows.schema().names().stream()
                .mapToInt(name -> passing.indexOf(name).orElse(-1))
                .toArray();
        return (columns, changes, selection, count) -> take(positions, columns, changes, selection, count);
    }

    /** Takes the rows kept so far away and makes room for so many new ones. Any thread, one at a time. */
    List<TapRows.Row> drain(int mostRows) {
        List<TapRows.Row> taken = new ArrayList<>();
        for (TapRows.Row row = kept.poll(); row != null; row = kept.poll()) {
            taken.add(row);
        }
        room.set(mostRows);
        return taken;
    }

    private void take(
            int[] positions, Vector[] columns, byte @Nullable [] changes, int @Nullable [] selection, int count) {
        int free = room.get();
        if (free <= 0) {
            return;
        }
        int taken = Math.min(free, count);
        room.addAndGet(-taken);
        for (int i = 0; i < taken; i++) {
            int row = selection == null ? i : selection[i];
            List<Json> values = new ArrayList<>(positions.length);
            for (int position : positions) {
                values.add(position < 0 ? JsonNull.NULL : json.value(columns[position], row));
            }
            TapRows.Change change = changes == null ? TapRows.Change.INSERT : change(changes, selection, count, i);
            kept.add(new TapRows.Row(change, new JsonArray(values)));
        }
    }

    /** The change as readers further down will see it: half of an update is an insertion or a deletion. */
    private static TapRows.Change change(byte[] changes, int @Nullable [] selection, int count, int position) {
        int row = selection == null ? position : selection[position];
        return switch (changes[row]) {
            case Change.UPDATE_BEFORE -> {
                boolean isWhole = position + 1 < count && (selection == null || selection[position + 1] == row + 1);
                yield isWhole ? TapRows.Change.UPDATE_BEFORE : TapRows.Change.DELETE;
            }
            case Change.UPDATE_AFTER -> {
                boolean isWhole = position > 0 && (selection == null || selection[position - 1] == row - 1);
                yield isWhole ? TapRows.Change.UPDATE_AFTER : TapRows.Change.INSERT;
            }
            case Change.DELETE -> TapRows.Change.DELETE;
            default -> TapRows.Change.INSERT;
        };
    }
}
