package io.millrace.expr;

import io.millrace.model.type.DataType;
import java.util.List;

/** The value of a column of the row. {@code name} is for people; {@code index} decides. */
public record ColumnRef(int index, String name, DataType type) implements Expr {

    public ColumnRef {
        if (index < 0) {
            throw new IllegalArgumentException("Column " + name + " cannot have index " + index);
        }
    }

    @Override
    public List<Expr> children() {
        return List.of();
    }

    @Override
    public Expr withChildren(List<Expr> children) {
        Parts.require(this, children, 0);
        return this;
    }
}
