package io.millrace.connectors.nexmark;

import io.millrace.connectors.nexmark.generator.NexmarkStream;
import io.millrace.connectors.nexmark.generator.Timeline;
import io.millrace.model.annotation.Field;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** What can be set about a Nexmark source. */
record NexmarkConfig(
        @Field(defaultValue = "bid", help = "Which rows come out.")
        NexmarkStream kind,

        @Field(
                min = "1",
                max = "9000000000000000",
                example = "10000000",
                help = "How many events there are, of all kinds together. Without it they never end.")
        Optional<Long> events,

        @Field(
                defaultValue = "100000",
                min = "1",
                max = "1000000000",
                help = "Events per second of event time. It decides how far apart events are, not how fast they come.")
        long rate,

        @Field(
                min = "1",
                max = "10000000",
                example = "2000",
                help =
                        "Rows per second of real time, for demos. Without it they come as fast as the pipeline takes them.")
        Optional<Long> pace,

        @Field(defaultValue = "1", advanced = true, help = "Another number gives other events.")
        long seed,

        @Field(
                defaultValue = "2026-01-01T00:00:00",
                advanced = true,
                help = "Event time of the first event, in milliseconds at the finest.")
        String baseTime) {

    /** Event times of this range fit microseconds and the four-digit years that SQL can print. */
    private static final LocalDateTime LATEST = LocalDateTime.of(9999, 12, 31, 0, 0);

    NexmarkConfig {
        LocalDateTime base = parse(baseTime);
        long seconds = events.orElse(1L) / rate;
        if (base.isAfter(LATEST) || seconds > ChronoUnit.SECONDS.between(base, LATEST)) {
            throw new IllegalArgumentException(
                    "The last event would be later than the year 9999: `events` / `rate` seconds after `baseTime`");
        }
    }

    /** When events happen. */
    Timeline timeline() {
        long millis = parse(baseTime).toInstant(ZoneOffset.UTC).toEpochMilli();
        return new Timeline(millis * 1_000, rate);
    }

    /** The event to stop before. */
    long end() {
        return events.orElse(Timeline.MAX_EVENTS);
    }

    private static LocalDateTime parse(String text) {
        try {
            LocalDateTime time = LocalDateTime.parse(text);
            if (time.getYear() >= 1 && time.get(ChronoField.NANO_OF_SECOND) % 1_000_000 == 0) {
                return time;
            }
        } catch (DateTimeException e) {
            // Answered below, like a time that is too fine.
        }
        throw new IllegalArgumentException(
                "`baseTime` must be a time like `2026-01-01T00:00:00`, without zone, not `" + text + "`");
    }
}
