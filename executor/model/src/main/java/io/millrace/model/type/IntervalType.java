package io.millrace.model.type;

/** The two kinds of SQL intervals. They do not mix: a month has no fixed length. */
public enum IntervalType implements SqlType {
    /** Whole months, in an {@code int}. */
    YEAR_TO_MONTH("INTERVAL YEAR TO MONTH"),
    /** Milliseconds, in a {@code long}, as in Flink. */
    DAY_TO_SECOND("INTERVAL DAY TO SECOND");

    private final String spelling;

    IntervalType(String spelling) {
        this.spelling = spelling;
    }

    @Override
    public String toString() {
        return spelling;
    }
}
