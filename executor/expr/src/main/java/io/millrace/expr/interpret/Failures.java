package io.millrace.expr.interpret;

import io.millrace.expr.Call;
import io.millrace.expr.Expr;
import io.millrace.expr.value.RowError;
import io.millrace.model.type.DataType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Words for failed rows. */
final class Failures {

    private Failures() {}

    static RowFailure call(Call call, RowError error, List<@Nullable Object> args) {
        List<String> operands = new ArrayList<>();
        for (Object arg : args) {
            operands.add(String.valueOf(arg));
        }
        return new RowFailure(
                call,
                error.why(),
                operands,
                call.function().name() + " of " + String.join(", ", operands) + ": "
                        + error.why().text());
    }

    static RowFailure conversion(Expr part, RowError error, Object value, DataType from, DataType to) {
        return new RowFailure(
                part,
                error.why(),
                List.of(value.toString()),
                value + " (" + from.type() + ") as " + to.type() + ": "
                        + error.why().text());
    }
}
