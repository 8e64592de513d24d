package io.millrace.plan.logical;

import io.millrace.model.Durations;
import io.millrace.model.json.Json;
import io.millrace.model.json.JsonObject;
import java.util.Optional;

/**
 * Which rows before a row, in event time, a result is of.
 *
 * @param isRange whether it goes by time, and not by the number of rows
 * @param preceding how far back, in microseconds or rows; absent to the beginning
 */
public record RowFrame(boolean isRange, Optional<Long> preceding) {

    /** Whether it begins with the partition. */
    public boolean isUnbounded() {
        return preceding.isEmpty();
    }

    /** In words, equal for equal frames only. */
    public String description() {
        String back = preceding
                .map(length -> isRange ? Durations.printMicros(length) : length + " rows")
                .orElse("all rows");
        return back + " before and " + (isRange ? "all of the same time" : "the row itself");
    }

    /** As the operator reads it; see docs/operator-plan.md. */
    public JsonObject config() {
        JsonObject config = JsonObject.of("range", Json.of(isRange));
        return preceding
                .map(length -> config.with("preceding", Json.of(length)))
                .orElse(config);
    }
}
