package io.millrace.expr.function;

import io.millrace.expr.Category;
import io.millrace.expr.Expr;
import io.millrace.expr.Resolution;
import io.millrace.expr.ScalarFunction;
import io.millrace.model.type.DataType;
import java.util.List;
import java.util.Optional;

/** CAST and TRY_CAST. */
final class CastFunctions {

    private CastFunctions() {}

    static List<ScalarFunction> all() {
        return List.of(
                ScalarFunction.named("CAST", Category.CONVERSION)
                        .nulls("NULL for NULL")
                        .args(2)
                        .signature("CAST(value AS type)")
                        .meaning("The value as another type; the row fails when it has no counterpart there")
                        .difference("A number beyond the target's range is a row error; Flink wraps integers around,"
                                + " bounds floating point and makes NULL of decimals. A time zone behind a TIME is"
                                + " refused. Numbers do not become intervals. Before 1970 digits are cut off towards the"
                                + " past. A text of one letter is no number; Flink makes a DECIMAL 0 of it")
                        .example("CAST('12' AS INT)", "12")
                        .example("CAST(12.7 AS INT)", "12")
                        .example("CAST(DATE '2024-02-29' AS STRING)", "2024-02-29")
                        .example("CAST('2024-02-29 12:00:00' AS TIMESTAMP(3))", "2024-02-29 12:00:00.000")
                        .example("CAST(TRUE AS INT)", "1")
                        .resolvedBy((_, args) -> cast(args, false)),
                ScalarFunction.named("TRY_CAST", Category.CONVERSION)
                        .nulls("NULL for NULL, and for what has no counterpart")
                        .args(2)
                        .signature("TRY_CAST(value AS type)")
                        .meaning("The value as another type, or NULL when it has no counterpart there")
                        .difference("As CAST, so a number beyond the target's range is NULL")
                        .example("TRY_CAST('12' AS INT)", "12")
                        .example("TRY_CAST('twelve' AS INT)", "NULL")
                        .resolvedBy((_, args) -> cast(args, true)));
    }

    private static Resolution cast(List<Expr> args, boolean safe) {
        Optional<String> target = Keywords.text(args.get(1));
        if (target.isEmpty()) {
            return Resolution.rejected(1, "The type to CAST to must be written out");
        }
        DataType type;
        try {
            type = DataType.parse(target.get());
        } catch (IllegalArgumentException e) {
            return Resolution.rejected(1, String.valueOf(e.getMessage()));
        }
        return Casts.cast(args.getFirst(), type.type(), safe);
    }
}
