package io.millrace.expr.kernel;

import io.millrace.expr.value.NullFlag;
import io.millrace.expr.value.RowError;
import io.millrace.expr.value.Utf8;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Functions on maps, as boxed maps in the order of their entries. Allocates. */
public final class Maps {

    private Maps() {}

    @SuppressWarnings("unchecked")
    private static Map<@Nullable Object, @Nullable Object> map(Object map) {
        return (Map<@Nullable Object, @Nullable Object>) map;
    }

    /** Keys and values in turn; of a key that comes twice the last value stays. */
    public static Object of(@Nullable Object[] values) {
        Map<@Nullable Object, @Nullable Object> map = new LinkedHashMap<>();
        for (int i = 0; i + 1 < values.length; i += 2) {
            map.put(values[i], values[i + 1]);
        }
        return Collections.unmodifiableMap(map);
    }

    /** The value of a key, or null; NULL is no key that anything is found by. */
    static @Nullable Object at(Object map, @Nullable Object key) {
        return key == null ? null : map(map).get(key);
    }

    public static Object keys(Object map) {
        return Collections.unmodifiableList(new ArrayList<>(map(map).keySet()));
    }

    public static Object values(Object map) {
        return Collections.unmodifiableList(new ArrayList<>(map(map).values()));
    }

    /** A row of key and value for each entry. */
    public static Object entries(Object map) {
        List<Object> rows = new ArrayList<>();
        map(map).forEach((key, value) -> {
            List<@Nullable Object> row = new ArrayList<>();
            row.add(key);
            row.add(value);
            rows.add(Collections.unmodifiableList(row));
        });
        return Collections.unmodifiableList(rows);
    }

    /**
     * A map of the keys to the values at the same positions.
     *
     * @throws RowError INVALID_ARGUMENT when there are not as many
     */
    public static Object fromArrays(Object keys, Object values) {
        List<?> names = (List<?>) keys;
        List<?> list = (List<?>) values;
        if (names.size() != list.size()) {
            throw RowError.INVALID_ARGUMENT;
        }
        Map<@Nullable Object, @Nullable Object> map = new LinkedHashMap<>();
        for (int i = 0; i < names.size(); i++) {
            map.put(names.get(i), list.get(i));
        }
        return Collections.unmodifiableMap(map);
    }

    /** The entries of all maps; of a key that comes twice the last value stays. NULL when a map is. */
    public static Object union(@Nullable Object[] maps, NullFlag isNull) {
        for (Object each : maps) {
            if (each == null) {
                isNull.raise();
                return Map.of();
            }
        }
        return union(maps);
    }

    /** The entries of all maps, none of which is NULL. */
    public static Object union(@Nullable Object[] maps) {
        Map<@Nullable Object, @Nullable Object> all = new LinkedHashMap<>();
        for (Object each : maps) {
            all.putAll(map(Objects.requireNonNull(each)));
        }
        return Collections.unmodifiableMap(all);
    }

    /** Entries parted by a comma, key and value by an equals sign. */
    public static Object ofText(Utf8 text) {
        return ofText(text, Utf8.of(","), Utf8.of("="));
    }

    /** Entries parted by one text, key and value by another. */
    public static Object ofText(Utf8 text, Utf8 between, Utf8 equals) {
        Map<@Nullable Object, @Nullable Object> map = new LinkedHashMap<>();
        if (text.length() == 0) {
            return Collections.unmodifiableMap(map);
        }
        Pattern parting = Pattern.compile(equals.toString(), Pattern.LITERAL);
        for (String entry : Pattern.compile(between.toString(), Pattern.LITERAL).split(text.toString())) {
            String[] parts = parting.split(entry, 2);
            map.put(Utf8.of(parts[0]), parts.length == 2 ? Utf8.of(parts[1]) : null);
        }
        return Collections.unmodifiableMap(map);
    }
}
