package io.millrace.expr.function;

import io.millrace.expr.And;
import io.millrace.expr.Category;
import io.millrace.expr.Expr;
import io.millrace.expr.IsBoolean;
import io.millrace.expr.IsNull;
import io.millrace.expr.Literal;
import io.millrace.expr.Not;
import io.millrace.expr.Or;
import io.millrace.expr.Resolution;
import io.millrace.expr.ScalarFunction;
import io.millrace.model.type.ScalarType;
import java.util.List;
import java.util.function.Function;

/** AND, OR, NOT and the tests IS NULL, IS TRUE, IS FALSE, IS UNKNOWN. Their negations are NOT around them. */
final class LogicFunctions {

    private LogicFunctions() {}

    static List<ScalarFunction> all() {
        return List.of(
                logic("AND", "condition AND condition …")
                        .nulls("NULL when a condition is NULL and none is FALSE")
                        .args(2, Integer.MAX_VALUE)
                        .meaning("FALSE when one condition is FALSE, else NULL when one is NULL, else TRUE")
                        .example("FALSE AND CAST(NULL AS BOOLEAN)", "FALSE")
                        .example("TRUE AND CAST(NULL AS BOOLEAN)", "NULL")
                        .resolvedBy((function, args) -> onConditions(function, args, And::new)),
                logic("OR", "condition OR condition …")
                        .nulls("NULL when a condition is NULL and none is TRUE")
                        .args(2, Integer.MAX_VALUE)
                        .meaning("TRUE when one condition is TRUE, else NULL when one is NULL, else FALSE")
                        .example("TRUE OR CAST(NULL AS BOOLEAN)", "TRUE")
                        .example("FALSE OR CAST(NULL AS BOOLEAN)", "NULL")
                        .resolvedBy((function, args) -> onConditions(function, args, Or::new)),
                logic("NOT", "NOT condition")
                        .nulls("NULL for NULL")
                        .meaning("TRUE for FALSE, FALSE for TRUE, NULL for NULL")
                        .example("NOT 1 = 2", "TRUE")
                        .resolvedBy((function, args) ->
                                onConditions(function, args, operands -> new Not(operands.getFirst()))),
                logic("IS TRUE", "condition IS [NOT] TRUE")
                        .nulls("Never NULL")
                        .meaning("Whether the condition is TRUE; never NULL")
                        .example("CAST(NULL AS BOOLEAN) IS TRUE", "FALSE")
                        .resolvedBy((function, args) ->
                                onConditions(function, args, operands -> new IsBoolean(operands.getFirst(), true))),
                logic("IS FALSE", "condition IS [NOT] FALSE")
                        .nulls("Never NULL")
                        .meaning("Whether the condition is FALSE; never NULL")
                        .example("CAST(NULL AS BOOLEAN) IS NOT FALSE", "TRUE")
                        .resolvedBy((function, args) ->
                                onConditions(function, args, operands -> new IsBoolean(operands.getFirst(), false))),
                logic("IS UNKNOWN", "condition IS [NOT] UNKNOWN")
                        .nulls("Never NULL")
                        .meaning("Whether the condition is NULL")
                        .example("CAST(NULL AS BOOLEAN) IS UNKNOWN", "TRUE")
                        .resolvedBy((function, args) ->
                                onConditions(function, args, operands -> new IsNull(operands.getFirst()))),
                ScalarFunction.named("IS NULL", Category.COMPARISON)
                        .signature("value IS [NOT] NULL")
                        .nulls("Never NULL")
                        .meaning("Whether the value is NULL")
                        .example("CAST(NULL AS INT) IS NULL", "TRUE")
                        .example("0 IS NOT NULL", "TRUE")
                        .resolvedBy((_, args) -> Resolution.of(new IsNull(args.getFirst()))));
    }

    private static ScalarFunction.Builder logic(String name, String signature) {
        return ScalarFunction.named(name, Category.LOGIC).signature(signature);
    }

    private static Resolution onConditions(ScalarFunction function, List<Expr> args, Function<List<Expr>, Expr> form) {
        for (int i = 0; i < args.size(); i++) {
            Expr arg = args.get(i);
            if (arg.type().type() != ScalarType.BOOLEAN || Literal.isUntypedNull(arg)) {
                return Rejections.argument(function, args, i, "a BOOLEAN");
            }
        }
        return Resolution.of(form.apply(args));
    }
}
