package io.millrace.expr.function;

import static io.millrace.model.type.DecimalType.MAX_PRECISION;

import io.millrace.model.type.DecimalType;

/**
 * Precision and scale of decimal results, as Flink derives them (SQL Server's rules in Hive's reading): a result that
 * would need more than 38 digits gives up digits behind the point, but keeps at least 6 of them.
 */
public final class DecimalRules {

    private static final int MIN_KEPT_SCALE = 6;

    private DecimalRules() {}

    /** {@code a + b} and {@code a - b}. */
    public static DecimalType sum(DecimalType a, DecimalType b) {
        int scale = Math.max(a.scale(), b.scale());
        return bounded(Math.max(integerDigits(a), integerDigits(b)) + scale + 1, scale);
    }

    /** {@code a * b}. */
    public static DecimalType product(DecimalType a, DecimalType b) {
        return bounded(a.precision() + b.precision() + 1, a.scale() + b.scale());
    }

    /** {@code a / b}. */
    public static DecimalType quotient(DecimalType a, DecimalType b) {
        int scale = Math.max(MIN_KEPT_SCALE, a.scale() + b.precision() + 1);
        return bounded(integerDigits(a) + b.scale() + scale, scale);
    }

    /** {@code a % b}. */
    public static DecimalType remainder(DecimalType a, DecimalType b) {
        int scale = Math.max(a.scale(), b.scale());
        return bounded(Math.min(integerDigits(a), integerDigits(b)) + scale, scale);
    }

    /** {@code ROUND(a, digits)}: one digit more in front, for the carry. */
    public static DecimalType rounded(DecimalType a, int digits) {
        if (digits >= a.scale()) {
            return a;
        }
        if (digits < 0) {
            return new DecimalType(Math.min(MAX_PRECISION, 1 + integerDigits(a)), 0);
        }
        return new DecimalType(1 + integerDigits(a) + digits, digits);
    }

    /** {@code SUM(a)}. */
    public static DecimalType total(DecimalType a) {
        return new DecimalType(MAX_PRECISION, a.scale());
    }

    /** {@code AVG(a)}: a total divided by a count of 20 digits. */
    public static DecimalType average(DecimalType a) {
        return quotient(total(a), new DecimalType(20, 0));
    }

    /** The type that holds every value of both, short of 38 digits. */
    public static DecimalType common(DecimalType a, DecimalType b) {
        int scale = Math.max(a.scale(), b.scale());
        int precision = Math.max(integerDigits(a), integerDigits(b)) + scale;
        return precision <= MAX_PRECISION ? new DecimalType(precision, scale) : bounded(precision, scale);
    }

    private static int integerDigits(DecimalType type) {
        return type.precision() - type.scale();
    }

    private static DecimalType bounded(int precision, int scale) {
        if (precision <= MAX_PRECISION) {
            return new DecimalType(precision, scale);
        }
        int kept = Math.max(MAX_PRECISION - (precision - scale), Math.min(scale, MIN_KEPT_SCALE));
        return new DecimalType(MAX_PRECISION, kept);
    }
}
