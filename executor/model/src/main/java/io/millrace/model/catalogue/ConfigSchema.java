package io.millrace.model.catalogue;

import java.util.List;
import java.util.Optional;

/**
 * What a node's config holds: the data a form is drawn from and the JSON Schema is written from.
 *
 * @param fields in the order a form shows them
 */
public record ConfigSchema(List<ConfigField> fields) {

    /** A config that holds nothing. */
    public static final ConfigSchema EMPTY = new ConfigSchema(List.of());

    public ConfigSchema {
        fields = List.copyOf(fields);
    }

    /** The field under this key. */
    public Optional<ConfigField> field(String name) {
        return fields.stream().filter(field -> field.name().equals(name)).findFirst();
    }
}
