package io.millrace.engine.operators.aggregate;

import io.millrace.spi.operator.Progress;

/** Knows which windows of one task are complete and sends their results. */
interface WindowFiring {

    /** Whether all windows that hold this slice have been sent, so that its rows come too late. */
    boolean isLate(long slice);

    /** The table of this slice, which is not late, has got rows. */
    void changed(long slice);

    /** Time begins at this watermark: what is complete at it was sent in an earlier life. */
    void startAt(long watermark);

    /**
     * Sends what is complete at this watermark, about a batch a call.
     *
     * @return {@link Progress#DONE} when all of it is sent; else to be called again with the same watermark
     */
    Progress fire(long watermark);
}
