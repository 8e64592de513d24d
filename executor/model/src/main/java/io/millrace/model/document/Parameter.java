package io.millrace.model.document;

import io.millrace.model.annotation.Field;
import io.millrace.model.json.Json;
import io.millrace.model.type.DataType;
import java.util.Optional;

/**
 * A typed value a deployment may set. {@code ${name}} in an expression is a literal of this type, never replaced text.
 *
 * @param type the literal's type
 * @param defaultValue the value when the deployment gives none: a JSON scalar, BIGINT and DECIMAL beyond a double's
 *     exactness as text; absent means the deployment must give one
 */
public record Parameter(
        @Field(help = "The name, as `${name}` in an expression uses it.")
        ParameterName name,

        @Field(help = "The SQL type of the value.") DataType type,

        @Field(name = "default", help = "The value when a deployment gives none.")
        Optional<Json> defaultValue) {}
