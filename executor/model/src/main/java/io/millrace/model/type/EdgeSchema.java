package io.millrace.model.type;

import java.util.List;
import java.util.Optional;

/**
 * All that is known about the rows on an edge: columns, the column that carries event time, the sets of columns that
 * are unique among the rows that stand, and which changes may come.
 */
public record EdgeSchema(Schema schema, Optional<String> eventTime, List<List<String>> keys, ChangeMode changeMode) {

    public EdgeSchema {
        keys = keys.stream().map(List::copyOf).toList();
        eventTime.ifPresent(name -> requireColumn(schema, name));
        keys.forEach(key -> key.forEach(name -> requireColumn(schema, name)));
    }

    /** An append-only edge without event time or keys. */
    public static EdgeSchema append(Schema schema) {
        return new EdgeSchema(schema, Optional.empty(), List.of(), ChangeMode.APPEND);
    }

    private static void requireColumn(Schema schema, String name) {
        if (schema.indexOf(name).isEmpty()) {
            throw new IllegalArgumentException("There is no column " + name + " in " + schema);
        }
    }
}
