package io.millrace.expr;

import io.millrace.expr.function.Casts;
import io.millrace.expr.interpret.Interpreter;
import io.millrace.expr.interpret.Outcome;
import io.millrace.expr.value.PipelineZone;
import io.millrace.model.type.CharacterType;
import io.millrace.model.type.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** SQL to the text of its value. */
public final class Evaluations {

    private Evaluations() {}

    /** The value of a constant expression as CAST to STRING prints it, {@code NULL}, or {@code !} and the cause. */
    public static String text(String sql) {
        return text(sql, PipelineZone.UTC);
    }

    /** As above, in a zone. */
    public static String text(String sql, PipelineZone zone) {
        return text(SqlText.parse(sql), List.of(), zone);
    }

    /** As above, on a row. */
    public static String text(String sql, Schema schema, List<? extends @Nullable Object> row) {
        return text(SqlText.parse(sql, schema), row, PipelineZone.UTC);
    }

    /** As above, for a tree. */
    public static String text(Expr expr, List<? extends @Nullable Object> row, PipelineZone zone) {
        Expr text = Literal.isUntypedNull(expr)
                ? expr
                : Casts.cast(expr, CharacterType.STRING, false).orThrow();
        return switch (new Interpreter(text, zone).evaluate(row)) {
            case Outcome.Value(Object value) -> value == null ? "NULL" : value.toString();
            case Outcome.Failed(var failure) -> "!" + failure.cause();
        };
    }

    /** The type of a constant expression. */
    public static String type(String sql) {
        return SqlText.parse(sql).type().toString();
    }
}
