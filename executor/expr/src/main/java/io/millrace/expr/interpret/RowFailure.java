package io.millrace.expr.interpret;

import io.millrace.expr.Expr;
import io.millrace.expr.value.RowError;
import java.util.List;

/**
 * Why a row could not be computed.
 *
 * @param part the sub-expression that failed
 * @param cause what went wrong
 * @param operands the values it failed on, as SQL prints them
 * @param message one sentence with the part, its values, the cause and a remedy
 */
public record RowFailure(Expr part, RowError.Cause cause, List<String> operands, String message) {

    public RowFailure {
        operands = List.copyOf(operands);
    }
}
