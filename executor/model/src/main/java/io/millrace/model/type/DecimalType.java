package io.millrace.model.type;

/**
 * {@code DECIMAL(precision, scale)}: an exact number of at most {@code precision} digits, {@code scale} of them behind
 * the point. Its value in memory is the unscaled integer.
 */
public record DecimalType(int precision, int scale) implements SqlType {

    /** As in Flink and PostgreSQL's own limits for exact arithmetic in 128 bits. */
    public static final int MAX_PRECISION = 38;

    /** The largest precision whose unscaled value fits a {@code long}. */
    public static final int MAX_COMPACT_PRECISION = 18;

    public DecimalType {
        if (precision < 1 || precision > MAX_PRECISION) {
            throw new IllegalArgumentException("DECIMAL precision " + precision + " is outside 1 to " + MAX_PRECISION);
        }
        if (scale < 0 || scale > precision) {
            throw new IllegalArgumentException(
                    "DECIMAL scale " + scale + " is outside 0 to the precision, " + precision);
        }
    }

    /** Whether the unscaled value fits a {@code long}. */
    public boolean isCompact() {
        return precision <= MAX_COMPACT_PRECISION;
    }

    @Override
    public String toString() {
        return "DECIMAL(" + precision + ", " + scale + ")";
    }
}
