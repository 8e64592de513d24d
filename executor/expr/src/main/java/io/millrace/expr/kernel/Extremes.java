package io.millrace.expr.kernel;

import io.millrace.expr.value.Decimal128;
import io.millrace.expr.value.TimestampNanos;
import io.millrace.expr.value.Utf8;

/** The larger and the smaller of two values. NaN is larger than every number, and 0.0 than -0.0. */
public final class Extremes {

    private Extremes() {}

    public static boolean greatest(boolean a, boolean b) {
        return a || b;
    }

    public static boolean least(boolean a, boolean b) {
        return a && b;
    }

    public static int greatest(int a, int b) {
        return Math.max(a, b);
    }

    public static int least(int a, int b) {
        return Math.min(a, b);
    }

    public static long greatest(long a, long b) {
        return Math.max(a, b);
    }

    public static long least(long a, long b) {
        return Math.min(a, b);
    }

    public static float greatest(float a, float b) {
        return Float.compare(a, b) >= 0 ? a : b;
    }

    public static float least(float a, float b) {
        return Float.compare(a, b) <= 0 ? a : b;
    }

    public static double greatest(double a, double b) {
        return Double.compare(a, b) >= 0 ? a : b;
    }

    public static double least(double a, double b) {
        return Double.compare(a, b) <= 0 ? a : b;
    }

    public static void greatest(Utf8 a, Utf8 b, Utf8 out) {
        out.set(a.compareTo(b) >= 0 ? a : b);
    }

    public static void least(Utf8 a, Utf8 b, Utf8 out) {
        out.set(a.compareTo(b) <= 0 ? a : b);
    }

    public static void greatest(Decimal128 a, Decimal128 b, Decimal128 out) {
        set(Comparisons.less(a, b) ? b : a, out);
    }

    public static void least(Decimal128 a, Decimal128 b, Decimal128 out) {
        set(Comparisons.less(b, a) ? b : a, out);
    }

    private static void set(Decimal128 value, Decimal128 out) {
        out.set(value.high(), value.low());
    }

    public static void greatest(TimestampNanos a, TimestampNanos b, TimestampNanos out) {
        set(Comparisons.less(a, b) ? b : a, out);
    }

    public static void least(TimestampNanos a, TimestampNanos b, TimestampNanos out) {
        set(Comparisons.less(b, a) ? b : a, out);
    }

    private static void set(TimestampNanos value, TimestampNanos out) {
        out.set(value.millis(), value.nanosOfMilli());
    }
}
