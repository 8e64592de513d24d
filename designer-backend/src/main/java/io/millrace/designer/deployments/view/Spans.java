package io.millrace.designer.deployments.view;

import java.time.Duration;
import java.time.temporal.ChronoUnit;

/** Spans of time in words. */
final class Spans {

    private Spans() {}

    /** As coarse as people say it: {@code 300 ms}, {@code 8 s}, {@code 5 min}, {@code 3 h}, {@code 2 d}. */
    static String words(long micros) {
        Duration span = Duration.of(Math.max(0, micros), ChronoUnit.MICROS);
        if (span.compareTo(Duration.ofSeconds(1)) < 0) {
            return span.toMillis() + " ms";
        }
        if (span.compareTo(Duration.ofMinutes(2)) < 0) {
            return span.toSeconds() + " s";
        }
        if (span.compareTo(Duration.ofHours(2)) < 0) {
            return span.toMinutes() + " min";
        }
        return span.compareTo(Duration.ofDays(2)) < 0 ? span.toHours() + " h" : span.toDays() + " d";
    }
}
