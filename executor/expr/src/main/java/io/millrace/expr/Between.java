package io.millrace.expr;

import io.millrace.model.type.DataType;
import java.util.List;

/**
 * {@code value BETWEEN low AND high}: as {@code low <= value AND value <= high}, with {@code value} evaluated once.
 *
 * @param comparedAs the type all three are converted to; its order is {@link #lessOrEqual}
 */
public record Between(Expr value, Expr low, Expr high, DataType comparedAs, Kernel lessOrEqual) implements Expr {

    public Between {
        lessOrEqual.requireFits(List.of(comparedAs, comparedAs), Parts.booleanType(false));
    }

    @Override
    public DataType type() {
        return Parts.booleanType(Parts.anyNullable(children()));
    }

    @Override
    public List<Expr> children() {
        return List.of(value, low, high);
    }

    @Override
    public Expr withChildren(List<Expr> children) {
        Parts.require(this, children, 3);
        return new Between(children.get(0), children.get(1), children.get(2), comparedAs, lessOrEqual);
    }
}
