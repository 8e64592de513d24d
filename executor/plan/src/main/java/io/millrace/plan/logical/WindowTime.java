package io.millrace.plan.logical;

/**
 * The time that windows go by.
 *
 * @param column where it stands in the input; in the global half of an aggregation the slice of time that a partial form belongs to
 * @param isProcessing whether it is the time at which rows come, which the executor then writes into the column
 */
public record WindowTime(int column, boolean isProcessing) {

    /** The rows' event time. */
    public static WindowTime ofEvents(int column) {
        return new WindowTime(column, false);
    }

    /** The time at which rows come. */
    public static WindowTime ofProcessing(int column) {
        return new WindowTime(column, true);
    }

    /** The same in another column. */
    public WindowTime in(int other) {
        return new WindowTime(other, isProcessing);
    }

    /** Behind the description of windows. */
    String described() {
        return isProcessing ? ", by processing time" : "";
    }
}
