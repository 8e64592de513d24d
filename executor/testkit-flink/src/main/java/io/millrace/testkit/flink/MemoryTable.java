package io.millrace.testkit.flink;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.flink.table.data.RowData;

/**
 * Rows that a job reads, the rows it writes, and the rows that failed in between. Jobs run in this process, so tables
 * are handed to them by number. The reading task fills in failures, the writing task results; both are the same chained
 * task, and the session reads only after the job.
 */
final class MemoryTable {

    private static final AtomicLong NUMBERS = new AtomicLong();
    private static final Map<Long, MemoryTable> TABLES = new ConcurrentHashMap<>();

    private final long number = NUMBERS.incrementAndGet();
    private final List<RowData> rows;
    private final List<List<Answer>> written = new ArrayList<>();
    private final Map<Integer, String> failures = new HashMap<>();

    private MemoryTable(List<RowData> rows) {
        this.rows = rows;
    }

    static MemoryTable empty() {
        return new MemoryTable(List.of());
    }

    /** A table that jobs can find until it is {@link #release released}. */
    static MemoryTable of(List<RowData> rows) {
        MemoryTable table = new MemoryTable(rows);
        TABLES.put(table.number, table);
        return table;
    }

    static MemoryTable numbered(long number) {
        MemoryTable table = TABLES.get(number);
        if (table == null) {
            throw new IllegalStateException("No table has number " + number);
        }
        return table;
    }

    void release() {
        TABLES.remove(number);
    }

    long number() {
        return number;
    }

    List<RowData> rows() {
        return rows;
    }

    void write(List<Answer> row) {
        written.add(row);
    }

    List<List<Answer>> written() {
        return written;
    }

    void fail(int row, String message) {
        failures.put(row, message);
    }

    /** Messages by position of the row in {@link #rows}. */
    Map<Integer, String> failures() {
        return failures;
    }
}
