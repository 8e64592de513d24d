package io.millrace.model.text;

import io.millrace.model.json.Json;
import io.millrace.model.json.JsonNumber;
import java.math.BigDecimal;
import java.util.Optional;

/** Decimal spellings to exact numbers, without ever building one that is out of bounds. */
final class Numbers {

    /** Enough for the most digits, their leading and trailing zeros, a point and an exponent. */
    private static final int LONGEST = 1_000;

    private Numbers() {}

    /** The number of this spelling, {@code [-+]digits[.digits][e±digits]}; empty when it is out of bounds. */
    static Optional<Json> parse(String spelling) {
        if (spelling.length() > LONGEST) {
            return Optional.empty();
        }
        try {
            return Optional.of(Json.of(new BigDecimal(spelling)));
        } catch (IllegalArgumentException | ArithmeticException e) {
            // NumberFormatException is what BigDecimal says to an exponent beyond its own bounds.
            return Optional.empty();
        }
    }

    static String refusal() {
        return "A number may have at most %d digits and must lie between 1e-%d and 1e%d; write it as text if it is one"
                .formatted(JsonNumber.MOST_DIGITS, JsonNumber.LARGEST_EXPONENT, JsonNumber.LARGEST_EXPONENT);
    }
}
