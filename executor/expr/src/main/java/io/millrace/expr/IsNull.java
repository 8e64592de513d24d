package io.millrace.expr;

import io.millrace.model.type.DataType;
import java.util.List;

/** {@code operand IS NULL} (for a condition also {@code IS UNKNOWN}): never NULL itself. */
public record IsNull(Expr operand) implements Expr {

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
        return new IsNull(children.getFirst());
    }
}
