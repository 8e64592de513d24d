package io.millrace.expr.function;

import io.millrace.expr.Expr;
import io.millrace.expr.Literal;
import io.millrace.expr.Resolution;
import io.millrace.expr.ScalarFunction;
import java.util.List;

/** The sentences with which calls are refused. */
final class Rejections {

    private Rejections() {}

    /** The function is not for these types. */
    static Resolution arguments(ScalarFunction function, List<Expr> args) {
        for (int i = 0; i < args.size(); i++) {
            if (Literal.isUntypedNull(args.get(i))) {
                return untypedNull(i);
            }
        }
        return Resolution.rejected(
                function.name() + " does not take " + Types.list(args) + "; it is " + function.signature());
    }

    /** One argument is not of the type the function wants there. */
    static Resolution argument(ScalarFunction function, List<Expr> args, int index, String wanted) {
        if (Literal.isUntypedNull(args.get(index))) {
            return untypedNull(index);
        }
        return Resolution.rejected(
                index,
                function.name() + " wants " + wanted + " as argument " + (index + 1) + ", not "
                        + Types.describe(args.get(index)) + "; it is " + function.signature());
    }

    private static Resolution untypedNull(int index) {
        return Resolution.rejected(index, "NULL has no type here; write CAST(NULL AS INT) or another type");
    }
}
