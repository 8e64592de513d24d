package io.millrace.coordinator.why;

import io.millrace.model.Durations;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Figures as people read them. */
final class Words {

    private static final DateTimeFormatter SECONDS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private static final long MICROS = 1_000_000;
    private static final long SECOND = 1_000;
    private static final int TEN = 10;

    private Words() {}

    /** An event time, to milliseconds where it has such: as one looks at it, so the watermark just before 10:00 is 09:59:59.999. */
    static String time(long micros) {
        if (micros == Long.MIN_VALUE) {
            return "no time yet";
        }
        if (micros == Long.MAX_VALUE) {
            return "the end";
        }
        long second = Math.floorDiv(micros, MICROS);
        long millis = Math.floorMod(micros, MICROS) / SECOND;
        String text = SECONDS.format(Instant.ofEpochSecond(second));
        return millis == 0 ? text : text + ".%03d".formatted(millis);
    }

    /** A span, to whole seconds. */
    static String span(long millis) {
        return Durations.print(Duration.ofSeconds(millis / SECOND));
    }

    /** Rows a second; of few the part of a row that is one now and then. */
    static String rate(double rows) {
        return rows < TEN ? "%.1f rows/s".formatted(rows) : "%,.0f rows/s".formatted(rows);
    }
}
