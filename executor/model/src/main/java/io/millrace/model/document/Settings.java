package io.millrace.model.document;

import io.millrace.model.annotation.Field;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Optional;

/**
 * What holds for the whole pipeline. A closed set: a key that is not here is a problem, not a hint to somebody.
 *
 * @param timeZone the session time zone of SQL: casts between TIMESTAMP and TIMESTAMP_LTZ, windows by calendar
 * @param checkpointInterval time from the end of one checkpoint to the start of the next; absent means the
 *     environment's default
 * @param stateTtl how long a state row lives after it was last written; absent means for ever
 */
public record Settings(
        @Field(
                help = "Time zone of the pipeline's SQL, such as `Europe/Berlin`.",
                example = "UTC",
                defaultValue = "UTC")
        ZoneId timeZone,

        @Field(help = "Time between two checkpoints.", example = "10 s", min = "100 ms", max = "1 d")
        Optional<Duration> checkpointInterval,

        @Field(help = "How long state lives after its last change.", example = "7 d", min = "1 s")
        Optional<Duration> stateTtl) {

    /** UTC, the environment's checkpoint interval, state without end. */
    public static final Settings DEFAULTS = new Settings(ZoneId.of("UTC"), Optional.empty(), Optional.empty());
}
