package io.millrace.engine.job;

import io.millrace.engine.operators.OperatorRegistry;
import io.millrace.engine.operators.calc.CalcPlan;
import io.millrace.engine.operators.sink.SinkOperator;
import io.millrace.engine.operators.source.RowStages;
import io.millrace.engine.operators.source.SourceOperator;
import io.millrace.engine.time.EventTime;
import io.millrace.model.type.EdgeSchema;
import io.millrace.model.type.Schema;
import io.millrace.protocol.plan.OperatorConfig;
import io.millrace.protocol.plan.OperatorPlan;
import io.millrace.protocol.plan.PhysicalOperator;
import io.millrace.spi.error.RunException;
import io.millrace.spi.operator.OperatorFactory;
import io.millrace.spi.sink.Sink;
import io.millrace.spi.sink.SinkRequest;
import io.millrace.spi.source.Source;
import io.millrace.spi.source.SourceRequest;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntToLongFunction;
import java.util.function.Supplier;

/** The sources and sinks of one job, and the operators made from them and from the plan. */
final class Connections {

    private final OperatorPlan plan;
    private final Map<Integer, Source> sources = new LinkedHashMap<>();
    private final Map<Integer, Sink> sinks = new LinkedHashMap<>();
    private final Map<Integer, SourceRequest> sourceRequests = new LinkedHashMap<>();

    /**
     * @param attempt names the attempt in what sinks write
     * @param restored by id of an operator, the checkpoint it goes on from, or 0
     */
    Connections(OperatorPlan plan, JobResources resources, String attempt, IntToLongFunction restored) {
        this.plan = plan;
        for (PhysicalOperator operator : plan.operators()) {
            switch (operator.type()) {
                case "source" -> {
                    SourceRequest request = sourceRequest(operator, resources);
                    sourceRequests.put(operator.id(), request);
                    String connector = operator.settings().string("connector");
                    sources.put(operator.id(), inNode(operator, () -> resources
                            .connectors()
                            .source(connector)
                            .create(request)));
                }
                case "sink" -> {
                    String connector = operator.settings().string("connector");
                    SinkRequest request = new SinkRequest(
                            operator.nodeId(),
                            operator.settings().object("config").json(),
                            operator.inputs().getFirst(),
                            attempt,
                            restored.applyAsLong(operator.id()),
                            plan.timeZone(),
                            resources.files(),
                            resources.formats());
                    sinks.put(operator.id(), inNode(operator, () -> resources
                            .connectors()
                            .sink(connector)
                            .create(request)));
                }
                default -> {}
            }
        }
    }

    /** Has a connector make something; what it refuses says in which node. */
    private static <T> T inNode(PhysicalOperator operator, Supplier<T> made) {
        try {
            return made.get();
        } catch (RunException e) {
            throw e.inNode(operator.nodeId());
        }
    }

    /** Sources by operator id. */
    Map<Integer, Source> sources() {
        return sources;
    }

    /** Sinks by operator id. */
    Map<Integer, Sink> sinks() {
        return sinks;
    }

    /** Makes the operators of one place in the plan. */
    OperatorFactory factory(PhysicalOperator operator) {
        String nodeId = operator.nodeId();
        Source source = sources.get(operator.id());
        SourceRequest request = sourceRequests.get(operator.id());
        if (source != null && request != null) {
            Schema schema = request.projectedSchema();
            Optional<EventTime> eventTime =
                    operator.settings().optionalObject("watermark").map(EventTime::of);
            Optional<RowStages.Factory> stages = stages(operator, schema);
            return context -> new SourceOperator(
                    context,
                    source,
                    nodeId,
                    schema,
                    stages.map(factory -> factory.open(context)),
                    eventTime,
                    operator.outputs().getFirst());
        }
        Sink sink = sinks.get(operator.id());
        if (sink != null) {
            return context -> new SinkOperator(context, sink, nodeId);
        }
        return OperatorRegistry.factory(operator, plan.timeZone());
    }

    /** What the rows of each split pass, if anything. */
    private Optional<RowStages.Factory> stages(PhysicalOperator source, Schema schema) {
        return source.settings().json().get("stages").isPresent()
                ? Optional.of(CalcPlan.of(source, EdgeSchema.append(schema), plan.timeZone()))
                : Optional.empty();
    }

    private SourceRequest sourceRequest(PhysicalOperator operator, JobResources resources) {
        OperatorConfig config = operator.settings();
        return new SourceRequest(
                operator.nodeId(),
                config.object("config").json(),
                config.schema("schema"),
                config.integers("projection"),
                plan.timeZone(),
                resources.files(),
                resources.formats());
    }
}
