package io.millrace.expr.kernel;

import io.millrace.expr.value.NullFlag;
import io.millrace.expr.value.Utf8;

/** TO_TIMESTAMP with a format: NULL for text that does not fit it. */
public final class Timestamps {

    private Timestamps() {}

    public static long toTimestamp(Utf8 text, DateTimePattern format, NullFlag isNull) {
        long millis = format.millis(text);
        if (millis == TimeParsing.MALFORMED) {
            isNull.raise();
            return 0;
        }
        return TimeConversions.micros(millis);
    }

    /** As above with a format that comes with the row; NULL when it is none. Allocates. */
    public static long toTimestamp(Utf8 text, Utf8 format, NullFlag isNull) {
        DateTimePattern pattern;
        try {
            pattern = DateTimePattern.compile(format.toString());
        } catch (IllegalArgumentException e) {
            isNull.raise();
            return 0;
        }
        return toTimestamp(text, pattern, isNull);
    }
}
