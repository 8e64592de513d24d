package io.millrace.plan.nodes.join;

import io.millrace.model.annotation.Field;
import io.millrace.model.annotation.Variant;
import io.millrace.model.document.ElementId;
import io.millrace.plan.logical.Join;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Config of a join.
 *
 * @param kind how the sides are brought together
 * @param type which rows come out
 * @param on which columns must be equal, all of them
 * @param columns what is added of the right side; without it all that the left side does not have already
 * @param interval how far apart rows of an interval join may be
 * @param stateTtl how long rows of a regular join are kept; absent for as long as the pipeline says
 */
record JoinConfig(
        @Field(help = "How the sides are brought together.") Kind kind,

        @Field(help = "Which rows come out.", defaultValue = "inner")
        Type type,

        @Field(help = "Which columns must be equal, all of them.", min = "1", max = "20")
        List<Key> on,

        @Field(
                help =
                        "What is added of the right rows; when nothing is listed all their columns, without the keys where these are equal to the left ones.")
        Optional<List<Added>> columns,

        @Field(help = "How far apart in event time rows of an `interval` join may be.")
        Optional<Interval> interval,

        @Field(
                help = "How long rows of a `regular` join are kept; without it as long as the pipeline's setting says.",
                example = "7 d",
                min = "1 s",
                max = "36500 d",
                advanced = true)
        Optional<Duration> stateTtl) {

    JoinConfig {
        on = List.copyOf(on);
        columns = columns.map(List::copyOf);
    }

    /** How the sides are brought together. */
    enum Kind {
        @Variant(
                value = "lookup",
                help = "The right side is read to its end first; then each left row finds its matches in it.")
        LOOKUP,
        @Variant(
                value = "regular",
                help =
                        "Each row is joined with what stands on the other side, whenever it comes; rows of both sides are kept.")
        REGULAR,
        @Variant(
                value = "interval",
                help =
                        "Rows are joined that are near each other in event time; each is kept as long as such a row may still come.")
        INTERVAL
    }

    /** Which rows come out. */
    enum Type {
        @Variant(value = "inner", help = "Pairs of rows that match.")
        INNER(Join.Type.INNER),
        @Variant(value = "left", help = "Those, and left rows without a match, with NULL on the right.")
        LEFT(Join.Type.LEFT),
        @Variant(value = "right", help = "Pairs, and right rows without a match, with NULL on the left.")
        RIGHT(Join.Type.RIGHT),
        @Variant(value = "full", help = "Pairs, and the rows of both sides without a match.")
        FULL(Join.Type.FULL),
        @Variant(value = "semi", help = "Left rows that have a match, once and as they are.")
        SEMI(Join.Type.SEMI),
        @Variant(value = "anti", help = "Left rows that have no match, as they are.")
        ANTI(Join.Type.ANTI);

        private final Join.Type logical;

        Type(Join.Type logical) {
            this.logical = logical;
        }

        /** As the plan has it. */
        Join.Type logical() {
            return logical;
        }
    }

    /** The left row's event time lies between that of the right row less {@code before} and that plus {@code after}. */
    record Interval(
            @Field(
                    help = "A left row may be this much earlier than the right one.",
                    defaultValue = "0 s",
                    example = "10 min",
                    max = "36500 d")
            Duration before,

            @Field(
                    help = "A left row may be this much later than the right one.",
                    defaultValue = "0 s",
                    example = "1 h",
                    max = "36500 d")
            Duration after) {}

    /** Columns that must be equal. */
    record Key(
            ElementId id,

            @Field(kind = Field.Kind.COLUMN, input = "left", help = "A column of the left rows.", example = "origin")
            String left,

            @Field(kind = Field.Kind.COLUMN, input = "right", help = "A column of the right rows.", example = "iata")
            String right) {}

    /** A column of the right side. */
    record Added(
            @Field(help = "Its name in the result; its own when none is given.", example = "airport")
            Optional<String> name,

            @Field(kind = Field.Kind.COLUMN, input = "right", help = "The column.", example = "city")
            String column) {}
}
