package io.millrace.testkit.canonical;

import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/** A value as a text that does not depend on who wrote it: numbers without trailing zeros, timestamps with milliseconds. */
public final class PlainText {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS");

    private PlainText() {}

    /** The text; {@code NULL} for null. */
    public static String of(@Nullable Object value) {
        return switch (value) {
            case null -> "NULL";
            case BigDecimal number ->
                number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
            case LocalDateTime time -> TIME.format(time);
            default -> value.toString();
        };
    }
}
