package io.millrace.plan.nodes.aggregate;

import io.millrace.expr.function.AggregateFunction;
import io.millrace.model.Durations;
import io.millrace.model.annotation.Field;
import io.millrace.model.annotation.Tagged;
import io.millrace.model.annotation.Variant;
import io.millrace.model.document.ElementId;
import io.millrace.plan.logical.TimeWindow;
import io.millrace.plan.logical.WindowTime;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Config of an aggregate.
 *
 * @param groupBy the keys; without one all rows are one group
 * @param aggregates what is computed per group
 * @param window absent for results that change as rows come
 * @param stateTtl how long a group without a window is kept after a row of it came; absent for as long as the pipeline says
 */
record AggregateConfig(
        @Field(
                help = "Rows with the same values here are a group. Without keys all rows are one group.",
                defaultValue = "[]",
                max = "100")
        List<GroupKey> groupBy,

        @Field(help = "What is computed for each group.", min = "1", max = "200")
        List<Call> aggregates,

        @Field(help = "Without a window there is one result per group, which changes as rows come.")
        Optional<Window> window,

        @Field(
                help =
                        "How long a group is kept after its last row; without it as long as the pipeline's setting says.",
                example = "7 d",
                min = "1 s",
                max = "36500 d",
                advanced = true)
        Optional<Duration> stateTtl) {

    AggregateConfig {
        groupBy = List.copyOf(groupBy);
        aggregates = List.copyOf(aggregates);
    }

    /** A group key. */
    record GroupKey(
            ElementId id,

            @Field(help = "The column's name in the result.", example = "origin")
            String name,

            @Field(kind = Field.Kind.EXPRESSION, help = "What rows are grouped by.", example = "UPPER(origin)")
            String expression) {}

    /** An aggregate. */
    record Call(
            ElementId id,

            @Field(help = "The column's name in the result.", example = "flights")
            String name,

            Function function,

            @Field(
                    kind = Field.Kind.EXPRESSION,
                    help = "What is aggregated; NULL values are left out. COUNT without one counts rows.",
                    example = "delay")
            Optional<String> argument,

            @Field(
                    help = "Whether each value counts once, however many rows have it.",
                    defaultValue = "false",
                    advanced = true)
            boolean distinct,

            @Field(
                    help = "What stands between the texts of LISTAGG; a comma if nothing is said.",
                    example = "; ",
                    advanced = true)
            Optional<String> separator,

            @Field(
                    kind = Field.Kind.CONDITION,
                    help = "Which rows this aggregate is of; without it all rows of the group.",
                    example = "delay > 15",
                    advanced = true)
            Optional<String> filter) {}

    /** What is computed. */
    enum Function {
        @Variant(value = "COUNT", help = "How many rows, or how many values that are not NULL.")
        COUNT,
        @Variant(value = "SUM", help = "The sum.")
        SUM,
        @Variant(value = "MIN", help = "The smallest value.")
        MIN,
        @Variant(value = "MAX", help = "The largest value.")
        MAX,
        @Variant(value = "AVG", help = "The average; of whole numbers it is a whole number, as everywhere in SQL.")
        AVG,
        @Variant(value = "STDDEV_POP", help = "The standard deviation of the values.")
        STDDEV_POP,
        @Variant(value = "STDDEV_SAMP", help = "The standard deviation of what the values are a sample of.")
        STDDEV_SAMP,
        @Variant(value = "VAR_POP", help = "The variance of the values.")
        VAR_POP,
        @Variant(value = "VAR_SAMP", help = "The variance of what the values are a sample of.")
        VAR_SAMP,
        @Variant(value = "FIRST_VALUE", help = "The value that came first, NULL left out.")
        FIRST_VALUE,
        @Variant(value = "LAST_VALUE", help = "The value that came last, NULL left out.")
        LAST_VALUE,
        @Variant(value = "LISTAGG", help = "Texts one behind the other, in the order they came.")
        LISTAGG,
        @Variant(value = "ARRAY_AGG", help = "All values as an array, in the order they came.")
        ARRAY_AGG,
        @Variant(value = "STDDEV", help = "The same as STDDEV_SAMP.")
        STDDEV,
        @Variant(value = "VARIANCE", help = "The same as VAR_SAMP.")
        VARIANCE;

        /** What is known about it. */
        AggregateFunction declaration() {
            return switch (this) {
                case STDDEV -> AggregateFunction.STDDEV_SAMP;
                case VARIANCE -> AggregateFunction.VAR_SAMP;
                default -> AggregateFunction.valueOf(name());
            };
        }
    }

    /** What the windows that have a lateness say of it. */
    static final String LATENESS =
            "How long after its end a window still takes rows, and sends its result again; without it results are final.";

    /** When a result is final. */
    @Tagged("type")
    sealed interface Window permits Tumbling, Hopping, Cumulative, Session {

        /** What they go by. */
        Time time();

        /** These windows over a column. */
        TimeWindow over(WindowTime column);

        /** How long after its end a window still takes rows. */
        Optional<Duration> lateness();

        /** Whether they go by the clock. */
        default boolean isByClock() {
            return time() == Time.PROCESSING;
        }
    }

    /** What windows go by. */
    enum Time {
        @Variant(value = "event", help = "The rows' event time: when what they tell of happened.")
        EVENT,
        @Variant(value = "processing", help = "The clock: when rows come here.")
        PROCESSING
    }

    /** Windows of equal size, one behind the other. */
    @Variant(value = "tumbling", help = "Windows of equal size, one behind the other.")
    record Tumbling(
            @Field(help = "How long each window is.", example = "1 h", min = "1 ms", max = "36500 d")
            Duration size,

            @Field(
                    help = "Windows start this much after whole multiples of the size, counted from 1970-01-01 00:00.",
                    defaultValue = "0 s",
                    advanced = true)
            Duration offset,

            @Field(help = "What the windows go by.", defaultValue = "event")
            Time time,

            @Field(help = LATENESS, example = "1 min", min = "1 ms", max = "36500 d", advanced = true)
            Optional<Duration> lateness)
            implements Window {

        @Override
        public TimeWindow over(WindowTime column) {
            return new TimeWindow.Tumbling(Durations.micros(size), Durations.micros(offset), column);
        }
    }

    /** Windows of equal size that overlap. */
    @Variant(value = "hopping", help = "Windows of equal size that overlap: a row counts in each that holds its time.")
    record Hopping(
            @Field(help = "How long each window is.", example = "1 h", min = "1 ms", max = "36500 d")
            Duration size,

            @Field(
                    help = "How much later than the one before each window begins: the size at most.",
                    example = "5 min",
                    min = "1 ms",
                    max = "36500 d")
            Duration slide,

            @Field(
                    help = "Windows start this much after whole multiples of the slide, counted from 1970-01-01 00:00.",
                    defaultValue = "0 s",
                    advanced = true)
            Duration offset,

            @Field(help = "What the windows go by.", defaultValue = "event")
            Time time,

            @Field(help = LATENESS, example = "1 min", min = "1 ms", max = "36500 d", advanced = true)
            Optional<Duration> lateness)
            implements Window {

        @Override
        public TimeWindow over(WindowTime column) {
            return new TimeWindow.Hopping(
                    Durations.micros(size), Durations.micros(slide), Durations.micros(offset), column);
        }
    }

    /** Windows that grow. */
    @Variant(
            value = "cumulative",
            help =
                    "Windows that begin together and grow by a step up to the whole size: sums of the day so far, every hour.")
    record Cumulative(
            @Field(help = "How long a window becomes.", example = "1 d", min = "1 ms", max = "36500 d")
            Duration size,

            @Field(
                    help = "How much longer than the one before each window is; the size is a multiple of it.",
                    example = "1 h",
                    min = "1 ms",
                    max = "36500 d")
            Duration step,

            @Field(
                    help = "Windows start this much after whole multiples of the size, counted from 1970-01-01 00:00.",
                    defaultValue = "0 s",
                    advanced = true)
            Duration offset,

            @Field(help = "What the windows go by.", defaultValue = "event")
            Time time,

            @Field(help = LATENESS, example = "1 min", min = "1 ms", max = "36500 d", advanced = true)
            Optional<Duration> lateness)
            implements Window {

        @Override
        public TimeWindow over(WindowTime column) {
            return new TimeWindow.Cumulative(
                    Durations.micros(size), Durations.micros(step), Durations.micros(offset), column);
        }
    }

    /** Windows of activity. */
    @Variant(
            value = "session",
            help = "A window for each stretch of activity of a group, up to a gap in which nothing comes.")
    record Session(
            @Field(
                    help =
                            "How long nothing of a group has to come for its session to end; rows just so far apart are of one.",
                    example = "30 min",
                    min = "1 ms",
                    max = "36500 d")
            Duration gap,

            @Field(help = "What the sessions go by.", defaultValue = "event")
            Time time)
            implements Window {

        @Override
        public Optional<Duration> lateness() {
            return Optional.empty();
        }

        @Override
        public TimeWindow over(WindowTime column) {
            return new TimeWindow.Session(Durations.micros(gap), column);
        }
    }
}
