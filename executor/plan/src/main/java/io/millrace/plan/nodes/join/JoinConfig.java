package io.millrace.plan.nodes.join;

import io.millrace.model.annotation.Field;
import io.millrace.model.annotation.Variant;
import io.millrace.model.document.ElementId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Config of a join.
 *
 * @param kind how the sides are brought together
 * @param type what happens to left rows without a match
 * @param on which columns must be equal, all of them
 * @param columns what is added of the right side; without it all but its keys
 * @param stateTtl how long rows of a regular join are kept; absent for as long as the pipeline says
 */
record JoinConfig(
        @Field(help = "How the sides are brought together.") Kind kind,

        @Field(help = "What happens to left rows without a match.", defaultValue = "inner")
        Type type,

        @Field(help = "Which columns must be equal, all of them.", min = "1", max = "20")
        List<Key> on,

        @Field(help = "What is added of the right rows; all their columns but the keys when nothing is listed.")
        Optional<List<Added>> columns,

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
        REGULAR
    }

    /** What happens to left rows without a match. */
    enum Type {
        @Variant(value = "inner", help = "They are dropped.")
        INNER,
        @Variant(value = "left", help = "They come out with NULL on the right.")
        LEFT
    }

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
