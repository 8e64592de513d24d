package io.millrace.expr.kernel;

import io.millrace.expr.value.Decimal128;
import io.millrace.expr.value.TimestampNanos;
import io.millrace.expr.value.Utf8;

/**
 * Comparison of two values of one carrier. Texts compare by their bytes, which is the order of code points. Floating
 * point compares as in Java and Flink: NaN equals nothing, not even itself, and -0.0 equals 0.0.
 */
public final class Comparisons {

    private Comparisons() {}

    public static boolean equal(int a, int b) {
        return a == b;
    }

    public static boolean equal(long a, long b) {
        return a == b;
    }

    public static boolean equal(float a, float b) {
        return a == b;
    }

    public static boolean equal(double a, double b) {
        return a == b;
    }

    public static boolean equal(boolean a, boolean b) {
        return a == b;
    }

    public static boolean equal(Utf8 a, Utf8 b) {
        return a.equals(b);
    }

    public static boolean equal(Decimal128 a, Decimal128 b) {
        return a.equals(b);
    }

    public static boolean equal(TimestampNanos a, TimestampNanos b) {
        return a.equals(b);
    }

    /** Decimals of scales {@code scaleA} and {@code scaleB}, by value. */
    public static boolean equal(long a, long b, int scaleA, int scaleB) {
        return WideDecimals.compare(a >> 63, a, scaleA, b >> 63, b, scaleB) == 0;
    }

    /** Decimals of scales {@code scaleA} and {@code scaleB}, by value. */
    public static boolean equal(Decimal128 a, Decimal128 b, int scaleA, int scaleB) {
        return WideDecimals.compare(a.high(), a.low(), scaleA, b.high(), b.low(), scaleB) == 0;
    }

    /** Nested values, part by part. */
    public static boolean equal(Object a, Object b) {
        return a.equals(b);
    }

    public static boolean notEqual(int a, int b) {
        return a != b;
    }

    public static boolean notEqual(long a, long b) {
        return a != b;
    }

    public static boolean notEqual(float a, float b) {
        return a != b;
    }

    public static boolean notEqual(double a, double b) {
        return a != b;
    }

    public static boolean notEqual(boolean a, boolean b) {
        return a != b;
    }

    public static boolean notEqual(Utf8 a, Utf8 b) {
        return !a.equals(b);
    }

    public static boolean notEqual(Decimal128 a, Decimal128 b) {
        return !a.equals(b);
    }

    public static boolean notEqual(TimestampNanos a, TimestampNanos b) {
        return !a.equals(b);
    }

    /** Decimals of scales {@code scaleA} and {@code scaleB}, by value. */
    public static boolean notEqual(long a, long b, int scaleA, int scaleB) {
        return WideDecimals.compare(a >> 63, a, scaleA, b >> 63, b, scaleB) != 0;
    }

    /** Decimals of scales {@code scaleA} and {@code scaleB}, by value. */
    public static boolean notEqual(Decimal128 a, Decimal128 b, int scaleA, int scaleB) {
        return WideDecimals.compare(a.high(), a.low(), scaleA, b.high(), b.low(), scaleB) != 0;
    }

    /** Nested values, part by part. */
    public static boolean notEqual(Object a, Object b) {
        return !a.equals(b);
    }

    public static boolean less(int a, int b) {
        return a < b;
    }

    public static boolean less(long a, long b) {
        return a < b;
    }

    public static boolean less(float a, float b) {
        return a < b;
    }

    public static boolean less(double a, double b) {
        return a < b;
    }

    public static boolean less(boolean a, boolean b) {
        return !a && b;
    }

    public static boolean less(Utf8 a, Utf8 b) {
        return a.compareTo(b) < 0;
    }

    public static boolean less(Decimal128 a, Decimal128 b) {
        return a.compareTo(b) < 0;
    }

    public static boolean less(TimestampNanos a, TimestampNanos b) {
        return a.compareTo(b) < 0;
    }

    /** Decimals of scales {@code scaleA} and {@code scaleB}, by value. */
    public static boolean less(long a, long b, int scaleA, int scaleB) {
        return WideDecimals.compare(a >> 63, a, scaleA, b >> 63, b, scaleB) < 0;
    }

    /** Decimals of scales {@code scaleA} and {@code scaleB}, by value. */
    public static boolean less(Decimal128 a, Decimal128 b, int scaleA, int scaleB) {
        return WideDecimals.compare(a.high(), a.low(), scaleA, b.high(), b.low(), scaleB) < 0;
    }

    public static boolean lessOrEqual(int a, int b) {
        return a <= b;
    }

    public static boolean lessOrEqual(long a, long b) {
        return a <= b;
    }

    public static boolean lessOrEqual(float a, float b) {
        return a <= b;
    }

    public static boolean lessOrEqual(double a, double b) {
        return a <= b;
    }

    public static boolean lessOrEqual(boolean a, boolean b) {
        return !a || b;
    }

    public static boolean lessOrEqual(Utf8 a, Utf8 b) {
        return a.compareTo(b) <= 0;
    }

    public static boolean lessOrEqual(Decimal128 a, Decimal128 b) {
        return a.compareTo(b) <= 0;
    }

    public static boolean lessOrEqual(TimestampNanos a, TimestampNanos b) {
        return a.compareTo(b) <= 0;
    }

    /** Decimals of scales {@code scaleA} and {@code scaleB}, by value. */
    public static boolean lessOrEqual(long a, long b, int scaleA, int scaleB) {
        return WideDecimals.compare(a >> 63, a, scaleA, b >> 63, b, scaleB) <= 0;
    }

    /** Decimals of scales {@code scaleA} and {@code scaleB}, by value. */
    public static boolean lessOrEqual(Decimal128 a, Decimal128 b, int scaleA, int scaleB) {
        return WideDecimals.compare(a.high(), a.low(), scaleA, b.high(), b.low(), scaleB) <= 0;
    }

    public static boolean greater(int a, int b) {
        return a > b;
    }

    public static boolean greater(long a, long b) {
        return a > b;
    }

    public static boolean greater(float a, float b) {
        return a > b;
    }

    public static boolean greater(double a, double b) {
        return a > b;
    }

    public static boolean greater(boolean a, boolean b) {
        return a && !b;
    }

    public static boolean greater(Utf8 a, Utf8 b) {
        return a.compareTo(b) > 0;
    }

    public static boolean greater(Decimal128 a, Decimal128 b) {
        return a.compareTo(b) > 0;
    }

    public static boolean greater(TimestampNanos a, TimestampNanos b) {
        return a.compareTo(b) > 0;
    }

    /** Decimals of scales {@code scaleA} and {@code scaleB}, by value. */
    public static boolean greater(long a, long b, int scaleA, int scaleB) {
        return WideDecimals.compare(a >> 63, a, scaleA, b >> 63, b, scaleB) > 0;
    }

    /** Decimals of scales {@code scaleA} and {@code scaleB}, by value. */
    public static boolean greater(Decimal128 a, Decimal128 b, int scaleA, int scaleB) {
        return WideDecimals.compare(a.high(), a.low(), scaleA, b.high(), b.low(), scaleB) > 0;
    }

    public static boolean greaterOrEqual(int a, int b) {
        return a >= b;
    }

    public static boolean greaterOrEqual(long a, long b) {
        return a >= b;
    }

    public static boolean greaterOrEqual(float a, float b) {
        return a >= b;
    }

    public static boolean greaterOrEqual(double a, double b) {
        return a >= b;
    }

    public static boolean greaterOrEqual(boolean a, boolean b) {
        return a || !b;
    }

    public static boolean greaterOrEqual(Utf8 a, Utf8 b) {
        return a.compareTo(b) >= 0;
    }

    public static boolean greaterOrEqual(Decimal128 a, Decimal128 b) {
        return a.compareTo(b) >= 0;
    }

    public static boolean greaterOrEqual(TimestampNanos a, TimestampNanos b) {
        return a.compareTo(b) >= 0;
    }

    /** Decimals of scales {@code scaleA} and {@code scaleB}, by value. */
    public static boolean greaterOrEqual(long a, long b, int scaleA, int scaleB) {
        return WideDecimals.compare(a >> 63, a, scaleA, b >> 63, b, scaleB) >= 0;
    }

    /** Decimals of scales {@code scaleA} and {@code scaleB}, by value. */
    public static boolean greaterOrEqual(Decimal128 a, Decimal128 b, int scaleA, int scaleB) {
        return WideDecimals.compare(a.high(), a.low(), scaleA, b.high(), b.low(), scaleB) >= 0;
    }
}
