package io.millrace.model.type;

/** {@code TIME(precision)}: a time of day. Whole milliseconds are kept, as in Flink; {@code precision} is 0 to 3. */
public record TimeType(int precision) implements SqlType {

    /** Values are kept in milliseconds of the day. */
    public static final int MAX_PRECISION = 3;

    public TimeType {
        if (precision < 0 || precision > MAX_PRECISION) {
            throw new IllegalArgumentException("TIME precision " + precision + " is outside 0 to " + MAX_PRECISION);
        }
    }

    @Override
    public String toString() {
        return "TIME(" + precision + ")";
    }
}
