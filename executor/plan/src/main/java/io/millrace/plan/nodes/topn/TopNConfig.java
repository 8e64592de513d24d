package io.millrace.plan.nodes.topn;

import io.millrace.model.annotation.Field;
import io.millrace.model.annotation.Variant;
import io.millrace.model.document.ElementId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Config of a top N.
 *
 * @param partitionBy which columns make rows rivals, all of them; without one all rows are
 * @param orderBy what rows are sorted by, the first before the others
 * @param limit how many of each partition come out
 * @param rank the name of a column that says which a row is; absent for none
 * @param stateTtl how long a partition is kept after a row of it came; absent for as long as the pipeline says
 */
record TopNConfig(
        @Field(
                help = "Rows with the same values in these columns are a partition. Without columns all rows are one.",
                defaultValue = "[]",
                max = "20")
        List<Key> partitionBy,

        @Field(help = "What the rows of a partition are sorted by, the first before the others.", min = "1", max = "20")
        List<Sort> orderBy,

        @Field(help = "How many rows of each partition come out.", example = "10", min = "1", max = "10000")
        int limit,

        @Field(
                help =
                        "Adds a column of this name that says which of them a row is, from 1. It costs an update for each row that another one passes.",
                example = "rank")
        Optional<String> rank,

        @Field(
                help =
                        "How long a partition is kept after its last row; without it as long as the pipeline's setting says.",
                example = "7 d",
                min = "1 s",
                max = "36500 d",
                advanced = true)
        Optional<Duration> stateTtl) {

    TopNConfig {
        partitionBy = List.copyOf(partitionBy);
        orderBy = List.copyOf(orderBy);
    }

    /** A column of the partition. */
    record Key(
            ElementId id,

            @Field(kind = Field.Kind.COLUMN, help = "A column of the rows.", example = "auction")
            String column) {}

    /** Something to sort by. */
    record Sort(
            ElementId id,

            @Field(kind = Field.Kind.EXPRESSION, help = "What is compared.", example = "price")
            String expression,

            @Field(help = "Which come first.", defaultValue = "asc")
            Direction direction,

            @Field(
                    help = "Where NULL stands; without it first in ascending and last in descending order.",
                    advanced = true)
            Optional<Nulls> nulls) {

        /** Whether NULL comes before all values: it is less than any where nothing else is said. */
        boolean nullsFirst() {
            return nulls.map(Nulls.FIRST::equals).orElse(direction == Direction.ASC);
        }
    }

    /** Which come first. */
    enum Direction {
        @Variant(value = "asc", help = "The smallest first.")
        ASC,
        @Variant(value = "desc", help = "The largest first.")
        DESC
    }

    /** Where NULL stands. */
    enum Nulls {
        @Variant(value = "first", help = "Before all values.")
        FIRST,
        @Variant(value = "last", help = "Behind all values.")
        LAST
    }
}
