package io.millrace.plan.nodes.watermark;

import io.millrace.model.annotation.Field;
import java.time.Duration;
import java.util.Optional;

/**
 * Config of a watermark.
 *
 * @param column the event time
 * @param outOfOrderness how far rows may come out of order
 * @param idleTimeout when a quiet part of the source no longer holds the others back
 */
record WatermarkConfig(
        @Field(
                kind = Field.Kind.COLUMN,
                help = "The column that says when a row's event happened: a TIMESTAMP or TIMESTAMP_LTZ to 6 digits.",
                example = "departure")
        String column,

        @Field(
                label = "Out of order by",
                help =
                        "How much earlier than the latest row before it a row may be. Rows that come later still are late.",
                defaultValue = "0 s",
                example = "10 s",
                max = "3650 d")
        Duration outOfOrderness,

        @Field(
                label = "Idle after",
                help = "After this long without a row, a part of the source (a file, a partition) no longer holds back"
                        + " the others.",
                example = "1 min",
                min = "1 ms",
                advanced = true)
        Optional<Duration> idleTimeout) {}
