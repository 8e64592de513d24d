package io.millrace.model.json;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Members by key, always in canonical order ({@link CanonicalJson#KEY_ORDER}): objects that hold the same members are
 * equal and print alike, whatever order they were built in.
 */
public record JsonObject(Map<String, Json> members) implements Json {

    /** The object without members. */
    public static final JsonObject EMPTY = new JsonObject(Map.of());

    public JsonObject {
        Map<String, Json> sorted = new TreeMap<>(CanonicalJson.KEY_ORDER);
        sorted.putAll(members);
        sorted.keySet().forEach(JsonObject::requireUnicode);
        // A linked copy: iterating it is cheaper than walking the tree, and looking up needs no ranking of keys.
        members = Collections.unmodifiableMap(new LinkedHashMap<>(sorted));
    }

    /** An object with one member. */
    public static JsonObject of(String key, Json value) {
        return new JsonObject(Map.of(key, value));
    }

    /** An object with two members. */
    public static JsonObject of(String key1, Json value1, String key2, Json value2) {
        return new JsonObject(Map.of(key1, value1, key2, value2));
    }

    /** An object with three members. */
    public static JsonObject of(String key1, Json value1, String key2, Json value2, String key3, Json value3) {
        return new JsonObject(Map.of(key1, value1, key2, value2, key3, value3));
    }

    /** The member under this key. */
    public Optional<Json> get(String key) {
        return Optional.ofNullable(members.get(key));
    }

    /** The member under this key when it is text. */
    public Optional<String> text(String key) {
        return members.get(key) instanceof JsonString text ? Optional.of(text.value()) : Optional.empty();
    }

    /** The object with this member set. */
    public JsonObject with(String key, Json value) {
        Map<String, Json> changed = new LinkedHashMap<>(members);
        changed.put(key, value);
        return new JsonObject(changed);
    }

    /** The object without this member. */
    public JsonObject without(String key) {
        Map<String, Json> changed = new LinkedHashMap<>(members);
        changed.remove(key);
        return new JsonObject(changed);
    }

    /** Whether there are no members. */
    public boolean isEmpty() {
        return members.isEmpty();
    }

    private static void requireUnicode(String key) {
        if (JsonString.hasLoneSurrogate(key)) {
            throw new IllegalArgumentException("A key holds half of a surrogate pair");
        }
    }

    @Override
    public String toString() {
        return CanonicalJson.print(this);
    }
}
