package io.millrace.expr;

import io.millrace.model.type.DataType;
import java.util.List;

/** {@code NOT operand}; NULL stays NULL. Also the negative spellings: {@code IS NOT NULL}, {@code NOT LIKE}, …. */
public record Not(Expr operand) implements Expr {

    public Not {
        Parts.requireBoolean(operand);
    }

    @Override
    public DataType type() {
        return Parts.booleanType(operand.type().isNullable());
    }

    @Override
    public List<Expr> children() {
        return List.of(operand);
    }

    @Override
    public Expr withChildren(List<Expr> children) {
        Parts.require(this, children, 1);
        return new Not(children.getFirst());
    }
}
