package io.millrace.plan.parameter;

import io.millrace.expr.Expr;
import io.millrace.expr.Literal;
import io.millrace.expr.Resolution;
import io.millrace.expr.function.Casts;
import io.millrace.expr.interpret.Interpreter;
import io.millrace.expr.interpret.Outcome;
import io.millrace.expr.value.PipelineZone;
import io.millrace.model.json.Json;
import io.millrace.model.json.JsonBoolean;
import io.millrace.model.json.JsonNumber;
import io.millrace.model.json.JsonString;
import io.millrace.model.type.DataType;
import io.millrace.model.type.ScalarType;
import io.millrace.model.type.SqlType;
import java.util.Optional;

/** A JSON scalar as a constant of a SQL type: by CAST, as if it stood in an expression. */
final class ParameterValue {

    private final PipelineZone zone;

    ParameterValue(PipelineZone zone) {
        this.zone = zone;
    }

    /** The constant; empty when the value is none of the type. */
    Optional<Literal> of(Json value, DataType type) {
        Optional<Expr> written =
                switch (value) {
                    // A fraction would be cut off without a word.
                    case JsonNumber number when !number.isWhole() && isWhole(type.type()) -> Optional.empty();
                    case JsonNumber number -> Optional.of(Literal.of(number.toString()));
                    case JsonBoolean flag -> Optional.of(Literal.of(flag.equals(JsonBoolean.TRUE)));
                    case JsonString text -> Optional.of(Literal.of(text.value()));
                    default -> Optional.empty();
                };
        return written.flatMap(expr -> converted(expr, type.type()));
    }

    private Optional<Literal> converted(Expr written, SqlType type) {
        if (!(Casts.cast(written, type, false) instanceof Resolution.Resolved(Expr cast))) {
            return Optional.empty();
        }
        return Interpreter.constant(cast, zone) instanceof Outcome.Value(Object value) && value != null
                ? Optional.of(new Literal(value, type.notNull()))
                : Optional.empty();
    }

    private static boolean isWhole(SqlType type) {
        return type == ScalarType.TINYINT
                || type == ScalarType.SMALLINT
                || type == ScalarType.INT
                || type == ScalarType.BIGINT;
    }
}
