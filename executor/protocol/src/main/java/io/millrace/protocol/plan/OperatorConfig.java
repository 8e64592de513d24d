package io.millrace.protocol.plan;

import io.millrace.model.json.Json;
import io.millrace.model.json.JsonArray;
import io.millrace.model.json.JsonBoolean;
import io.millrace.model.json.JsonNumber;
import io.millrace.model.json.JsonObject;
import io.millrace.model.json.JsonString;
import io.millrace.model.type.Column;
import io.millrace.model.type.DataType;
import io.millrace.model.type.Schema;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Reads the config of a physical operator, which the planner has written: whatever is missing or of another sort is a
 * broken plan, said with the key.
 */
public record OperatorConfig(JsonObject json) {

    /** A text that must be there. */
    public String string(String key) {
        return required(key, JsonString.class).value();
    }

    /** A text, if it is there. */
    public Optional<String> optionalString(String key) {
        return json.get(key).isPresent() ? Optional.of(string(key)) : Optional.empty();
    }

    /** A whole number that must be there. */
    public long longInteger(String key) {
        return wholeNumber(key, required(key, JsonNumber.class));
    }

    /** A small whole number that must be there. */
    public int integer(String key) {
        return Math.toIntExact(longInteger(key));
    }

    /** A whole number, if it is there. */
    public OptionalLong optionalLong(String key) {
        return json.get(key).isPresent() ? OptionalLong.of(longInteger(key)) : OptionalLong.empty();
    }

    /** True or false; false when it is not there. */
    public boolean flag(String key) {
        return json.get(key).isPresent() && required(key, JsonBoolean.class).equals(JsonBoolean.TRUE);
    }

    /** An object that must be there. */
    public OperatorConfig object(String key) {
        return new OperatorConfig(required(key, JsonObject.class));
    }

    /** An object, if it is there. */
    public Optional<OperatorConfig> optionalObject(String key) {
        return json.get(key).isPresent() ? Optional.of(object(key)) : Optional.empty();
    }

    /** A list of objects that must be there. */
    public List<OperatorConfig> objects(String key) {
        return required(key, JsonArray.class).elements().stream()
                .map(element -> new OperatorConfig(as(key, element, JsonObject.class)))
                .toList();
    }

    /** A list of texts that must be there. */
    public List<String> strings(String key) {
        return required(key, JsonArray.class).elements().stream()
                .map(element -> as(key, element, JsonString.class).value())
                .toList();
    }

    /** A list of small whole numbers that must be there. */
    public int[] integers(String key) {
        return required(key, JsonArray.class).elements().stream()
                .mapToInt(element -> Math.toIntExact(wholeNumber(key, as(key, element, JsonNumber.class))))
                .toArray();
    }

    /** Columns, as a list of {@code {name, type}} that must be there. */
    public Schema schema(String key) {
        return new Schema(objects(key).stream()
                .map(column -> new Column(column.string("name"), DataType.parse(column.string("type"))))
                .toList());
    }

    private <T extends Json> T required(String key, Class<T> sort) {
        Json value =
                json.get(key).orElseThrow(() -> new IllegalArgumentException("Broken plan: no " + key + " in " + json));
        return as(key, value, sort);
    }

    private static <T extends Json> T as(String key, Json value, Class<T> sort) {
        if (!sort.isInstance(value)) {
            throw new IllegalArgumentException("Broken plan: " + key + " is " + value.sort() + ": " + value);
        }
        return sort.cast(value);
    }

    private static long wholeNumber(String key, JsonNumber number) {
        try {
            return number.value().longValueExact();
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException("Broken plan: " + key + " is no whole number: " + number, e);
        }
    }
}
