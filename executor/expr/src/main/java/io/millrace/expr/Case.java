package io.millrace.expr;

import io.millrace.model.type.DataType;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code CASE WHEN … THEN … ELSE … END}: the result of the first branch whose condition is TRUE, converted to
 * {@code type}. Conditions after it, and results of other branches, are not evaluated. A missing ELSE is
 * {@link Literal#NULL}.
 */
public record Case(List<When> branches, Expr otherwise, DataType type) implements Expr {

    public Case {
        branches = List.copyOf(branches);
        if (branches.isEmpty()) {
            throw new IllegalArgumentException("CASE needs a branch");
        }
    }

    /** Condition and result of each branch in turn, then the ELSE. */
    @Override
    public List<Expr> children() {
        List<Expr> children = new ArrayList<>();
        for (When branch : branches) {
            children.add(branch.condition());
            children.add(branch.result());
        }
        children.add(otherwise);
        return children;
    }

    @Override
    public Expr withChildren(List<Expr> children) {
        Parts.require(this, children, branches.size() * 2 + 1);
        List<When> whens = new ArrayList<>();
        boolean nullable = children.getLast().type().isNullable();
        for (int i = 0; i < children.size() - 1; i += 2) {
            whens.add(new When(children.get(i), children.get(i + 1)));
            nullable |= children.get(i + 1).type().isNullable();
        }
        return new Case(whens, children.getLast(), type.withNullable(nullable));
    }
}
