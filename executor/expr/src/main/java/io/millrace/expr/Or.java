package io.millrace.expr;

import io.millrace.model.type.DataType;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code a OR b OR …}: FALSE unless a condition is TRUE (then TRUE) or NULL (then NULL). Evaluated from left to right until one
 * is TRUE; what follows is not evaluated. A chain is one node: operands that are themselves OR are taken apart.
 */
public record Or(List<Expr> operands) implements Expr {

    public Or {
        List<Expr> flat = new ArrayList<>();
        for (Expr operand : operands) {
            Parts.requireBoolean(operand);
            if (operand instanceof Or(List<Expr> inner)) {
                flat.addAll(inner);
            } else {
                flat.add(operand);
            }
        }
        operands = List.copyOf(flat);
        if (operands.size() < 2) {
            throw new IllegalArgumentException("OR needs two conditions");
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
        return new Or(children);
    }
}
