package io.millrace.expr;

import io.millrace.model.type.DataType;
import java.util.List;

/** {@code COALESCE(a, b, …)}: the first that is not NULL, converted to {@code type}; what follows is not evaluated. */
public record Coalesce(List<Expr> operands, DataType type) implements Expr {

    public Coalesce {
        operands = List.copyOf(operands);
        if (operands.isEmpty()) {
            throw new IllegalArgumentException("COALESCE needs an operand");
        }
    }

    @Override
    public List<Expr> children() {
        return operands;
    }

    @Override
    public Expr withChildren(List<Expr> children) {
        Parts.require(this, children, operands.size());
        boolean nullable = true;
        for (Expr child : children) {
            nullable &= child.type().isNullable();
        }
        return new Coalesce(children, type.withNullable(nullable));
    }
}
