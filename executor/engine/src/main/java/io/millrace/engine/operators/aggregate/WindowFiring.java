package io.millrace.engine.operators.aggregate;

import io.millrace.spi.Completion;
import io.millrace.spi.operator.Progress;
import io.millrace.spi.operator.RestoredTime;
import org.jspecify.annotations.Nullable;

/** Knows which windows of one task are complete and sends their results. */
sealed interface WindowFiring permits AlignedFiring, SessionFiring {

    /** Whether all windows that hold this slice have been sent and take nothing more, so that its rows come too late. */
    boolean isLate(long slice);

    /**
     * Takes in those late rows of the segment dealt out last that count all the same, and leaves the others in it.
     *
     * @return null when all were looked at; else what to wait for before asking again
     */
    default @Nullable Completion takeLate(KeyedRows rows) {
        return null;
    }

    /**
     * Takes the segment dealt out last, which is not late, into windows that have been sent, and sends their results again.
     *
     * @return {@link Progress#DONE} when all are sent; else to be called again with the same segment
     */
    default Progress correct(KeyedRows rows) {
        return Progress.DONE;
    }

    /** Whether windows that hold this slice, which is not late, are still to be sent. */
    default boolean takes(long slice) {
        return true;
    }

    /** Gives back what it holds. */
    default void close() {}

    /** The event time that the watermark has to pass before more is sent; {@link Long#MAX_VALUE} when nothing is there to send. */
    long next();

    /** The watermark that results tell, when all that is complete at this one is sent. */
    long handedOn(long watermark);

    /** The table of this slice, which is not late, has got rows. */
    void changed(long slice);

    /** Time begins there: what was complete at it was sent in an earlier life. */
    void restore(RestoredTime time);

    /**
     * Sends what is complete at this watermark, about a batch a call.
     *
     * @return {@link Progress#DONE} when all of it is sent; else to be called again with the same watermark
     */
    Progress fire(long watermark);
}
