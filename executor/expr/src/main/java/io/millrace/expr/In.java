package io.millrace.expr;

import io.millrace.model.type.DataType;
import io.millrace.model.type.RowType;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code value IN (a, b, …)}: TRUE when an item equals {@code value}; otherwise NULL when {@code value} or an item is
 * NULL; otherwise FALSE. {@code value} is evaluated once, items from left to right until one is equal, and none of
 * them when {@code value} is NULL.
 *
 * @param comparedAs the type all are converted to; its equality is {@link #equality}
 */
public record In(Expr value, List<Expr> items, DataType comparedAs, Kernel equality) implements Expr {

    public In {
        items = List.copyOf(items);
        if (items.isEmpty()) {
            throw new IllegalArgumentException("IN needs an item");
        }
        equality.requireFits(List.of(comparedAs, comparedAs), Parts.booleanType(false));
    }

    @Override
    public DataType type() {
        boolean nullableFields = comparedAs.type() instanceof RowType row && row.hasNullableFields();
        return Parts.booleanType(nullableFields || Parts.anyNullable(children()));
    }

    /** The value, then the items. */
    @Override
    public List<Expr> children() {
        List<Expr> children = new ArrayList<>();
        children.add(value);
        children.addAll(items);
        return children;
    }

    @Override
    public Expr withChildren(List<Expr> children) {
        Parts.require(this, children, items.size() + 1);
        return new In(children.getFirst(), children.subList(1, children.size()), comparedAs, equality);
    }
}
