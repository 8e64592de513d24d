package io.millrace.expr.kernel;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.millrace.expr.value.Decimal128;
import io.millrace.expr.value.Utf8;
import java.math.BigDecimal;

/** CAST of numbers and BOOLEAN to text. FLOAT, DOUBLE and decimals beyond 18 digits go through {@link String}. */
public final class NumberTexts {

    private static final byte[] TRUE = "TRUE".getBytes(US_ASCII);
    private static final byte[] FALSE = "FALSE".getBytes(US_ASCII);

    private NumberTexts() {}

    public static void booleanToText(boolean value, Utf8 out) {
        byte[] text = value ? TRUE : FALSE;
        out.set(text, 0, text.length);
    }

    public static void intToText(int value, Utf8 out) {
        longToText(value, out);
    }

    public static void longToText(long value, Utf8 out) {
        byte[] to = out.scratch(Digits.MAX_LONG);
        out.setScratch(Digits.put(to, 0, value));
    }

    /** As {@link Float#toString}. */
    public static void floatToText(float value, Utf8 out) {
        Texts.setString(Float.toString(value), out);
    }

    /** As {@link Double#toString}. */
    public static void doubleToText(double value, Utf8 out) {
        Texts.setString(Double.toString(value), out);
    }

    /** All {@code scale} digits behind the point, at least one before it. */
    public static void decimalToText(long value, int scale, Utf8 out) {
        byte[] to = out.scratch(Digits.MAX_LONG + 2);
        int at = 0;
        if (value < 0) {
            to[at++] = '-';
        }
        long magnitude = Math.abs(value);
        long factor = PowersOfTen.LONG[scale];
        long whole = magnitude / factor;
        at = Digits.put(to, at, whole);
        if (scale > 0) {
            to[at++] = '.';
            at = Digits.putPadded(to, at, magnitude - whole * factor, scale);
        }
        out.setScratch(at);
    }

    /** As {@link #decimalToText}. */
    public static void wideToText(Decimal128 value, int scale, Utf8 out) {
        if (value.isLong() && scale <= 18 && value.low() != Long.MIN_VALUE) {
            decimalToText(value.low(), scale, out);
        } else {
            Texts.setString(new BigDecimal(value.toBigInteger(), scale).toPlainString(), out);
        }
    }
}
