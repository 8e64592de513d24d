package io.millrace.expr;

/** A branch of a {@link Case}: taken when {@code condition} is TRUE, neither FALSE nor NULL. */
public record When(Expr condition, Expr result) {

    public When {
        Parts.requireBoolean(condition);
    }
}
