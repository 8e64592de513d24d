package io.millrace.expr;

import io.millrace.model.type.DataType;
import java.util.List;

/**
 * {@code NULLIF(value, other)}: NULL when both are equal, else {@code value} in its own type. {@code value} is evaluated
 * once; {@code other} only when {@code value} is not NULL.
 *
 * @param comparedAs the type both are converted to for the comparison; its equality is {@link #equality}
 */
public record NullIf(Expr value, Expr other, DataType comparedAs, Kernel equality) implements Expr {

    public NullIf {
        equality.requireFits(List.of(comparedAs, comparedAs), Parts.booleanType(false));
    }

    @Override
    public DataType type() {
        return value.type().withNullable(true);
    }

    @Override
    public List<Expr> children() {
        return List.of(value, other);
    }

    @Override
    public Expr withChildren(List<Expr> children) {
        Parts.require(this, children, 2);
        return new NullIf(children.getFirst(), children.getLast(), comparedAs, equality);
    }
}
