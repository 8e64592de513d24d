package io.millrace.expr;

import io.millrace.model.type.DataType;
import java.util.List;

/** {@code ${name}}: a constant that a deployment gives. Replaced by a {@link Literal} before anything is evaluated. */
public record ParameterRef(String name, DataType type) implements Expr {

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
