package io.millrace.model.catalogue;

import io.millrace.model.document.Node;
import io.millrace.model.json.JsonObject;
import io.millrace.model.problem.Problem;
import io.millrace.model.shape.Codec;
import io.millrace.model.shape.Place;
import io.millrace.model.shape.Reading;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Turns the config of a node into the config record of its type. Immutable; any thread may use one.
 *
 * @param <T> the record
 */
public final class ConfigBinder<T extends Record> {

    private final Codec<T> codec;
    private final ConfigSchema schema;

    private ConfigBinder(Codec<T> codec, ConfigSchema schema) {
        this.codec = codec;
        this.schema = schema;
    }

    /**
     * The binder of a config record; see {@link io.millrace.model.annotation.Field} for what may stand in one.
     *
     * @throws IllegalArgumentException when the record holds something that has no JSON form
     */
    public static <T extends Record> ConfigBinder<T> of(Class<T> record) {
        return new ConfigBinder<>(Codec.of(record), ConfigSchema.of(record));
    }

    /** What the record's configs hold. */
    public ConfigSchema schema() {
        return schema;
    }

    /**
     * Reads a node's config. Every flaw is a problem at its field, {@code config.…}, with edits as fixes where a slip is
     * likely.
     */
    public Reading<T> bind(Node node) {
        List<Problem> problems = new ArrayList<>();
        Optional<T> config = codec.read(node.config(), Place.root(), new ConfigFindings(node.id(), problems));
        return new Reading<>(config, problems);
    }

    /** The JSON of a config; fields that say what their absence means are left out. */
    public JsonObject write(T config) {
        return (JsonObject) codec.write(config);
    }
}
