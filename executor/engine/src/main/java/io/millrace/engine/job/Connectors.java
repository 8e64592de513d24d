package io.millrace.engine.job;

import io.millrace.model.error.RunError;
import io.millrace.spi.error.RunException;
import io.millrace.spi.sink.SinkConnector;
import io.millrace.spi.source.SourceConnector;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The connectors of this process, by node type. */
public final class Connectors {

    private final Map<String, SourceConnector> sources;
    private final Map<String, SinkConnector> sinks;

    public Connectors(List<SourceConnector> sources, List<SinkConnector> sinks) {
        this.sources = sources.stream()
                .collect(Collectors.toUnmodifiableMap(
                        connector -> connector.descriptor().type().value(), Function.identity()));
        this.sinks = sinks.stream()
                .collect(Collectors.toUnmodifiableMap(
                        connector -> connector.descriptor().type().value(), Function.identity()));
    }

    SourceConnector source(String type) {
        return known(sources.get(type), type);
    }

    SinkConnector sink(String type) {
        return known(sinks.get(type), type);
    }

    private static <T> T known(@org.jspecify.annotations.Nullable T connector, String type) {
        if (connector == null) {
            throw new RunException(
                    RunError.user("connector.unknown", "This executor has no connector for '" + type + "'."));
        }
        return connector;
    }
}
