package io.millrace.plan.nodes.deduplicate;

import io.millrace.model.annotation.Field;
import io.millrace.model.annotation.Variant;
import io.millrace.model.document.ElementId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Config of a deduplicate.
 *
 * @param keys which columns make rows duplicates of each other, all of them
 * @param keep which row of a key stays
 * @param order what first and last go by
 * @param stateTtl how long a key is remembered after it was last written; absent for as long as the pipeline says
 */
record DeduplicateConfig(
        @Field(help = "Rows with the same values in these columns are duplicates.", min = "1", max = "20")
        List<Key> keys,

        @Field(help = "Which row of a key stays.", defaultValue = "first")
        Keep keep,

        @Field(help = "What first and last go by.", defaultValue = "arrival")
        Order order,

        @Field(
                help = "How long a key is remembered; without it as long as the pipeline's setting says.",
                example = "7 d",
                min = "1 s",
                max = "36500 d",
                advanced = true)
        Optional<Duration> stateTtl) {

    DeduplicateConfig {
        keys = List.copyOf(keys);
    }

    /** A column of the key. */
    record Key(
            ElementId id,

            @Field(kind = Field.Kind.COLUMN, help = "A column of the rows.", example = "order_id")
            String column) {}

    /** Which row of a key stays. */
    enum Keep {
        @Variant(value = "first", help = "The first one; what comes after it is dropped.")
        FIRST,
        @Variant(value = "last", help = "The last one; it replaces the one before.")
        LAST
    }

    /** What first and last go by. */
    enum Order {
        @Variant(value = "arrival", help = "The order in which rows come.")
        ARRIVAL,
        @Variant(value = "eventTime", help = "Their event time, in whatever order they come.")
        EVENT_TIME
    }
}
