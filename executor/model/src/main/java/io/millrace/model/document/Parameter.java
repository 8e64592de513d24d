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
        ParameterName name,
        DataType type,
        @Field(name = "default") Optional<Json> defaultValue) {}
