package io.millrace.model.catalogue;

import io.millrace.model.annotation.Field;
import io.millrace.model.json.Json;
import java.util.Optional;

/**
 * One field of a config or of an object in it.
 *
 * @param name its key
 * @param type what its value is
 * @param isRequired whether it must be there
 * @param defaultValue what its absence means, where that can be written as a value
 * @param label what the form calls it; empty when the key in words will do
 * @param help Markdown; may be empty
 * @param example a value as it might be
 * @param isAdvanced whether the form folds it away at first
 */
public record ConfigField(
        String name,
        FieldType type,
        @Field(defaultValue = "false") boolean isRequired,
        @Field(name = "default") Optional<Json> defaultValue,
        @Field(defaultValue = "") String label,
        @Field(defaultValue = "") String help,
        Optional<Json> example,
        @Field(defaultValue = "false") boolean isAdvanced) {}
