package io.millrace.expr;

import io.millrace.model.type.DataType;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code a AND b AND …}: TRUE unless a condition is FALSE (then FALSE) or NULL (then NULL). Evaluated from left to right until one
 * is FALSE; what follows is not evaluated. A chain is one node: operands that are themselves AND are taken apart.
 */
public record And(List<Expr> operands) implements Expr {

    public And {
        List<Expr> flat = new ArrayList<>();
        for (Expr operand : operands) {
            Parts.requireBoolean(operand);
            if (operand instanceof And(List<Expr> inner)) {
                flat.addAll(inner);
            } else {
                flat.add(operand);
            }
        }
        operands = List.copyOf(flat);
        if (operands.size() < 2) {
            throw new IllegalArgumentException("AND needs two conditions");
        }
    }

    @Override
    public DataType type() {
        return Parts.booleanType(Parts.anyNullable(operands));
    }

    @Override
    public List<Expr> children() {
        return operands;
    }

    @Override
    public Expr withChildren(List<Expr> children) {
        Parts.require(this, children, operands.size());
        return new And(children);
    }
}
