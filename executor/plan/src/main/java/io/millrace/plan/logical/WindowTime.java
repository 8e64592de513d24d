package io.millrace.plan.logical;

import io.millrace.model.Durations;

/**
 * The time that windows go by.
 *
 * @param column where it stands in the input; in the global half of an aggregation the slice of time that a partial form belongs to
 * @param isProcessing whether it is the time at which rows come, which the executor then writes into the column
 * @param latenessMicros how long after its end a window takes rows in, and sends its results again; 0 where results are final
 */
public record WindowTime(int column, boolean isProcessing, long latenessMicros) {

    /** The rows' event time. */
    public static WindowTime ofEvents(int column, long latenessMicros) {
        return new WindowTime(column, false, latenessMicros);
    }

    /** The time at which rows come. */
    public static WindowTime ofProcessing(int column) {
        return new WindowTime(column, true, 0);
    }

    /** The same in another column. */
    public WindowTime in(int other) {
        return new WindowTime(other, isProcessing, latenessMicros);
    }

    /** Behind the description of windows. */
    String described() {
        String late = latenessMicros == 0 ? "" : ", late rows for " + Durations.printMicros(latenessMicros);
        return (isProcessing ? ", by processing time" : "") + late;
    }
}
