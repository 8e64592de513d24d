package io.millrace.model.catalogue;

import io.millrace.model.annotation.Tagged;
import io.millrace.model.type.Schema;
import java.util.Map;

/** Where the schema of a source's rows is written, so that checking a pipeline asks no other system. */
@Tagged("kind")
public sealed interface SourceSchema {

    /** The type always has this one. */
    record Fixed(Schema schema) implements SourceSchema {}

    /** The config decides between these by the text under a key. */
    record ByChoice(String field, Map<String, Schema> schemas) implements SourceSchema {

        public ByChoice {
            schemas = Map.copyOf(schemas);
        }
    }

    /** It is written in the config under this key, as a list of {@code {name, type}}. */
    record FromConfig(String field) implements SourceSchema {}
}
