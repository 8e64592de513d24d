package io.millrace.plan.nodes.over;

import io.millrace.model.Durations;
import io.millrace.model.annotation.Field;
import io.millrace.model.annotation.Tagged;
import io.millrace.model.annotation.Variant;
import io.millrace.model.document.ElementId;
import io.millrace.plan.logical.RowFrame;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Config of an over.
 *
 * @param partitionBy which columns make rows a partition, all of them; without one all rows are
 * @param frame which rows a result is of; absent for all up to the row's time
 * @param functions what is computed for each row
 * @param stateTtl how long a partition is kept after a row of it came out; absent for as long as the pipeline says
 */
record OverConfig(
        @Field(
                help = "Rows with the same values in these columns are a partition. Without columns all rows are one.",
                defaultValue = "[]",
                max = "20")
        List<Key> partitionBy,

        @Field(
                help =
                        "Which rows a result is of, besides its own; without it all of the partition up to its time. LAG, LEAD and ROW_NUMBER do not look at it.")
        Optional<Frame> frame,

        @Field(help = "What is computed for each row.", min = "1", max = "100")
        List<Call> functions,

        @Field(
                help =
                        "How long a partition is kept after its last row; without it as long as the pipeline's setting says.",
                example = "7 d",
                min = "1 s",
                max = "36500 d",
                advanced = true)
        Optional<Duration> stateTtl) {

    OverConfig {
        partitionBy = List.copyOf(partitionBy);
        functions = List.copyOf(functions);
    }

    /** The frame in numbers. */
    RowFrame rowFrame() {
        return frame.map(Frame::inNumbers).orElse(new RowFrame(true, Optional.empty()));
    }

    /** A column of the partition. */
    record Key(
            ElementId id,

            @Field(kind = Field.Kind.COLUMN, help = "A column of the rows.", example = "account")
            String column) {}

    /** A result. */
    record Call(
            ElementId id,

            @Field(help = "The column's name in the result.", example = "balance")
            String name,

            Function function,

            @Field(
                    kind = Field.Kind.EXPRESSION,
                    help = "What it is a function of. COUNT without one counts rows; ROW_NUMBER has none.",
                    example = "amount")
            Optional<String> argument,

            @Field(
                    help = "How many rows before LAG looks, and behind LEAD; 1 if nothing is said.",
                    example = "1",
                    min = "1",
                    max = "1000",
                    advanced = true)
            Optional<Long> offset) {}

    /** What is computed. */
    enum Function {
        @Variant(value = "COUNT", help = "How many rows of the frame, or how many values that are not NULL.")
        COUNT,
        @Variant(value = "SUM", help = "The sum over the frame.")
        SUM,
        @Variant(value = "MIN", help = "The smallest value of the frame.")
        MIN,
        @Variant(value = "MAX", help = "The largest value of the frame.")
        MAX,
        @Variant(value = "AVG", help = "The average over the frame; of whole numbers it is a whole number.")
        AVG,
        @Variant(value = "STDDEV_POP", help = "The standard deviation over the frame.")
        STDDEV_POP,
        @Variant(value = "STDDEV_SAMP", help = "The standard deviation of what the frame is a sample of.")
        STDDEV_SAMP,
        @Variant(value = "VAR_POP", help = "The variance over the frame.")
        VAR_POP,
        @Variant(value = "VAR_SAMP", help = "The variance of what the frame is a sample of.")
        VAR_SAMP,
        @Variant(value = "ROW_NUMBER", help = "Which row of its partition it is, from 1.")
        ROW_NUMBER,
        @Variant(value = "LAG", help = "The value some rows before; NULL where there are not so many.")
        LAG,
        @Variant(
                value = "LEAD",
                help = "The value some rows behind; NULL until there are so many, so that results change.")
        LEAD,
        @Variant(value = "FIRST_VALUE", help = "The first value of the frame that is not NULL.")
        FIRST_VALUE,
        @Variant(value = "LAST_VALUE", help = "The last value of the frame that is not NULL.")
        LAST_VALUE;

        boolean isAggregate() {
            return ordinal() < ROW_NUMBER.ordinal();
        }

        /** Whether it is the value of a row some rows away. */
        boolean hasOffset() {
            return this == LAG || this == LEAD;
        }
    }

    /** Which rows a result is of. */
    @Tagged("type")
    sealed interface Frame permits ByRows, ByTime {

        /** As the plan has it. */
        RowFrame inNumbers();
    }

    /** A number of rows. */
    @Variant(
            value = "rows",
            help = "So many rows before, and the row itself. Of rows of one time the first that came is the first.")
    record ByRows(
            @Field(help = "How many rows before; without it all.", example = "10", min = "0", max = "10000")
            Optional<Long> preceding)
            implements Frame {

        @Override
        public RowFrame inNumbers() {
            return new RowFrame(false, preceding);
        }
    }

    /** A length of time. */
    @Variant(value = "range", help = "The rows from so long before up to the row's time, so also others of that time.")
    record ByTime(
            @Field(help = "How long before; without it all.", example = "1 h", min = "0 s", max = "3650 d")
            Optional<Duration> preceding)
            implements Frame {

        @Override
        public RowFrame inNumbers() {
            return new RowFrame(true, preceding.map(Durations::micros));
        }
    }
}
