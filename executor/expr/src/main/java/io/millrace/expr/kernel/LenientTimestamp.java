package io.millrace.expr.kernel;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What TO_TIMESTAMP tries when the text does not fit the format: {@code yyyy-[m]m-[d]d} with or without a time, where
 * too large values run over into the next field, as java.sql.Timestamp reads it and so Flink.
 */
final class LenientTimestamp {

    /** No nested repetition, so matching takes time linear in the text. */
    private static final Pattern SHAPE = Pattern.compile(
            "(\\d{4})-(\\d{1,2})-(\\d{1,2})(?: (\\d{1,4}):(\\d{1,4}):(\\d{1,4})(?:\\.(\\d{1,9}))?)?", Pattern.DOTALL);

    private LenientTimestamp() {}

    /** Milliseconds since 1970-01-01T00:00, or {@link TimeParsing#MALFORMED}. */
    static long millis(String text) {
        Matcher shape = SHAPE.matcher(text);
        if (!shape.matches()) {
            return TimeParsing.MALFORMED;
        }
        int month = Integer.parseInt(shape.group(2));
        int day = Integer.parseInt(shape.group(3));
        if (month < 1 || month > 12 || day < 1 || day > 31) {
            return TimeParsing.MALFORMED;
        }
        long second = Civil.epochDay(Integer.parseInt(shape.group(1)), month, day) * 86_400L;
        if (shape.group(4) == null) {
            return second * 1_000;
        }
        second += Integer.parseInt(shape.group(4)) * 3_600L
                + Integer.parseInt(shape.group(5)) * 60L
                + Integer.parseInt(shape.group(6));
        String fraction = shape.group(7);
        int millis = fraction == null ? 0 : Integer.parseInt((fraction + "00").substring(0, 3));
        return second * 1_000 + millis;
    }
}
