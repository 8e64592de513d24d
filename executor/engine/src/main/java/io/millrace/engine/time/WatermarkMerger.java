package io.millrace.engine.time;

import io.millrace.columns.Signal.Watermark;
import java.util.Arrays;

/**
 * The minimum over the watermarks of several inputs (channels of a port, splits of a source, ports of an operator), of
 * which some may be idle or at their end.
 *
 * <p>An input is <em>active</em> at first; it becomes <em>idle</em> when it says so and active again with its next
 * watermark or rows. Idle inputs do not hold the minimum back. The minimum never falls: an input that comes back behind
 * it is taken along once it has caught up.
 *
 * <p>An input at {@link Watermark#END_OF_TIME} is <em>ended</em>. It holds nothing back either, and it does not pull the
 * minimum along: that others are idle does not mean that they are at their end. So the end is reached when every input is
 * there. While all that are not are idle, the whole is idle and stands at the furthest watermark of any input, as it would
 * if the others had been idle before that one was. So it does not depend on the order in which inputs fell idle, and of two
 * tasks with the same inputs one that has fallen idle is never behind another that has not heard as much yet. (Flink's
 * StatusWatermarkValve does the same.)
 *
 * <p>One thread. Work per change is linear in the inputs, of which there are few.
 */
public final class WatermarkMerger {

    private long[] watermarks;
    private boolean[] idle;
    private int inputs;
    private long merged = Watermark.NONE;

    /** The furthest of all watermarks but the end. */
    private long furthest = Watermark.NONE;

    /** For a fixed number of inputs, all active and without a watermark yet. */
    public WatermarkMerger(int inputs) {
        this.inputs = inputs;
        watermarks = new long[Math.max(1, inputs)];
        Arrays.fill(watermarks, Watermark.NONE);
        idle = new boolean[watermarks.length];
    }

    /** Begins at a minimum that was reached in an earlier life; inputs take it along from there. */
    public void startAt(long minimum) {
        merged = minimum;
    }

    /** The minimum so far; {@link Watermark#NONE} before every active input had one. */
    public long merged() {
        return merged;
    }

    /** Whether some inputs are idle and all others ended. */
    public boolean isIdle() {
        boolean anyIdle = false;
        for (int i = 0; i < inputs; i++) {
            if (isActive(i)) {
                return false;
            }
            anyIdle |= watermarks[i] != Watermark.END_OF_TIME;
        }
        return anyIdle;
    }

    /** The watermark of one input. */
    public long watermark(int input) {
        return watermarks[input];
    }

    /** Whether one input is idle. */
    public boolean isIdle(int input) {
        return idle[input];
    }

    /**
     * The input has reached this watermark, and is active.
     *
     * @return whether the minimum rose
     */
    public boolean advance(int input, long watermark) {
        activate(input);
        watermarks[input] = Math.max(watermarks[input], watermark);
        if (watermark != Watermark.END_OF_TIME) {
            furthest = Math.max(furthest, watermark);
        }
        return raise();
    }

    /** The input is active: it has brought rows. The minimum is looked at again with the next watermark. */
    public void activate(int input) {
        idle[input] = false;
    }

    /**
     * The input is idle.
     *
     * @return whether the minimum rose
     */
    public boolean becomeIdle(int input) {
        idle[input] = true;
        return raise();
    }

    /** One more input, active and without a watermark; it holds the minimum where it is. */
    public int add() {
        if (inputs == watermarks.length) {
            watermarks = Arrays.copyOf(watermarks, 2 * inputs);
            idle = Arrays.copyOf(idle, watermarks.length);
        }
        watermarks[inputs] = Watermark.NONE;
        idle[inputs] = false;
        return inputs++;
    }

    private boolean isActive(int input) {
        return !idle[input] && watermarks[input] != Watermark.END_OF_TIME;
    }

    private boolean raise() {
        long minimum = Watermark.END_OF_TIME;
        boolean anyActive = false;
        boolean allEnded = true;
        for (int i = 0; i < inputs; i++) {
            allEnded &= watermarks[i] == Watermark.END_OF_TIME;
            if (isActive(i)) {
                anyActive = true;
                minimum = Math.min(minimum, watermarks[i]);
            }
        }
        if (!anyActive && !allEnded) {
            minimum = furthest;
        }
        if (minimum <= merged) {
            return false;
        }
        merged = minimum;
        return true;
    }
}
