package io.millrace.engine.operators.aggregate;

import io.millrace.columns.Signal.Watermark;
import io.millrace.spi.operator.Progress;
import io.millrace.spi.operator.RestoredTime;
import io.millrace.spi.state.Table;
import org.jspecify.annotations.Nullable;

/**
 * Sends windows that are the same for all keys, in the order of their ends. A row that comes when some of its windows have been
 * sent counts in those that have not, as in Flink; it is late when there are none.
 *
 * <p>Where lateness is allowed, windows are kept for that long after they have been sent, and rows that come for them are corrections.
 * Windows that are a slice each are kept as these; of others, what they came to is kept by their end.
 */
final class AlignedFiring implements WindowFiring {

    private final AlignedWindows windows;
    private final GroupStates slices;
    private final SliceTree tree;
    private final WindowResults results;
    private final long lateness;

    /** Sends results again, where lateness is allowed. */
    private final @Nullable Corrections corrections;

    /** What windows came to that have been sent, where these are not kept as slices. */
    private final @Nullable GroupStates sent;

    /** Windows that end here or before have been sent. */
    private long sentUpTo = Long.MIN_VALUE;

    /** Where the first window begins that has not been sent; slices before it are gone. */
    private long liveFrom = Long.MIN_VALUE;

    /** Where key groups stood, while some have sent windows that others have not. */
    private RestoredTime restored = RestoredTime.NONE;

    /** The end of the window that is being sent, and how far that is. */
    private long end;

    private boolean sending;

    /** The end of the window that is being corrected; {@link Long#MIN_VALUE} for none. */
    private long correcting = Long.MIN_VALUE;

    private Table.@Nullable Scan scan;

    AlignedFiring(
            AlignedWindows windows,
            GroupStates slices,
            SliceTree tree,
            WindowResults results,
            long lateness,
            @Nullable Corrections corrections,
            @Nullable GroupStates sent) {
        this.windows = windows;
        this.slices = slices;
        this.tree = tree;
        this.results = results;
        this.lateness = lateness;
        this.corrections = corrections;
        this.sent = sent;
    }

    @Override
    public boolean isLate(long slice) {
        return !takes(slice) && !isKept(firstKept(slice), slice);
    }

    @Override
    public boolean takes(long slice) {
        return slice >= liveFrom;
    }

    /** The end of the first window that holds the slice, or comes behind it, and is not gone. */
    private long firstKept(long slice) {
        return windows.endAbove(Math.max(slice, keptBehind()));
    }

    /** Windows that end there or before take nothing more. */
    private long keptBehind() {
        return sentUpTo <= Long.MIN_VALUE + lateness || sentUpTo == Long.MAX_VALUE ? sentUpTo : sentUpTo - lateness;
    }

    /** Whether a window that is not gone has been sent and holds the slice. */
    private boolean isKept(long endOf, long slice) {
        return endOf <= sentUpTo && endOf != Long.MAX_VALUE && windows.startOf(endOf) <= slice;
    }

    @Override
    public Progress correct(KeyedRows rows) {
        if (corrections == null) {
            return Progress.DONE;
        }
        long slice = rows.segmentStart();
        if (correcting == Long.MIN_VALUE) {
            correcting = firstKept(slice);
        }
        while (isKept(correcting, slice)) {
            long start = windows.startOf(correcting);
            GroupTables window = sent == null ? slices.open(start) : sent.open(correcting);
            Progress progress = corrections.correct(rows, window, start, correcting);
            if (progress != Progress.DONE) {
                return progress;
            }
            correcting = windows.endAbove(correcting);
        }
        correcting = Long.MIN_VALUE;
        return Progress.DONE;
    }

    @Override
    public void close() {
        if (corrections != null) {
            corrections.close();
        }
    }

    @Override
    public void changed(long slice) {
        if (slice < sentUpTo) {
            tree.forget(slice);
        }
    }

    @Override
    public void restore(RestoredTime time) {
        if (time.least() != Watermark.NONE) {
            passed(behind(time.least()));
        }
        if (time.most() > time.least()) {
            restored = time;
        }
    }

    @Override
    public long next() {
        long slice = firstLive();
        return slice == Long.MAX_VALUE ? slice : windows.endAbove(Math.max(slice, sentUpTo)) - 1;
    }

    /** A row's time is a millisecond before its window's end, so a watermark between the two waits for the window. */
    @Override
    public long handedOn(long watermark) {
        return watermark == Long.MAX_VALUE
                ? watermark
                : Math.min(watermark, windows.endAbove(sentUpTo) - Windows.WINDOW_TIME_MICROS - 1);
    }

    @Override
    public Progress fire(long watermark) {
        while (true) {
            if (!sending) {
                long slice = firstLive();
                if (slice == Long.MAX_VALUE) {
                    break;
                }
                end = windows.endAbove(Math.max(slice, sentUpTo));
                if (end - 1 > watermark) {
                    break;
                }
                if (sent != null && isKeptBehind(watermark)) {
                    tree.begin(windows.startOf(end), end, sent.open(end), restored);
                } else {
                    tree.begin(windows.startOf(end), end);
                }
                sending = true;
            }
            Progress progress = send();
            if (progress != Progress.DONE) {
                return progress;
            }
            tree.end();
            sending = false;
            passed(end);
        }
        passed(behind(watermark));
        if (watermark >= restored.most()) {
            restored = RestoredTime.NONE;
        }
        return Progress.DONE;
    }

    /** Whether the window in hand still takes rows when this watermark has passed. */
    private boolean isKeptBehind(long watermark) {
        return watermark != Watermark.END_OF_TIME && end - 1 > watermark - lateness;
    }

    private Progress send() {
        if (scan == null) {
            Progress progress = tree.gather();
            if (progress != Progress.DONE) {
                return progress;
            }
            scan = tree.gathered().groups().scan();
        }
        Progress progress = results.send(scan, tree.gathered().groups(), windows.startOf(end), end, restored);
        if (progress == Progress.DONE) {
            scan = null;
        }
        return progress;
    }

    private void passed(long time) {
        sentUpTo = Math.max(sentUpTo, time);
        liveFrom = windows.startOf(windows.endAbove(sentUpTo));
        long keptFrom = lateness == 0 || sent != null ? liveFrom : windows.startOf(windows.endAbove(keptBehind()));
        tree.dropBelow(keptFrom);
        if (keptFrom > Long.MIN_VALUE) {
            results.dropBelow(keptFrom);
        }
        if (sent != null) {
            sent.dropBelow(keptBehind() == Long.MAX_VALUE ? Long.MAX_VALUE : keptBehind() + 1);
        }
    }

    /** The first slice that a window holds which is still to be sent. */
    private long firstLive() {
        return liveFrom == Long.MIN_VALUE ? slices.first() : slices.next(liveFrom - 1);
    }

    private static long behind(long watermark) {
        return watermark == Watermark.END_OF_TIME ? watermark : watermark + 1;
    }
}
