package io.millrace.testkit.operators;

import io.millrace.engine.operators.OperatorRegistry;
import io.millrace.model.json.Json;
import io.millrace.model.json.JsonArray;
import io.millrace.model.json.JsonNumber;
import io.millrace.model.json.JsonObject;
import io.millrace.model.type.ChangeMode;
import io.millrace.model.type.Column;
import io.millrace.model.type.DataType;
import io.millrace.model.type.EdgeSchema;
import io.millrace.model.type.Schema;
import io.millrace.protocol.plan.PhysicalOperator;
import io.millrace.spi.operator.OperatorFactory;
import io.millrace.testkit.node.NodeTest;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Plans of one operator, written by hand. */
final class Specs {

    private Specs() {}

    /** Columns as {@code "name TYPE"}. */
    static Schema schema(String... columns) {
        List<Column> parsed = new ArrayList<>();
        for (String column : columns) {
            int blank = column.indexOf(' ');
            parsed.add(new Column(column.substring(0, blank), DataType.parse(column.substring(blank + 1))));
        }
        return new Schema(parsed);
    }

    /** A test of the operator that a plan would describe so. */
    static NodeTest test(String type, JsonObject config, List<Schema> inputs, List<Schema> outputs) {
        return testEdges(type, config, inputs.stream().map(EdgeSchema::append).toList(), outputs);
    }

    /** The same where it matters which changes may come. */
    static NodeTest testEdges(String type, JsonObject config, List<EdgeSchema> inputs, List<Schema> outputs) {
        PhysicalOperator operator = new PhysicalOperator(
                0,
                type,
                List.of("node"),
                inputs,
                outputs.stream().map(EdgeSchema::append).toList(),
                config,
                Map.of());
        OperatorFactory factory = OperatorRegistry.factory(operator, ZoneOffset.UTC);
        NodeTest test =
                NodeTest.of(factory, inputs.stream().map(EdgeSchema::schema).toList(), outputs);
        int[] keys = columns(config, "groupColumns", "keyColumns", "partitionColumns", "leftKeys");
        if (keys.length == 0 || type.equals("localAggregate")) {
            return test;
        }
        return inputs.size() == 1
                ? test.keyedBy(keys)
                : test.keyedBy(keys, type.equals("lookupJoin") ? new int[0] : columns(config, "rightKeys"));
    }

    /** The columns that the plan has under that one of these names which it has. */
    private static int[] columns(JsonObject config, String... names) {
        return Arrays.stream(names)
                .flatMap(name -> config.get(name).stream())
                .flatMap(found -> ((JsonArray) found).elements().stream())
                .mapToInt(column -> ((JsonNumber) column).value().intValue())
                .toArray();
    }

    /** Rows of all changes. */
    static EdgeSchema retract(Schema schema) {
        return new EdgeSchema(schema, Optional.empty(), List.of(), ChangeMode.RETRACT);
    }

    static JsonArray numbers(int... values) {
        return new JsonArray(Arrays.stream(values).<Json>mapToObj(Json::of).toList());
    }

    /** An aggregate call of an aggregation's config. */
    static JsonObject call(String function, int argument, String argumentType) {
        return new JsonObject(Map.of(
                "id",
                Json.of(function.toLowerCase(java.util.Locale.ROOT) + argument),
                "function",
                Json.of(function),
                "argument",
                Json.of(argument),
                "argumentType",
                Json.of(argumentType)));
    }

    /** A tumbling window of an aggregation's config. */
    static JsonObject window(long sizeMicros, long offsetMicros, int timeColumn) {
        return JsonObject.of(
                        "sizeMicros",
                        Json.of(sizeMicros),
                        "offsetMicros",
                        Json.of(offsetMicros),
                        "timeColumn",
                        Json.of(timeColumn))
                .with("kind", Json.of("tumbling"));
    }

    /** Hopping windows of an aggregation's config. */
    static JsonObject hopping(long sizeMicros, long slideMicros, long offsetMicros, int timeColumn) {
        return window(sizeMicros, offsetMicros, timeColumn)
                .with("kind", Json.of("hopping"))
                .with("slideMicros", Json.of(slideMicros));
    }

    /** Sessions of an aggregation's config. */
    static JsonObject session(long gapMicros, int timeColumn) {
        return JsonObject.of("kind", Json.of("session"), "gapMicros", Json.of(gapMicros))
                .with("timeColumn", Json.of(timeColumn));
    }

    /** Cumulative windows of an aggregation's config. */
    static JsonObject cumulative(long sizeMicros, long stepMicros, long offsetMicros, int timeColumn) {
        return window(sizeMicros, offsetMicros, timeColumn)
                .with("kind", Json.of("cumulative"))
                .with("stepMicros", Json.of(stepMicros));
    }
}
