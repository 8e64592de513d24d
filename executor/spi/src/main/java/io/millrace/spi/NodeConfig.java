package io.millrace.spi;

import io.millrace.model.error.RunError;
import io.millrace.model.json.JsonObject;
import io.millrace.model.problem.Problem;
import io.millrace.model.shape.Codec;
import io.millrace.model.shape.Reading;
import io.millrace.spi.error.RunException;
import java.util.stream.Collectors;

/** Reads the config of a node when a job starts. What is wrong with it was a problem at check already. */
public final class NodeConfig {

    private NodeConfig() {}

    /**
     * The config as the connector's record.
     *
     * @throws RunException if it is not as the record says
     */
    public static <T> T read(Class<T> type, JsonObject config) {
        Reading<T> reading = Codec.of(type).read(config);
        return reading.value()
                .orElseThrow(() -> new RunException(RunError.user(
                        "config.invalid",
                        reading.problems().stream()
                                .map(NodeConfig::text)
                                .collect(Collectors.joining("; ", "The config cannot be used: ", ".")))));
    }

    private static String text(Problem problem) {
        return problem.fieldPath().map(path -> path + ": ").orElse("") + problem.message();
    }
}
