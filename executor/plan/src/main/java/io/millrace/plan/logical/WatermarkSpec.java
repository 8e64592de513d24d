package io.millrace.plan.logical;

import io.millrace.model.Durations;
import io.millrace.model.document.NodeId;
import io.millrace.model.json.Json;
import io.millrace.model.json.JsonObject;
import java.time.Duration;
import java.util.Optional;

/**
 * How watermarks come out of rows.
 *
 * @param column position of the event-time column
 * @param outOfOrderness how much earlier than the latest row before it a row may be
 * @param idleTimeout after which time without rows a split no longer holds the others back; absent for never
 */
public record WatermarkSpec(NodeId node, int column, Duration outOfOrderness, Optional<Duration> idleTimeout) {

    /** The same for another position of the column. */
    WatermarkSpec withColumn(int other) {
        return new WatermarkSpec(node, other, outOfOrderness, idleTimeout);
    }

    JsonObject config() {
        JsonObject config = JsonObject.of(
                "nodeId",
                Json.of(node.value()),
                "column",
                Json.of(column),
                "outOfOrdernessMicros",
                Json.of(Durations.micros(outOfOrderness)));
        return idleTimeout
                .map(idle -> config.with("idleTimeoutMicros", Json.of(Durations.micros(idle))))
                .orElse(config);
    }
}
