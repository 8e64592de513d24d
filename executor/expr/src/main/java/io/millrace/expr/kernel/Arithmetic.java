package io.millrace.expr.kernel;

import io.millrace.expr.value.RowError;

/**
 * Arithmetic on primitives. Integers that leave their type are a row error, not a silent wrap; the checks are branches
 * the processor predicts, not the JDK's exact methods, whose exceptions carry a stack trace.
 */
public final class Arithmetic {

    private Arithmetic() {}

    public static int addTiny(int a, int b) {
        return checkTiny(a + b);
    }

    public static int addSmall(int a, int b) {
        return checkSmall(a + b);
    }

    public static int addInt(int a, int b) {
        long result = (long) a + b;
        if ((int) result != result) {
            throw RowError.OVERFLOW;
        }
        return (int) result;
    }

    public static long addLong(long a, long b) {
        long result = a + b;
        if (((a ^ result) & (b ^ result)) < 0) {
            throw RowError.OVERFLOW;
        }
        return result;
    }

    public static float addFloat(float a, float b) {
        return a + b;
    }

    public static double addDouble(double a, double b) {
        return a + b;
    }

    public static int subtractTiny(int a, int b) {
        return checkTiny(a - b);
    }

    public static int subtractSmall(int a, int b) {
        return checkSmall(a - b);
    }

    public static int subtractInt(int a, int b) {
        long result = (long) a - b;
        if ((int) result != result) {
            throw RowError.OVERFLOW;
        }
        return (int) result;
    }

    public static long subtractLong(long a, long b) {
        long result = a - b;
        if (((a ^ b) & (a ^ result)) < 0) {
            throw RowError.OVERFLOW;
        }
        return result;
    }

    public static float subtractFloat(float a, float b) {
        return a - b;
    }

    public static double subtractDouble(double a, double b) {
        return a - b;
    }

    public static int multiplyTiny(int a, int b) {
        return checkTiny(a * b);
    }

    public static int multiplySmall(int a, int b) {
        return checkSmall(a * b);
    }

    public static int multiplyInt(int a, int b) {
        long result = (long) a * b;
        if ((int) result != result) {
            throw RowError.OVERFLOW;
        }
        return (int) result;
    }

    public static long multiplyLong(long a, long b) {
        long result = a * b;
        if (Math.multiplyHigh(a, b) != result >> 63) {
            throw RowError.OVERFLOW;
        }
        return result;
    }

    public static float multiplyFloat(float a, float b) {
        return a * b;
    }

    public static double multiplyDouble(double a, double b) {
        return a * b;
    }

    public static int divideTiny(int a, int b) {
        if (b == 0) {
            throw RowError.DIVISION_BY_ZERO;
        }
        return checkTiny(a / b);
    }

    public static int divideSmall(int a, int b) {
        if (b == 0) {
            throw RowError.DIVISION_BY_ZERO;
        }
        return checkSmall(a / b);
    }

    public static int divideInt(int a, int b) {
        if (b == 0) {
            throw RowError.DIVISION_BY_ZERO;
        }
        if (b == -1 && a == Integer.MIN_VALUE) {
            throw RowError.OVERFLOW;
        }
        return a / b;
    }

    public static long divideLong(long a, long b) {
        if (b == 0) {
            throw RowError.DIVISION_BY_ZERO;
        }
        if (b == -1 && a == Long.MIN_VALUE) {
            throw RowError.OVERFLOW;
        }
        return a / b;
    }

    /** The remainder has the sign of {@code a}. */
    public static int remainderInt(int a, int b) {
        if (b == 0) {
            throw RowError.DIVISION_BY_ZERO;
        }
        return a % b;
    }

    /** The remainder has the sign of {@code a}. */
    public static long remainderLong(long a, long b) {
        if (b == 0) {
            throw RowError.DIVISION_BY_ZERO;
        }
        return a % b;
    }

    /** The remainder of a division by an INT, which is an INT. */
    public static int remainderLongInt(long a, long b) {
        return (int) remainderLong(a, b);
    }

    /** Infinite or NaN when {@code b} is 0. */
    public static float divideFloat(float a, float b) {
        return a / b;
    }

    /** Infinite or NaN when {@code b} is 0. */
    public static double divideDouble(double a, double b) {
        return a / b;
    }

    public static int negateTiny(int a) {
        return checkTiny(-a);
    }

    public static int negateSmall(int a) {
        return checkSmall(-a);
    }

    public static int negateInt(int a) {
        if (a == Integer.MIN_VALUE) {
            throw RowError.OVERFLOW;
        }
        return -a;
    }

    public static long negateLong(long a) {
        if (a == Long.MIN_VALUE) {
            throw RowError.OVERFLOW;
        }
        return -a;
    }

    public static float negateFloat(float a) {
        return -a;
    }

    public static double negateDouble(double a) {
        return -a;
    }

    /** {@code value} when it is a TINYINT, else a row error. */
    static int checkTiny(int value) {
        if ((byte) value != value) {
            throw RowError.OVERFLOW;
        }
        return value;
    }

    /** {@code value} when it is a SMALLINT, else a row error. */
    static int checkSmall(int value) {
        if ((short) value != value) {
            throw RowError.OVERFLOW;
        }
        return value;
    }
}
