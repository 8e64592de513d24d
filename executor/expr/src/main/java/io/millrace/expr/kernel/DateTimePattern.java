package io.millrace.expr.kernel;

import io.millrace.expr.value.Utf8;
import java.time.DateTimeException;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.util.ArrayList;
import java.util.List;

/**
 * A compiled format of TO_TIMESTAMP, in the letters of {@link DateTimeFormatter}. Formats of full-width numbers and
 * punctuation are read here without allocation; text that does not fit that at once, and other formats, are read by the
 * formatter, whose leniency then decides. Immutable; equal when the format is.
 */
public final class DateTimePattern {

    /** The letters read here and how often they must stand. */
    private static final String FAST_FIELDS = "yyyy MM dd HH mm ss";

    private final String format;
    private final DateTimeFormatter formatter;
    private final List<Step> steps;

    /** One piece of a fast format: a number of some digits into a field, or one byte that must stand there. */
    private record Step(char field, int width, byte literal) {}

    private DateTimePattern(String format, DateTimeFormatter formatter, List<Step> steps) {
        this.format = format;
        this.formatter = formatter;
        this.steps = steps;
    }

    /**
     * Compiles a format.
     *
     * @throws IllegalArgumentException when the formatter refuses it
     */
    public static DateTimePattern compile(String format) {
        return new DateTimePattern(format, TimeFormats.formatter(format), fastSteps(format));
    }

    /** The steps of a format that is fast, else none. */
    private static List<Step> fastSteps(String format) {
        List<Step> steps = new ArrayList<>();
        for (int i = 0; i < format.length(); ) {
            char c = format.charAt(i);
            int width = 1;
            while (i + width < format.length() && format.charAt(i + width) == c) {
                width++;
            }
            boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
            if (letter) {
                boolean known = c == 'S' ? width <= 9 : isFastField(c, width);
                if (!known || steps.stream().anyMatch(step -> step.field() == c)) {
                    return List.of();
                }
                steps.add(new Step(c, width, (byte) 0));
            } else if (c == '\'') {
                int close = format.indexOf('\'', i + 1);
                boolean doubled = close >= 0 && close + 1 < format.length() && format.charAt(close + 1) == '\'';
                if (width != 1 || close < 0 || doubled) {
                    return List.of();
                }
                for (int k = i + 1; k < close; k++) {
                    if (format.charAt(k) >= 0x80) {
                        return List.of();
                    }
                    steps.add(new Step('\0', 1, (byte) format.charAt(k)));
                }
                width = close - i + 1;
            } else if (c >= 0x80 || "[]{}#".indexOf(c) >= 0) {
                return List.of();
            } else {
                for (int k = 0; k < width; k++) {
                    steps.add(new Step('\0', 1, (byte) c));
                }
            }
            i += width;
        }
        return steps;
    }

    private static boolean isFastField(char letter, int width) {
        return List.of(FAST_FIELDS.split(" ", -1))
                .contains(String.valueOf(letter).repeat(width));
    }

    /** Milliseconds since 1970-01-01T00:00, or {@link TimeParsing#MALFORMED}. */
    long millis(Utf8 text) {
        if (!steps.isEmpty()) {
            long fast = fast(text);
            if (fast != TimeParsing.MALFORMED) {
                return fast;
            }
        }
        return slow(text.toString());
    }

    /** Reads a text that has all digits of all fields, all in range. */
    private long fast(Utf8 text) {
        byte[] data = text.data();
        int at = text.start();
        int end = at + text.length();
        int year = 1970;
        int month = 1;
        int day = 1;
        int hour = 0;
        int minute = 0;
        int second = 0;
        int millis = 0;
        for (int i = 0; i < steps.size(); i++) {
            Step step = steps.get(i);
            if (end - at < step.width()) {
                return TimeParsing.MALFORMED;
            }
            if (step.field() == '\0') {
                if (data[at++] != step.literal()) {
                    return TimeParsing.MALFORMED;
                }
                continue;
            }
            int value = 0;
            for (int k = 0; k < step.width(); k++) {
                byte b = data[at++];
                if (!Digits.isDigit(b)) {
                    return TimeParsing.MALFORMED;
                }
                value = value * 10 + (b - '0');
            }
            switch (step.field()) {
                case 'y' -> year = value;
                case 'M' -> month = value;
                case 'd' -> day = value;
                case 'H' -> hour = value;
                case 'm' -> minute = value;
                case 's' -> second = value;
                default -> millis = (int) (value * PowersOfTen.LONG[9 - step.width()] / 1_000_000);
            }
        }
        if (at != end || year < 1 || month < 1 || month > 12 || day < 1 || day > 31) {
            return TimeParsing.MALFORMED;
        }
        if (hour > 23 || minute > 59 || second > 59) {
            return TimeParsing.MALFORMED;
        }
        long epochDay = Civil.epochDay(year, month, Math.min(day, Civil.lengthOfMonth(year, month)));
        return ((epochDay * 24 + hour) * 60 + minute) * 60_000L + second * 1_000L + millis;
    }

    private long slow(String text) {
        try {
            TemporalAccessor parsed = formatter.parse(text);
            int year = field(parsed, ChronoField.YEAR, 1970);
            int month = field(parsed, ChronoField.MONTH_OF_YEAR, 1);
            int day = field(parsed, ChronoField.DAY_OF_MONTH, 1);
            if (day > Civil.lengthOfMonth(year, month)) {
                return TimeParsing.MALFORMED;
            }
            long epochDay = Civil.epochDay(year, month, day);
            long second =
                    (field(parsed, ChronoField.HOUR_OF_DAY, 0) * 60L + field(parsed, ChronoField.MINUTE_OF_HOUR, 0))
                                    * 60
                            + field(parsed, ChronoField.SECOND_OF_MINUTE, 0);
            return epochDay * Civil.MILLIS_PER_DAY
                    + second * 1_000
                    + field(parsed, ChronoField.NANO_OF_SECOND, 0) / 1_000_000;
        } catch (DateTimeException e) {
            return LenientTimestamp.millis(text.trim());
        }
    }

    private static int field(TemporalAccessor parsed, ChronoField field, int otherwise) {
        return parsed.isSupported(field) ? parsed.get(field) : otherwise;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DateTimePattern that && format.equals(that.format);
    }

    @Override
    public int hashCode() {
        return format.hashCode();
    }

    @Override
    public String toString() {
        return format;
    }
}
