package io.millrace.model.catalogue;

import io.millrace.model.shape.ObjectShape;
import io.millrace.model.shape.Shapes;
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

    /**
     * The schema of the configs that this record holds; see {@link io.millrace.model.annotation.Field}.
     *
     * @throws IllegalArgumentException when the record holds something that has no JSON form
     */
    public static ConfigSchema of(Class<?> record) {
        return new ConfigSchema(FieldTypes.fields(Shapes.ofRecord(record)));
    }

    /**
     * The shape of the configs this schema allows. What it reads is checked against the schema only: the Java value is
     * no config record, which code without the node type's classes does not have.
     */
    public ObjectShape shape() {
        return FieldTypes.object("config", fields);
    }

    /** The field under this key. */
    public Optional<ConfigField> field(String name) {
        return fields.stream().filter(field -> field.name().equals(name)).findFirst();
    }
}
