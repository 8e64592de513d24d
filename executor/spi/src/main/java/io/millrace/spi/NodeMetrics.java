package io.millrace.spi;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * What one task counts for one node; what leaves it is counted by port, in {@link PortMeter}. Written by the task's thread with plain stores, once per batch; read by any thread
 * with opaque loads, a little late.
 */
public final class NodeMetrics {

    /** What is counted. */
    public enum Metric {
        /** Rows that reached the node. */
        ROWS_IN,
        /** Rows that could not be processed. */
        ROWS_FAILED,
        /** Rows that came behind the watermark. */
        ROWS_LATE,
        /** Bytes read from or written to another system. */
        BYTES,
        /** Nanoseconds spent in the node's operator. */
        BUSY_NANOS,
        /** Nanoseconds in which the output had no room. */
        BLOCKED_NANOS,
        /** The watermark the node has reached, in microseconds. A level, not a sum. */
        WATERMARK
    }

    private static final VarHandle CELLS = MethodHandles.arrayElementVarHandle(long[].class);
    private static final int COUNT = Metric.values().length;

    private final long[] cells;
    private final boolean isWhole;

    /** What one task counts. */
    public NodeMetrics() {
        this(new long[COUNT], true);
        cells[Metric.WATERMARK.ordinal()] = Long.MIN_VALUE;
    }

    /**
     * What an operator inside of the node counts: the same, but that rows which come to the operator do not come to the node. Of several
     * watermarks in one task the last that is set stands, which is that of the operator furthest behind.
     */
    public NodeMetrics ofStep() {
        return new NodeMetrics(cells, false);
    }

    private NodeMetrics(long[] cells, boolean isWhole) {
        this.cells = cells;
        this.isWhole = isWhole;
    }

    /** Adds to a sum. Task thread only. */
    public void add(Metric metric, long amount) {
        if (!isWhole && metric == Metric.ROWS_IN) {
            return;
        }
        int index = metric.ordinal();
        CELLS.setOpaque(cells, index, cells[index] + amount);
    }

    /** Sets a level. Task thread only. */
    public void set(Metric metric, long value) {
        CELLS.setOpaque(cells, metric.ordinal(), value);
    }

    /** The sum or level now. Any thread. */
    public long get(Metric metric) {
        return (long) CELLS.getOpaque(cells, metric.ordinal());
    }
}
