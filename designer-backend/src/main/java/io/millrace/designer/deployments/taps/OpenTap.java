package io.millrace.designer.deployments.taps;

import io.millrace.protocol.job.ExecutorId;
import io.millrace.protocol.job.TapRows;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What came up from one port, from all executors it has tasks on. Holds what was not told yet, and no more of it than somebody
 * can read. Not safe for several threads.
 */
final class OpenTap {

    /** So many rows in one message; nobody reads more. */
    static final int MOST_ROWS = 100;

    private final Map<ExecutorId, Long> totals = new HashMap<>();
    private List<TapView.ColumnView> columns = List.of();
    private Optional<String> eventTime = Optional.empty();
    private final List<TapView.RowView> rows = new ArrayList<>();
    private long skipped;
    private int lookers;

    /** What was told last, for those who begin to look now. */
    private Optional<TapView> told = Optional.empty();

    void join() {
        lookers++;
    }

    /** Answers whether nobody looks any more. */
    boolean leave() {
        lookers--;
        return lookers == 0;
    }

    void take(ExecutorId executor, TapRows more) {
        columns = more.columns().stream()
                .map(column -> new TapView.ColumnView(
                        column.name(),
                        column.type().type().toString(),
                        column.type().isNullable()))
                .toList();
        eventTime = more.eventTime();
        totals.put(executor, more.total());
        skipped += more.skipped();
        more.rows().forEach(row -> rows.add(new TapView.RowView(row.change().name(), row.values())));
        int tooMany = rows.size() - MOST_ROWS;
        if (tooMany > 0) {
            rows.subList(0, tooMany).clear();
            skipped += tooMany;
        }
    }

    /** What has come since the last call. */
    TapView tell() {
        TapView view = new TapView(
                columns,
                eventTime,
                List.copyOf(rows),
                skipped,
                totals.values().stream().mapToLong(Long::longValue).sum());
        rows.clear();
        skipped = 0;
        told = Optional.of(view);
        return view;
    }

    /** What was told last. */
    Optional<TapView> told() {
        return told;
    }
}
