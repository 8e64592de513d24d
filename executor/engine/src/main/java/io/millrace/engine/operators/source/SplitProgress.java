package io.millrace.engine.operators.source;

import io.millrace.columns.Signal.Watermark;
import io.millrace.spi.Completion;
import io.millrace.spi.operator.Standing;
import io.millrace.spi.source.Split;
import io.millrace.spi.source.SplitReader;
import org.jspecify.annotations.Nullable;

/** One split that a source task reads: its reader, its watermark, and whether it stands still. Task thread only. */
final class SplitProgress {

    final Split split;
    final SplitReader reader;

    /** What the reader waits for, or null when it can be asked. */
    @Nullable
    Completion waitingFor;

    /** When the reader first said that nothing is there, since the last rows. Only time in which it was asked counts. */
    private long emptySince;

    private boolean empty;

    /** The split's own watermark. */
    private long watermark;

    private long rowsBehind;

    SplitProgress(Split split, SplitReader reader) {
        this.split = split;
        this.reader = reader;
        watermark = split.earliestMicros() == Watermark.NONE ? Watermark.NONE : split.earliestMicros() - 1;
    }

    boolean canRead() {
        Completion completion = waitingFor;
        if (completion == null) {
            return true;
        }
        if (completion.isDone()) {
            waitingFor = null;
            return true;
        }
        return false;
    }

    void broughtRows() {
        empty = false;
    }

    void reached(long rowWatermark) {
        watermark = Math.max(watermark, rowWatermark);
    }

    void broughtNothing(long nowNanos) {
        if (!empty) {
            empty = true;
            emptySince = nowNanos;
        }
    }

    /** The task could not ask for a while: silence in that time says nothing about the split. */
    void wasPaused(long nowNanos) {
        emptySince = nowNanos;
    }

    /** So many rows came that were behind the watermark already. */
    void brought(int behind) {
        rowsBehind += behind;
    }

    void describe(Standing standing, long nowNanos, long idleNanos) {
        standing.split(
                split.id(), watermark, isIdle(nowNanos, idleNanos), empty ? nowNanos - emptySince : 0, rowsBehind);
    }

    boolean isIdle(long nowNanos, long idleNanos) {
        return idleNanos > 0 && empty && nowNanos - emptySince >= idleNanos;
    }

    /** When it will count as idle, if it stays silent; {@link Long#MAX_VALUE} if not at all. */
    long idleAt(long idleNanos) {
        return idleNanos > 0 && empty ? emptySince + idleNanos : Long.MAX_VALUE;
    }

    long watermark() {
        return watermark;
    }

    /** The split as another task goes on with it: read so far, and no row of it behind the watermark. */
    Split rest() {
        return new Split(split.id(), reader.state(), watermark == Watermark.NONE ? Watermark.NONE : watermark + 1);
    }
}
