package io.millrace.expr.interpret;

import io.millrace.expr.Call;
import io.millrace.expr.Category;
import io.millrace.expr.Expr;
import io.millrace.expr.Literal;
import io.millrace.expr.print.SqlPrinter;
import io.millrace.expr.value.PipelineZone;
import io.millrace.expr.value.RowError;
import io.millrace.model.type.DataType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Words for failed rows. */
final class Failures {

    /** Long parts and values are cut, so that one row cannot flood a log or a screen. */
    private static final int MAX_SHOWN = 200;

    private final PipelineZone zone;

    Failures(PipelineZone zone) {
        this.zone = zone;
    }

    /** A kernel failed on the arguments it read. */
    RowFailure call(Call call, RowError error, List<? extends @Nullable Object> args) {
        List<String> operands = new ArrayList<>();
        List<String> known = new ArrayList<>();
        for (int i = 0; i < args.size(); i++) {
            if (!call.kernel().reads(i)) {
                continue;
            }
            String value = show(args.get(i), call.parameters().get(i));
            operands.add(value);
            if (!(call.args().get(i) instanceof Literal)) {
                known.add(show(call.args().get(i)) + " is " + value);
            }
        }
        String where = known.isEmpty() ? "" : " where " + String.join(" and ", known);
        String message = "In " + show(call) + where + ": " + error.why().text() + remedy(call, error.why());
        return new RowFailure(call, error.why(), operands, message);
    }

    private String remedy(Call call, RowError.Cause cause) {
        return switch (cause) {
            case DIVISION_BY_ZERO -> ". Divide by NULLIF(" + show(call.args().getLast()) + ", 0) to get NULL instead";
            case OVERFLOW ->
                " " + call.type().type()
                        + (call.function().category() == Category.NUMBER ? ". CAST an operand to a wider type" : "");
            case INVALID_ARGUMENT -> ". It is " + call.function().signature();
            case CAST_FAILED -> "";
        };
    }

    /** A value could not be converted to the type it is used as. */
    RowFailure conversion(Expr part, RowError error, Object value, DataType from, DataType to) {
        String shown = show(value, from);
        String message = "In " + show(part) + ": " + shown + " is no " + to.type()
                + (error.why() == RowError.Cause.OVERFLOW ? " (out of range)" : "")
                + ". TRY_CAST makes NULL of such a value";
        return new RowFailure(part, error.why(), List.of(shown), message);
    }

    private String show(Expr part) {
        return cut(SqlPrinter.print(part, zone));
    }

    private String show(@Nullable Object value, DataType type) {
        return cut(SqlPrinter.print(new Literal(value, type.withNullable(value == null)), zone));
    }

    private static String cut(String text) {
        return text.length() <= MAX_SHOWN ? text : text.substring(0, MAX_SHOWN) + "…";
    }
}
