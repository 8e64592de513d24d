package io.millrace.engine.operators.aggregate;

import io.millrace.columns.Signal.Watermark;
import io.millrace.spi.operator.Progress;
import io.millrace.spi.operator.RestoredTime;
import io.millrace.spi.state.Table;
import org.jspecify.annotations.Nullable;

/**
 * Sends windows that are the same for all keys, in the order of their ends. A row that comes when some of its windows have been
 * sent counts in those that have not, as in Flink; it is late when there are none.
 */
final class AlignedFiring implements WindowFiring {

    private final AlignedWindows windows;
    private final GroupStates slices;
    private final SliceTree tree;
    private final WindowResults results;

    /** Windows that end here or before have been sent. */
    private long sentUpTo = Long.MIN_VALUE;

    /** Where the first window begins that has not been sent; slices before it are gone. */
    private long liveFrom = Long.MIN_VALUE;

    /** Where key groups stood, while some have sent windows that others have not. */
    private RestoredTime restored = RestoredTime.NONE;

    /** The end of the window that is being sent, and how far that is. */
    private long end;

    private boolean sending;
    private Table.@Nullable Scan scan;

    AlignedFiring(AlignedWindows windows, GroupStates slices, SliceTree tree, WindowResults results) {
        this.windows = windows;
        this.slices = slices;
        this.tree = tree;
        this.results = results;
    }

    @Override
    public boolean isLate(long slice) {
        return slice < liveFrom;
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
        long slice = slices.first();
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
                long slice = slices.first();
                if (slice == Long.MAX_VALUE) {
                    break;
                }
                end = windows.endAbove(Math.max(slice, sentUpTo));
                if (end - 1 > watermark) {
                    break;
                }
                tree.begin(windows.startOf(end), end);
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
        tree.dropBelow(liveFrom);
        if (liveFrom > Long.MIN_VALUE) {
            results.dropBelow(liveFrom);
        }
    }

    private static long behind(long watermark) {
        return watermark == Watermark.END_OF_TIME ? watermark : watermark + 1;
    }
}
