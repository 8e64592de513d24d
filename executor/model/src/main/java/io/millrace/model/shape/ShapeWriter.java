package io.millrace.model.shape;

import io.millrace.model.Durations;
import io.millrace.model.json.Json;
import io.millrace.model.json.JsonArray;
import io.millrace.model.json.JsonObject;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Java values to JSON. */
public final class ShapeWriter {

    private ShapeWriter() {}

    /** The JSON of a value of this shape. */
    public static Json write(Shape shape, Object value) {
        return switch (shape) {
            case Shape.Text text -> Json.of(text.type().print().apply(value));
            case Shape.Length _ -> Json.of(Durations.print((Duration) value));
            case Shape.Whole _ -> Json.of(((Number) value).longValue());
            case Shape.Decimal decimal ->
                Json.of(decimal.isDouble() ? BigDecimal.valueOf((Double) value) : (BigDecimal) value);
            case Shape.Flag _ -> Json.of((Boolean) value);
            case Shape.Names names -> Json.of(spelling(names, value));
            case Shape.ListOf list ->
                new JsonArray(((Collection<?>) value)
                        .stream().map(element -> write(list.element(), element)).toList());
            case Shape.MapOf map -> entries(map, (Map<?, ?>) value);
            case Shape.OneOf oneOf -> alternative(oneOf, value);
            case Shape.Anything _ -> (Json) value;
            case ObjectShape object -> object(object, value);
        };
    }

    private static String spelling(Shape.Names names, Object value) {
        return names.names().stream()
                .filter(name -> name.value().equals(value))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(value + " is none of " + names.spellings()))
                .json();
    }

    private static JsonObject entries(Shape.MapOf shape, Map<?, ?> map) {
        Map<String, Json> members = new LinkedHashMap<>();
        map.forEach((key, value) -> members.put(shape.keys().print().apply(key), write(shape.values(), value)));
        return new JsonObject(members);
    }

    private static JsonObject alternative(Shape.OneOf oneOf, Object value) {
        Shape.Alternative alternative = oneOf.alternatives().stream()
                .filter(candidate -> candidate.shape().type().isInstance(value))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(value + " is none of " + oneOf.names()));
        return object(alternative.shape(), value).with(oneOf.tag(), Json.of(alternative.name()));
    }

    private static JsonObject object(ObjectShape shape, Object value) {
        Map<String, Json> members = new LinkedHashMap<>();
        for (ObjectShape.Member member : shape.members()) {
            Object held = member.get().apply(value);
            Optional<?> present = member.isOptional() ? (Optional<?>) held : Optional.of(held);
            present.map(part -> write(member.shape(), part))
                    .filter(json -> !member.defaultValue().equals(Optional.of(json)))
                    .ifPresent(json -> members.put(member.key(), json));
        }
        return new JsonObject(members);
    }
}
