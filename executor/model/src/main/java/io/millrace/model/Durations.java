package io.millrace.model;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Durations as documents write them: {@code 10 s}, {@code 1 h 30 min}, {@code 500 ms}, {@code 7 d}.
 *
 * <pre>
 * duration = part { " " part }                    at most one part per unit, the largest unit first
 * part     = digits [ " " ] unit
 * unit     = "d" | "h" | "min" | "s" | "ms" | "us" | "ns"
 * </pre>
 *
 * <p>There is no sign, no fraction and no month: a duration is a length of time, never a calendar step. Printing gives
 * the canonical spelling: every part below the size of the next unit, parts of zero left out, {@code 0 s} for none.
 */
public final class Durations {

    /** The longest duration, about 273 years: far beyond any use, and safe to count in microseconds and add up. */
    public static final Duration LONGEST = Duration.ofDays(100_000);

    private static final Pattern PART = Pattern.compile("([0-9]{1,18}) ?([a-z]+)");

    private static final List<Unit> UNITS = List.of(
            new Unit("d", Duration.ofDays(1)),
            new Unit("h", Duration.ofHours(1)),
            new Unit("min", Duration.ofMinutes(1)),
            new Unit("s", Duration.ofSeconds(1)),
            new Unit("ms", Duration.ofMillis(1)),
            new Unit("us", Duration.ofNanos(1_000)),
            new Unit("ns", Duration.ofNanos(1)));

    /** Spellings people try; each is answered with the unit it should have been. */
    private static final Map<String, String> MISTAKEN = Map.ofEntries(
            Map.entry("m", "min"),
            Map.entry("minute", "min"),
            Map.entry("minutes", "min"),
            Map.entry("mins", "min"),
            Map.entry("sec", "s"),
            Map.entry("secs", "s"),
            Map.entry("second", "s"),
            Map.entry("seconds", "s"),
            Map.entry("hour", "h"),
            Map.entry("hours", "h"),
            Map.entry("day", "d"),
            Map.entry("days", "d"),
            Map.entry("millis", "ms"),
            Map.entry("milliseconds", "ms"));

    private record Unit(String name, Duration length) {}

    private Durations() {}

    /**
     * Reads a duration.
     *
     * @throws IllegalArgumentException when the text is none; the message says what to write instead
     */
    public static Duration parse(String text) {
        String rest = text.strip();
        if (rest.isEmpty() || rest.length() > 100) {
            throw notADuration(text, "");
        }
        Matcher part = PART.matcher(rest);
        Duration sum = Duration.ZERO;
        int nextUnit = 0;
        int at = 0;
        while (at < rest.length()) {
            part.region(at, rest.length());
            if (!part.lookingAt()) {
                throw notADuration(text, "");
            }
            int unit = unitNamed(text, part.group(2));
            if (unit < nextUnit) {
                throw notADuration(text, ", each unit once, the largest first");
            }
            nextUnit = unit + 1;
            sum = sum.plus(times(text, UNITS.get(unit).length(), Long.parseLong(part.group(1))));
            at = part.end();
            while (at < rest.length() && rest.charAt(at) == ' ') {
                at++;
            }
        }
        return requireShort(text, sum);
    }

    /** A duration in whole microseconds. */
    public static long micros(Duration duration) {
        return duration.toSeconds() * 1_000_000 + duration.toNanosPart() / 1_000;
    }

    /** A span in microseconds, also one that points back: {@code -5 s}. */
    public static String printMicros(long micros) {
        return micros < 0
                ? "-" + print(Duration.of(Math.negateExact(micros), ChronoUnit.MICROS))
                : print(Duration.of(micros, ChronoUnit.MICROS));
    }

    /** The canonical spelling; {@link #parse} reads it back to an equal duration. */
    public static String print(Duration duration) {
        if (duration.isNegative()) {
            throw new IllegalArgumentException("A duration cannot be negative: " + duration);
        }
        List<String> parts = new ArrayList<>();
        Duration rest = duration;
        for (Unit unit : UNITS) {
            long count = rest.dividedBy(unit.length());
            if (count > 0) {
                parts.add(count + " " + unit.name());
                rest = rest.minus(unit.length().multipliedBy(count));
            }
        }
        return parts.isEmpty() ? "0 s" : String.join(" ", parts);
    }

    private static int unitNamed(String text, String name) {
        for (int i = 0; i < UNITS.size(); i++) {
            if (UNITS.get(i).name().equals(name)) {
                return i;
            }
        }
        String meant = MISTAKEN.get(name.toLowerCase(Locale.ROOT));
        throw notADuration(
                text,
                meant == null
                        ? ", in the units d, h, min, s, ms, us, ns"
                        : "; the unit `" + name + "` is written `" + meant + "`");
    }

    private static Duration times(String text, Duration unit, long count) {
        if (count > LONGEST.dividedBy(unit)) {
            throw tooLong(text);
        }
        return unit.multipliedBy(count);
    }

    private static Duration requireShort(String text, Duration duration) {
        if (duration.compareTo(LONGEST) > 0) {
            throw tooLong(text);
        }
        return duration;
    }

    private static IllegalArgumentException tooLong(String text) {
        return new IllegalArgumentException("`" + shown(text) + "` is longer than " + print(LONGEST));
    }

    private static IllegalArgumentException notADuration(String text, String more) {
        return new IllegalArgumentException(
                "`" + shown(text) + "` is not a duration; write one like `10 s` or `1 h 30 min`" + more);
    }

    private static String shown(String text) {
        return text.length() <= 40 ? text : text.substring(0, 40) + "…";
    }
}
