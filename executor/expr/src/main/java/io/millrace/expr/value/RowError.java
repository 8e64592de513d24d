package io.millrace.expr.value;

/**
 * One row cannot be computed. Preallocated and without a stack trace, so throwing it costs little and allocates
 * nothing; generated code catches it per row, sets the row's error bit, and the interpreter evaluates that row again
 * to say which part failed on which values.
 */
@SuppressWarnings("StaticAssignmentOfThrowable") // Stackless on purpose: see above.
public final class RowError extends RuntimeException {

    /** Why a row cannot be computed. */
    public enum Cause {
        /** A division, or a remainder, by zero. */
        DIVISION_BY_ZERO("division by zero"),
        /** The result does not fit its type. */
        OVERFLOW("the result does not fit its type"),
        /** The value has no counterpart in the target type. */
        CAST_FAILED("the value cannot be read as that type"),
        /** An argument is outside what the function accepts. */
        INVALID_ARGUMENT("an argument is outside what the function accepts");

        private final String text;

        Cause(String text) {
            this.text = text;
        }

        /** The cause in words, to stand after a colon. */
        public String text() {
            return text;
        }
    }

    public static final RowError DIVISION_BY_ZERO = new RowError(Cause.DIVISION_BY_ZERO);
    public static final RowError OVERFLOW = new RowError(Cause.OVERFLOW);
    public static final RowError CAST_FAILED = new RowError(Cause.CAST_FAILED);
    public static final RowError INVALID_ARGUMENT = new RowError(Cause.INVALID_ARGUMENT);

    private final Cause cause;

    private RowError(Cause cause) {
        super(cause.text(), null, false, false);
        this.cause = cause;
    }

    /** Why. */
    public Cause why() {
        return cause;
    }
}
