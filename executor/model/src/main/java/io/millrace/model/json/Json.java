package io.millrace.model.json;

import java.math.BigDecimal;

/**
 * A JSON value. {@code toString} is the canonical text on one line; see {@link CanonicalJson} for what that means.
 *
 * <p>Trees are at most {@link #DEEPEST} levels deep where they come from outside, so walking one recursively is safe.
 */
public sealed interface Json permits JsonObject, JsonArray, JsonString, JsonNumber, JsonBoolean, JsonNull {

    /** The deepest tree that text or edits may build. Documents need about ten levels. */
    int DEEPEST = 100;

    /** A text value. */
    static JsonString of(String text) {
        return new JsonString(text);
    }

    /** A whole number. */
    static JsonNumber of(long number) {
        return new JsonNumber(BigDecimal.valueOf(number));
    }

    /** A number, exact. */
    static JsonNumber of(BigDecimal number) {
        return new JsonNumber(number);
    }

    /** True or false. */
    static JsonBoolean of(boolean value) {
        return value ? JsonBoolean.TRUE : JsonBoolean.FALSE;
    }

    /** What a person calls a value of this sort: {@code text}, {@code a number}, {@code a list} … */
    default String sort() {
        return switch (this) {
            case JsonObject _ -> "an object";
            case JsonArray _ -> "a list";
            case JsonString _ -> "text";
            case JsonNumber _ -> "a number";
            case JsonBoolean _ -> "true or false";
            case JsonNull _ -> "null";
        };
    }

    /** How many levels of lists and objects lie in this value: 0 for a scalar, 1 for an empty list. */
    default int depth() {
        return switch (this) {
            case JsonObject object ->
                1
                        + object.members().values().stream()
                                .mapToInt(Json::depth)
                                .max()
                                .orElse(0);
            case JsonArray array ->
                1 + array.elements().stream().mapToInt(Json::depth).max().orElse(0);
            case JsonString _, JsonNumber _, JsonBoolean _, JsonNull _ -> 0;
        };
    }
}
