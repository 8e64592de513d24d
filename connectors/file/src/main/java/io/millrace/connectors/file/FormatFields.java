package io.millrace.connectors.file;

import io.millrace.model.catalogue.ConfigField;
import io.millrace.model.catalogue.ConfigSchema;
import io.millrace.model.catalogue.FieldType;
import io.millrace.model.json.JsonObject;
import io.millrace.spi.format.Format;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The part of a config that chooses a format: {@code format: csv} and, next to it, what that format lets people set:
 * {@code csv: {delimiter: ";"}}. It is put together from the formats there are, so a new one needs no change here.
 */
final class FormatFields {

    private static final String FORMAT = "format";

    private final List<Format> formats;

    FormatFields(List<Format> formats) {
        this.formats = List.copyOf(formats);
    }

    /** The schema of a config record with a text {@code format}, which becomes a choice with the formats' options. */
    ConfigSchema complete(ConfigSchema record) {
        List<ConfigField> fields = new ArrayList<>();
        for (ConfigField field : record.fields()) {
            if (field.name().equals(FORMAT)) {
                fields.add(withType(field, choice()));
                formats.stream()
                        .filter(format -> !format.options().fields().isEmpty())
                        .forEach(format -> fields.add(options(format)));
            } else {
                fields.add(field);
            }
        }
        return new ConfigSchema(fields);
    }

    private FieldType choice() {
        return new FieldType.Choice(formats.stream()
                .map(format -> new FieldType.Choice.Option(format.name(), format.summary()))
                .toList());
    }

    private static ConfigField withType(ConfigField field, FieldType type) {
        return new ConfigField(
                field.name(),
                type,
                field.isRequired(),
                field.defaultValue(),
                field.label(),
                field.help(),
                field.example(),
                field.isAdvanced());
    }

    private static ConfigField options(Format format) {
        return new ConfigField(
                format.name(),
                new FieldType.ObjectOf(format.options().fields()),
                false,
                Optional.empty(),
                format.name().toUpperCase(Locale.ROOT) + " options",
                "Only with `format: " + format.name() + "`.",
                Optional.empty(),
                true);
    }

    /** A config without the formats' options: what the record holds. */
    JsonObject withoutOptions(JsonObject config) {
        JsonObject rest = config;
        for (Format format : formats) {
            rest = rest.without(format.name());
        }
        return rest;
    }

    /** The options of one format in a config. */
    static JsonObject options(JsonObject config, String format) {
        return config.get(format).orElse(JsonObject.EMPTY) instanceof JsonObject options ? options : JsonObject.EMPTY;
    }
}
