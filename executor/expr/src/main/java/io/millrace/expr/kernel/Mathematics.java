package io.millrace.expr.kernel;

/** Functions on DOUBLEs beyond the arithmetic of {@link Numbers}. Whatever has no value is NaN or infinite, as in IEEE 754. */
public final class Mathematics {

    private static final double LN_2 = Math.log(2);

    private Mathematics() {}

    public static double pi() {
        return Math.PI;
    }

    public static double e() {
        return Math.E;
    }

    public static double sin(double x) {
        return Math.sin(x);
    }

    public static double cos(double x) {
        return Math.cos(x);
    }

    public static double tan(double x) {
        return Math.tan(x);
    }

    public static double cot(double x) {
        return 1.0 / Math.tan(x);
    }

    public static double asin(double x) {
        return Math.asin(x);
    }

    public static double acos(double x) {
        return Math.acos(x);
    }

    public static double atan(double x) {
        return Math.atan(x);
    }

    public static double atan2(double y, double x) {
        return Math.atan2(y, x);
    }

    public static double sinh(double x) {
        return Math.sinh(x);
    }

    public static double cosh(double x) {
        return Math.cosh(x);
    }

    public static double tanh(double x) {
        return Math.tanh(x);
    }

    public static double degrees(double x) {
        return Math.toDegrees(x);
    }

    public static double radians(double x) {
        return Math.toRadians(x);
    }

    public static double log2(double x) {
        return Math.log(x) / LN_2;
    }

    public static double log(double x) {
        return Math.log(x);
    }

    /** The logarithm to a base. */
    public static double log(double base, double x) {
        return Math.log(x) / Math.log(base);
    }
}
