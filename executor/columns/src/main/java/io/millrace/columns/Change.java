package io.millrace.columns;

/** The change byte of a row. Batches of an append-only edge carry none: every row is an INSERT. */
public final class Change {

    /** The row is new. */
    public static final byte INSERT = 0;

    /** The row that the next one, an {@link #UPDATE_AFTER}, replaces. */
    public static final byte UPDATE_BEFORE = 1;

    /** The row that replaces the one before it (or, in an upsert stream, the row of its key). */
    public static final byte UPDATE_AFTER = 2;

    /** The row is gone. */
    public static final byte DELETE = 3;

    private Change() {}

    /** Whether the row is added (INSERT, UPDATE_AFTER) rather than taken away. */
    public static boolean isAddition(byte change) {
        return change == INSERT || change == UPDATE_AFTER;
    }

    /** As Flink prints it: {@code +I}, {@code -U}, {@code +U}, {@code -D}. */
    public static String symbol(byte change) {
        return switch (change) {
            case INSERT -> "+I";
            case UPDATE_BEFORE -> "-U";
            case UPDATE_AFTER -> "+U";
            case DELETE -> "-D";
            default -> throw new IllegalArgumentException("There is no change " + change);
        };
    }
}
