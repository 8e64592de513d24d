package io.millrace.expr;

import io.millrace.model.type.DataType;
import java.util.List;

/**
 * {@code CAST(operand AS type)}; when {@code safe}, {@code TRY_CAST}, which is NULL where CAST is a row error. The
 * conversion is that of {@link io.millrace.expr.function.Casts}.
 */
public record Cast(Expr operand, DataType type, boolean safe) implements Expr {

    public Cast {
        if (type.isNullable() != (safe || operand.type().isNullable())) {
            throw new IllegalArgumentException("A cast of " + operand.type() + " cannot be " + type);
        }
    }

    @Override
    public List<Expr> children() {
        return List.of(operand);
    }

    @Override
    public Expr withChildren(List<Expr> children) {
        Parts.require(this, children, 1);
        Expr operand = children.getFirst();
        return new Cast(operand, type.withNullable(safe || operand.type().isNullable()), safe);
    }
}
