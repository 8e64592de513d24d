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
import io.millrace.model.type.CharacterType;
import io.millrace.model.type.DataType;
import io.millrace.model.type.DecimalType;
import io.millrace.model.type.ScalarType;
import io.millrace.model.type.Schema;
import io.millrace.model.type.SqlType;
import io.millrace.plan.sql.Expressions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** A JSON scalar as a constant of a SQL type: by CAST, as if it stood in an expression. */
final class ParameterValue {

    private static final Pattern NUMBER = Pattern.compile("[+-]?[0-9]+(\\.[0-9]*)?([eE][+-]?[0-9]+)?");

    private final Expressions expressions = new Expressions();
    private final PipelineZone zone;

    ParameterValue(PipelineZone zone) {
        this.zone = zone;
    }

    /** The constant; empty when the value is none of the type. */
    Optional<Literal> of(Json value, DataType type) {
        Optional<Expr> written =
                switch (value) {
                    case JsonNumber number -> number(number.toString());
                    case JsonBoolean flag -> Optional.of(Literal.of(flag.equals(JsonBoolean.TRUE)));
                    case JsonString text -> text(text.value(), type.type());
                    default -> Optional.empty();
                };
        return written.flatMap(expr -> converted(expr, type.type()));
    }

    private Optional<Expr> text(String text, SqlType type) {
        if (isNumeric(type) && NUMBER.matcher(text).matches()) {
            return number(text);
        }
        if (type == ScalarType.BOOLEAN && (text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false"))) {
            return Optional.of(Literal.of(text.equalsIgnoreCase("true")));
        }
        return Optional.of(Literal.of(text));
    }

    private Optional<Expr> number(String text) {
        return expressions.type(text, new Schema(List.of()), Map.of()).expr();
    }

    private Optional<Literal> converted(Expr written, SqlType type) {
        // A text is kept whole; only its declared length is another one.
        boolean isText = type instanceof CharacterType && written.type().type() instanceof CharacterType;
        if (isText && type.equals(CharacterType.STRING) && written instanceof Literal(Object text, DataType _)) {
            return Optional.of(new Literal(text, type.notNull()));
        }
        if (!(Casts.cast(written, type, false) instanceof Resolution.Resolved(Expr cast))) {
            return Optional.empty();
        }
        return Interpreter.constant(cast, zone) instanceof Outcome.Value(Object value) && value != null
                ? Optional.of(new Literal(value, type.notNull()))
                : Optional.empty();
    }

    private static boolean isNumeric(SqlType type) {
        return type instanceof DecimalType
                || type instanceof ScalarType scalar && scalar != ScalarType.BOOLEAN && scalar != ScalarType.DATE;
    }
}
