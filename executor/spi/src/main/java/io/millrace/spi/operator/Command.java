package io.millrace.spi.operator;

import io.millrace.spi.source.Split;
import java.util.List;

/** What reaches an operator by its task's mailbox rather than by an edge. */
public sealed interface Command {

    /**
     * Splits for a source operator to read.
     *
     * @param splits to be read in addition to those it has
     * @param noMore whether this task gets no further split
     */
    record AssignSplits(List<Split> splits, boolean noMore) implements Command {}

    /**
     * The earliest event time that a split not yet assigned to any task may hold. Source operators hold their watermark
     * at it, so that which rows are late does not depend on how splits are spread.
     *
     * @param micros microseconds; {@link io.millrace.columns.Signal.Watermark#END_OF_TIME} when all are assigned
     */
    record HoldWatermark(long micros) implements Command {}

    /**
     * What somebody outside of the job says to an operator.
     *
     * @param payload as sender and operator agreed
     */
    record Mail(String payload) implements Command {}

    /** A source operator stops reading and ends its output, without a final watermark: windows stay open. */
    record StopReading() implements Command {}
}
