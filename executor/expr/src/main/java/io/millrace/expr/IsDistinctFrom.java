package io.millrace.expr;

import io.millrace.model.type.DataType;
import java.util.List;

/**
 * {@code left IS DISTINCT FROM right}: as {@code <>}, but NULL is a value equal to itself, so the answer is never NULL.
 *
 * @param comparedAs the type both are converted to; its equality is {@link #equality}
 */
public record IsDistinctFrom(Expr left, Expr right, DataType comparedAs, Kernel equality) implements Expr {

    public IsDistinctFrom {
        equality.requireFits(List.of(comparedAs, comparedAs), Parts.booleanType(false));
    }

    @Override
    public DataType type() {
        return Parts.booleanType(false);
    }

    @Override
    public List<Expr> children() {
        return List.of(left, right);
    }

    @Override
    public Expr withChildren(List<Expr> children) {
        Parts.require(this, children, 2);
        return new IsDistinctFrom(children.getFirst(), children.getLast(), comparedAs, equality);
    }
}
