package io.millrace.expr;

import io.millrace.model.type.DataType;
import java.util.List;

/** {@code operand IS TRUE} or, by {@code value}, {@code IS FALSE}: FALSE for NULL, never NULL itself. */
public record IsBoolean(Expr operand, boolean value) implements Expr {

    public IsBoolean {
        Parts.requireBoolean(operand);
    }

    @Override
    public DataType type() {
        return Parts.booleanType(false);
    }

    @Override
    public List<Expr> children() {
        return List.of(operand);
    }

    @Override
    public Expr withChildren(List<Expr> children) {
        Parts.require(this, children, 1);
        return new IsBoolean(children.getFirst(), value);
    }
}
