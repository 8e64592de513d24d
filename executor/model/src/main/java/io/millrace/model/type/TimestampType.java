package io.millrace.model.type;

/**
 * {@code TIMESTAMP(precision)}: date and time of day without a zone; or, when {@code local},
 * {@code TIMESTAMP_LTZ(precision)}: an instant, shown in the pipeline's time zone.
 */
public record TimestampType(int precision, boolean local) implements SqlType {

    /** Nanoseconds. */
    public static final int MAX_PRECISION = 9;

    /** The finest precision kept as microseconds in one {@code long}. */
    public static final int MAX_COMPACT_PRECISION = 6;

    public TimestampType {
        if (precision < 0 || precision > MAX_PRECISION) {
            throw new IllegalArgumentException(
                    "TIMESTAMP precision " + precision + " is outside 0 to " + MAX_PRECISION);
        }
    }

    /** Whether a value is one {@code long} of microseconds since 1970-01-01T00:00. */
    public boolean isCompact() {
        return precision <= MAX_COMPACT_PRECISION;
    }

    @Override
    public String toString() {
        return (local ? "TIMESTAMP_LTZ(" : "TIMESTAMP(") + precision + ")";
    }
}
