package io.millrace.model.schema;

import io.millrace.model.json.Json;
import io.millrace.model.json.JsonArray;
import io.millrace.model.json.JsonObject;
import io.millrace.model.shape.ObjectShape;
import io.millrace.model.shape.ObjectShape.Hints;
import io.millrace.model.shape.ObjectShape.Member;
import io.millrace.model.shape.Shape;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Writes shapes as JSON Schema. Records become definitions, so that a record is described once and may hold itself. */
final class SchemaWriter {

    /** Nearly the grammar of durations; that units come once and in order is beyond a readable pattern. */
    private static final String DURATION = "^[0-9]+ ?(d|h|min|s|ms|us|ns)( *[0-9]+ ?(h|min|s|ms|us|ns))*$";

    private final Map<String, Class<?>> types = new TreeMap<>();
    private final Map<String, Json> definitions = new TreeMap<>();

    /** The definitions that the schemas written so far refer to. */
    Map<String, Json> definitions() {
        return definitions;
    }

    static String nameOf(Class<?> type) {
        return type.getSimpleName();
    }

    static JsonObject reference(String name) {
        return JsonObject.of("$ref", Json.of("#/$defs/" + name));
    }

    /** The schema of a shape; of a record, a reference to its definition. */
    JsonObject write(Shape shape) {
        return switch (shape) {
            case Shape.Text text ->
                text.type()
                        .pattern()
                        .map(pattern -> typed("string").with("pattern", Json.of("^(?:" + pattern + ")$")))
                        .orElse(typed("string"));
            case Shape.Length _ -> typed("string").with("pattern", Json.of(DURATION));
            case Shape.Whole whole -> whole(whole);
            case Shape.Decimal decimal -> bounded(typed("number"), decimal.min(), decimal.max());
            case Shape.Flag _ -> typed("boolean");
            case Shape.Names names -> names(names);
            case Shape.ListOf list -> list(list);
            case Shape.MapOf map -> {
                JsonObject schema = typed("object").with("additionalProperties", write(map.values()));
                yield map.keys()
                        .pattern()
                        .map(pattern -> schema.with(
                                "propertyNames", JsonObject.of("pattern", Json.of("^(?:" + pattern + ")$"))))
                        .orElse(schema);
            }
            case Shape.OneOf oneOf -> oneOf(oneOf);
            case Shape.Anything(boolean isObject) -> isObject ? typed("object") : JsonObject.EMPTY;
            case ObjectShape object -> object.type() == Object.class ? object(object) : defined(object);
        };
    }

    /** The schema of an object itself. */
    JsonObject object(ObjectShape shape) {
        return members(typed("object"), shape.members(), Map.of());
    }

    private JsonObject defined(ObjectShape shape) {
        String name = nameOf(shape.type());
        Class<?> other = types.putIfAbsent(name, shape.type());
        if (other == null) {
            definitions.put(name, object(shape));
        } else if (other != shape.type()) {
            throw new IllegalArgumentException(
                    "Two records are called " + name + ": " + other + " and " + shape.type());
        }
        return reference(name);
    }

    private JsonObject members(JsonObject schema, List<Member> members, Map<String, Json> more) {
        Map<String, Json> properties = new LinkedHashMap<>(more);
        List<Json> required = new ArrayList<>();
        for (Member member : members) {
            properties.put(member.key(), described(write(member.shape()), member));
            if (member.isRequired()) {
                required.add(Json.of(member.key()));
            }
        }
        JsonObject closed =
                schema.with("properties", new JsonObject(properties)).with("additionalProperties", Json.of(false));
        return required.isEmpty() ? closed : closed.with("required", new JsonArray(required));
    }

    private static JsonObject described(JsonObject schema, Member member) {
        Hints hints = member.hints();
        JsonObject described = schema;
        if (!hints.label().isEmpty()) {
            described = described.with("title", Json.of(hints.label()));
        }
        if (!hints.help().isEmpty()) {
            described = described.with("description", Json.of(hints.help()));
        }
        if (hints.example().isPresent()) {
            described = described.with("examples", JsonArray.of(hints.example().get()));
        }
        if (member.defaultValue().isPresent()) {
            described = described.with("default", member.defaultValue().get());
        }
        return described;
    }

    private static JsonObject whole(Shape.Whole whole) {
        // The bounds of a long are beyond what many validators compare exactly, and no help to anybody.
        boolean hasMin = whole.isInt() || !whole.isUnboundedBelow();
        boolean hasMax = whole.isInt() || !whole.isUnboundedAbove();
        return bounded(
                typed("integer"),
                hasMin ? Optional.of(BigDecimal.valueOf(whole.min())) : Optional.empty(),
                hasMax ? Optional.of(BigDecimal.valueOf(whole.max())) : Optional.empty());
    }

    private static JsonObject names(Shape.Names names) {
        boolean isExplained =
                names.names().stream().anyMatch(name -> !name.help().isEmpty());
        if (!isExplained) {
            return typed("string").with("enum", strings(names.spellings()));
        }
        List<Json> constants = names.names().stream()
                .<Json>map(name -> name.help().isEmpty()
                        ? JsonObject.of("const", Json.of(name.json()))
                        : JsonObject.of("const", Json.of(name.json()), "description", Json.of(name.help())))
                .toList();
        return typed("string").with("oneOf", new JsonArray(constants));
    }

    private JsonObject list(Shape.ListOf list) {
        JsonObject schema = typed("array").with("items", write(list.element()));
        if (list.minSize() > 0) {
            schema = schema.with("minItems", Json.of(list.minSize()));
        }
        if (list.maxSize() < Integer.MAX_VALUE) {
            schema = schema.with("maxItems", Json.of(list.maxSize()));
        }
        return list.isDistinct() ? schema.with("uniqueItems", Json.of(true)) : schema;
    }

    /** By if and then, and not by oneOf: a validator can then say what is wrong with the alternative that was meant. */
    private JsonObject oneOf(Shape.OneOf oneOf) {
        List<Json> alternatives = new ArrayList<>();
        for (Shape.Alternative alternative : oneOf.alternatives()) {
            JsonObject condition = JsonObject.of(
                    "properties",
                    JsonObject.of(oneOf.tag(), JsonObject.of("const", Json.of(alternative.name()))),
                    "required",
                    JsonArray.of(Json.of(oneOf.tag())));
            JsonObject then =
                    members(JsonObject.EMPTY, alternative.shape().members(), Map.of(oneOf.tag(), Json.of(true)));
            alternatives.add(JsonObject.of("if", condition, "then", then));
        }
        Shape.Names tags = new Shape.Names(oneOf.alternatives().stream()
                .map(one -> new Shape.Name(one.name(), one.name(), one.help()))
                .toList());
        return typed("object")
                .with("properties", JsonObject.of(oneOf.tag(), names(tags)))
                .with("required", JsonArray.of(Json.of(oneOf.tag())))
                .with("allOf", new JsonArray(alternatives));
    }

    private static JsonObject bounded(JsonObject schema, Optional<BigDecimal> min, Optional<BigDecimal> max) {
        JsonObject above =
                min.map(bound -> schema.with("minimum", Json.of(bound))).orElse(schema);
        return max.map(bound -> above.with("maximum", Json.of(bound))).orElse(above);
    }

    private static JsonArray strings(List<String> texts) {
        return new JsonArray(texts.stream().<Json>map(Json::of).toList());
    }

    private static JsonObject typed(String type) {
        return JsonObject.of("type", Json.of(type));
    }
}
