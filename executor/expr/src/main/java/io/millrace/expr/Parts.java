package io.millrace.expr;

import io.millrace.model.type.DataType;
import io.millrace.model.type.ScalarType;
import java.util.List;

/** Checks that the forms share in their constructors. */
final class Parts {

    private Parts() {}

    static void require(Expr form, List<Expr> children, int count) {
        if (children.size() != count) {
            throw new IllegalArgumentException(
                    form.getClass().getSimpleName() + " has " + count + " parts, not " + children.size());
        }
    }

    static void requireBoolean(Expr operand) {
        if (operand.type().type() != ScalarType.BOOLEAN && !Literal.isUntypedNull(operand)) {
            throw new IllegalArgumentException("A condition must be BOOLEAN, not " + operand.type());
        }
    }

    static boolean anyNullable(List<Expr> operands) {
        for (Expr operand : operands) {
            if (operand.type().isNullable()) {
                return true;
            }
        }
        return false;
    }

    static DataType booleanType(boolean nullable) {
        return new DataType(ScalarType.BOOLEAN, nullable);
    }
}
