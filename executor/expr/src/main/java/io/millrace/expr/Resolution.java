package io.millrace.expr;

/** What came of typing a call: an expression, or the reason why there is none. */
public sealed interface Resolution {

    /** The typed expression. */
    record Resolved(Expr expr) implements Resolution {}

    /**
     * The arguments do not fit.
     *
     * @param message names the function, what came and what is accepted; a whole sentence without the final stop
     * @param argument the index of the argument to blame, or {@link #WHOLE_CALL}
     */
    record Rejected(String message, int argument) implements Resolution {}

    /** No single argument is to blame. */
    int WHOLE_CALL = -1;

    /** The call is fine. */
    static Resolution of(Expr expr) {
        return new Resolved(expr);
    }

    /** The call as a whole is wrong. */
    static Resolution rejected(String message) {
        return new Rejected(message, WHOLE_CALL);
    }

    /** One argument is wrong. */
    static Resolution rejected(int argument, String message) {
        return new Rejected(message, argument);
    }

    /**
     * The expression.
     *
     * @throws IllegalArgumentException with the message, when there is none
     */
    default Expr orThrow() {
        return switch (this) {
            case Resolved resolved -> resolved.expr();
            case Rejected rejected -> throw new IllegalArgumentException(rejected.message());
        };
    }
}
