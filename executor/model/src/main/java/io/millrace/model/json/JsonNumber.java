package io.millrace.model.json;

import java.math.BigDecimal;

/**
 * A number by its exact decimal value: 1, 1.0 and 1e0 are one number, 9007199254740993 stays itself.
 *
 * <p>Digits and magnitude are bounded so that no text of a few characters can make a number of a gigabyte.
 *
 * @throws IllegalArgumentException (from the constructor) when the number is beyond the bounds
 */
public record JsonNumber(BigDecimal value) implements Json {

    /** The most significant digits a number may have. SQL types hold 38. */
    public static final int MOST_DIGITS = 400;

    /** The largest power of ten, up or down, of the leading digit. DOUBLE needs 324. */
    public static final int LARGEST_EXPONENT = 400;

    public JsonNumber {
        BigDecimal stripped = value.signum() == 0 ? BigDecimal.ZERO : value.stripTrailingZeros();
        if (stripped.precision() > MOST_DIGITS || Math.abs(exponent(stripped)) > LARGEST_EXPONENT) {
            throw new IllegalArgumentException("A number may have %d digits and lie between 1e-%d and 1e%d"
                    .formatted(MOST_DIGITS, LARGEST_EXPONENT, LARGEST_EXPONENT));
        }
        // The one form of a value: no zeros after the fraction, no negative scale.
        value = stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }

    /** Whether the number has no fraction. */
    public boolean isWhole() {
        return value.scale() == 0;
    }

    /** The power of ten of the leading digit. */
    private static long exponent(BigDecimal value) {
        return value.signum() == 0 ? 0 : (long) value.precision() - value.scale() - 1;
    }

    /**
     * The canonical spelling: plain digits when the leading digit stands between 10^-6 and 10^20, else
     * {@code d.ddde±x} with the shortest mantissa (the switch-over points of ECMAScript, which the designer prints with).
     */
    @Override
    public String toString() {
        long exponent = exponent(value);
        if (exponent >= -6 && exponent <= 20) {
            return value.toPlainString();
        }
        String digits = value.stripTrailingZeros().unscaledValue().abs().toString();
        String fraction = digits.length() == 1 ? "" : "." + digits.substring(1);
        return (value.signum() < 0 ? "-" : "") + digits.charAt(0) + fraction + (exponent < 0 ? "e" : "e+") + exponent;
    }
}
