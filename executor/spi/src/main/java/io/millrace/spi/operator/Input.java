package io.millrace.spi.operator;

import io.millrace.columns.Element;
import org.jspecify.annotations.Nullable;

/**
 * One input port of an operator: all channels of all its edges, merged. Rows come in the order of their channel;
 * watermarks are the minimum over the channels; {@link io.millrace.columns.Signal.Idle} comes when all channels are
 * idle, {@link io.millrace.columns.Signal.End} once, when all have ended, preceded by a final watermark unless the job
 * was stopped.
 */
public interface Input {

    /**
     * The next element, or null when there is none now. Rows are handed over with their reference: whoever takes them
     * releases them or emits them.
     */
    @Nullable
    Element poll();

    /**
     * Where this input stood when the state that the operator begins with was kept: all of what those watermarks have led to was
     * sent in an earlier life. The input brings the {@linkplain RestoredTime#least least} of them before anything else.
     */
    RestoredTime restoredTime();

    /**
     * The operator goes on from this watermark: it is the first that the input brings, which tells none below it. To be called while the
     * operator is made.
     */
    void startAt(long watermark);

    /**
     * The operator goes by the clock, which has come to this time: it is what the port stands at, for checkpoints too. From the
     * first call on the port brings nothing of what channels tell of time but the end; idle channels do not concern a clock. To be
     * called while the operator is made, and then as it goes on. A time below one told before changes nothing.
     */
    void advanceTo(long micros);

    /**
     * Whether this input stands still because it has brought a barrier that another one has not. An operator that reads
     * one input before the other must then take from the other what stands before the barrier, or neither would go on.
     */
    boolean isBlocked();
}
