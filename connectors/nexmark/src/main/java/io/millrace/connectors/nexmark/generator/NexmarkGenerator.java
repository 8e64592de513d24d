package io.millrace.connectors.nexmark.generator;

import io.millrace.columns.Batch;
import io.millrace.columns.RowOrigin;
import io.millrace.columns.Vector;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Fills batches with the rows of a range of events. Belongs to one task; the {@link World} is shared. */
public final class NexmarkGenerator {

    private static final EventKind[] KINDS = EventKind.values();

    /** By {@link EventKind#ordinal}. */
    private final Runs[] runs = {new Runs(), new Runs(), new Runs()};

    /** Which rows are of another kind: the NULL bits of a kind's columns, by {@link EventKind#ordinal}. */
    private final long[][] otherRows = new long[KINDS.length][Batch.MAX_ROWS >>> 6];

    private final @Nullable EventKind only;
    private final ColumnWriter[][] writers;

    /**
     * @param projection the columns that the batches have, as positions in the stream's schema
     */
    public NexmarkGenerator(World world, NexmarkStream stream, int[] projection) {
        only = stream == NexmarkStream.ALL ? null : EventKind.valueOf(stream.name());
        List<ColumnDefinition> all = ColumnDefinition.of(stream);
        List<ColumnWriter[]> wanted = new ArrayList<>();
        for (int position : projection) {
            ColumnDefinition column = all.get(position);
            ColumnWriter[] byKind = new ColumnWriter[KINDS.length];
            column.writers().forEach((kind, writer) -> byKind[kind.ordinal()] = writer.apply(world));
            wanted.add(byKind);
        }
        writers = wanted.toArray(ColumnWriter[][]::new);
    }

    /**
     * Fills an empty batch with the rows of events from {@code event} on.
     *
     * @param end the event to stop before
     * @param maxRows how many rows are wanted, at most {@link Batch#MAX_ROWS}
     * @return the first event that was not looked at
     */
    public long fill(Batch batch, long event, long end, int maxRows) {
        for (Runs some : runs) {
            some.clear();
        }
        EventKind kind = only;
        long next = kind == null ? planAll(batch, event, end, maxRows) : plan(kind, batch, event, end, maxRows);
        for (int i = 0; i < writers.length; i++) {
            write(batch.column(i), writers[i], batch.rowCount());
        }
        return next;
    }

    /** The origin of the rows of a batch that was filled from {@code first} on. */
    public RowOrigin origin(long first) {
        EventKind kind = only;
        return row -> "event " + (kind == null ? first + row : kind.eventOfRow(first, row));
    }

    private long plan(EventKind kind, Batch batch, long from, long end, int maxRows) {
        Runs planned = runs[kind.ordinal()];
        int rows = 0;
        long event = from;
        while (rows < maxRows && event < end) {
            long epoch = event - event % EventKind.EPOCH;
            long first = Math.max(event, epoch + kind.first());
            long behind = Math.min(epoch + kind.first() + kind.perEpoch(), end);
            if (first < behind) {
                int length = (int) Math.min(behind - first, maxRows - rows);
                planned.add(rows, first, length);
                rows += length;
                event = first + length;
            } else {
                event = Math.min(epoch + EventKind.EPOCH, end);
            }
        }
        batch.setRowCount(rows);
        return event;
    }

    private long planAll(Batch batch, long from, long end, int maxRows) {
        int rows = (int) Math.min(end - from, maxRows);
        for (long[] bits : otherRows) {
            Arrays.fill(bits, -1L);
        }
        int row = 0;
        while (row < rows) {
            long event = from + row;
            int place = (int) (event % EventKind.EPOCH);
            EventKind kind = EventKind.of(event);
            int length = Math.min(kind.first() + kind.perEpoch() - place, rows - row);
            runs[kind.ordinal()].add(row, event, length);
            long[] bits = otherRows[kind.ordinal()];
            for (int i = row; i < row + length; i++) {
                bits[i >>> 6] &= ~(1L << i);
            }
            row += length;
        }
        batch.setRowCount(rows);
        return from + rows;
    }

    private void write(Vector vector, @Nullable ColumnWriter[] byKind, int rows) {
        boolean begun = false;
        for (int kind = 0; kind < byKind.length; kind++) {
            ColumnWriter writer = byKind[kind];
            if (writer == null) {
                continue;
            }
            if (!begun) {
                writer.begin(vector);
                begun = true;
            }
            writer.write(vector, runs[kind]);
            if (vector.type().isNullable()) {
                System.arraycopy(otherRows[kind], 0, vector.writableNulls(), 0, (rows + 63) >>> 6);
            }
        }
    }
}
