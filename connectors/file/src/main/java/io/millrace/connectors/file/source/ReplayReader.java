package io.millrace.connectors.file.source;

import io.millrace.columns.Batch;
import io.millrace.columns.RowOrigin;
import io.millrace.columns.Vector;
import io.millrace.spi.operator.Progress;
import io.millrace.spi.source.ReaderContext;
import io.millrace.spi.source.SplitReader;
import io.millrace.spi.text.TimeText;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Hands out the rows of a file as if they were happening: each when it arrives, which is its event time plus, with
 * disorder, a random delay. For demos and tests, so rows are copied and kept one by one.
 *
 * <p>The order does not depend on how fast anybody reads: rows move from {@link #unordered} to {@link #arrived} as soon as
 * no row behind them in a file in order of event time can arrive earlier, and only then wait for their real time. So a
 * reader that starts again hands out the same rows and leaves out the first so many.
 */
final class ReplayReader implements SplitReader {

    /** Rows kept at most; with more the disorder is less than asked for rather than the memory full. */
    private static final int MOST_ROWS = 1_000_000;

    /** So many rows that have arrived are enough to go on with. */
    private static final int ENOUGH_ROWS = 2 * Batch.MAX_ROWS;

    private record Row(Batch batch, int row, long arrival, long number) {}

    private final ReplayPlan plan;
    private final FileRange range;
    private final ReaderContext context;
    private final SplitReader reader;
    private final TimeText text = new TimeText();
    private final PriorityQueue<Row> unordered =
            new PriorityQueue<>(Comparator.comparingLong(Row::arrival).thenComparingLong(Row::number));
    private final ArrayDeque<Row> arrived = new ArrayDeque<>();
    private final @Nullable ReplayClock clock;
    private final long delaySeed;
    private final long mostDelay;

    private long read;
    private long latestTime = ReplayPlan.NO_TIME;
    private long handedOut;
    private boolean allRead;

    ReplayReader(ReplayPlan plan, FileRange range, ReaderContext context, Function<FileRange, SplitReader> open) {
        this.plan = plan;
        this.range = range;
        this.context = context;
        reader = open.apply(range.replayed(0));
        clock = plan.pace().map(pace -> new ReplayClock(context.clock(), pace)).orElse(null);
        mostDelay = plan.disorder()
                .map(disorder -> disorder.within().toNanos() / 1_000)
                .orElse(0L);
        delaySeed = plan.disorder().map(disorder -> disorder.seed()).orElse(0L) * 31
                + range.path().hashCode();
    }

    @Override
    public Progress read(Consumer<Batch> out) {
        if (!allRead && arrived.size() < ENOUGH_ROWS) {
            Progress progress = reader.read(this::keep);
            allRead = progress.kind() == Progress.Kind.DONE;
            order();
            if (progress.kind() == Progress.Kind.WAITING && arrived.isEmpty()) {
                return progress;
            }
        }
        leaveOutHandedOut();
        int due = due();
        if (due > 0) {
            out.accept(take(due));
        }
        if (!arrived.isEmpty()) {
            ReplayClock limit = clock;
            return limit == null || limit.isDue(arrived.getFirst().arrival)
                    ? Progress.YIELD
                    : Progress.waiting(limit.at(arrived.getFirst().arrival));
        }
        return allRead ? Progress.DONE : Progress.YIELD;
    }

    /** Takes a batch of the file, with its reference. */
    private void keep(Batch batch) {
        Vector times = batch.column(plan.timeColumn());
        for (int row = 0; row < batch.rowCount(); row++) {
            long time = ReplayPlan.time(times, row, text);
            // A row without a time comes with the one before it.
            latestTime = Math.max(latestTime, time);
            batch.retain();
            if (mostDelay == 0 || latestTime == ReplayPlan.NO_TIME) {
                arrived.add(new Row(batch, row, latestTime, read));
            } else {
                long happened = time == ReplayPlan.NO_TIME ? latestTime : time;
                unordered.add(new Row(batch, row, happened + delay(read), read));
            }
            read++;
        }
        batch.release();
    }

    private long delay(long number) {
        return Long.remainderUnsigned(mix(delaySeed + number * 0x9e3779b97f4a7c15L), mostDelay + 1);
    }

    /** The output function of SplitMix64. */
    private static long mix(long value) {
        long mixed = (value ^ value >>> 30) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ mixed >>> 27) * 0x94d049bb133111ebL;
        return mixed ^ mixed >>> 31;
    }

    /** Moves on what nothing behind can overtake. */
    private void order() {
        while (!unordered.isEmpty()
                && (allRead || unordered.peek().arrival <= latestTime || unordered.size() > MOST_ROWS)) {
            arrived.add(unordered.remove());
        }
    }

    private void leaveOutHandedOut() {
        while (handedOut < range.released() && !arrived.isEmpty()) {
            arrived.remove().batch.release();
            handedOut++;
        }
    }

    /** How many rows can be handed out now. */
    private int due() {
        ReplayClock limit = clock;
        int most = Math.min(arrived.size(), Batch.MAX_ROWS);
        if (limit == null) {
            return most;
        }
        int due = 0;
        for (Row row : arrived) {
            if (due == most || !limit.isDue(row.arrival)) {
                break;
            }
            due++;
        }
        return due;
    }

    private Batch take(int count) {
        Batch batch = context.pool().take();
        RowOrigin[] origins = new RowOrigin[count];
        int[] rows = new int[count];
        Batch retained = null;
        for (int i = 0; i < count; i++) {
            Row row = arrived.remove();
            for (int column = 0; column < plan.wanted().length; column++) {
                batch.column(column).copy(i, row.batch.column(plan.wanted()[column]), row.row);
            }
            origins[i] = row.batch.origin();
            rows[i] = row.row;
            if (row.batch != retained) {
                retained = row.batch;
                batch.addParent(retained);
            }
            row.batch.release();
        }
        handedOut += count;
        batch.setRowCount(count);
        batch.setOrigin(row -> origins[row] == null ? "unknown" : origins[row].describe(rows[row]));
        return batch;
    }

    @Override
    public byte[] state() {
        return range.replayed(handedOut).state();
    }

    @Override
    public void close() {
        unordered.forEach(row -> row.batch.release());
        arrived.forEach(row -> row.batch.release());
        unordered.clear();
        arrived.clear();
        reader.close();
    }
}
