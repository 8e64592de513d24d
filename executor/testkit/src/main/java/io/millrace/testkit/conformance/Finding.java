package io.millrace.testkit.conformance;

/**
 * A place where we and the oracle do not agree.
 *
 * @param sql the expression
 * @param input the values it was computed from, or empty
 */
public record Finding(Kind kind, Shape.Call call, String sql, String input, String ours, String theirs) {

    /** What differs. */
    public enum Kind {
        /** The oracle accepts, and runs, what we refuse. */
        NARROWER,
        /** We accept what the oracle refuses. */
        WIDER,
        /** Both accept it, but the oracle cannot plan or compile it, so there are no values to compare. */
        UNPLANNABLE,
        /** The types or their nullabilities differ. */
        TYPE,
        /** The values differ. */
        VALUE,
        /** Our row fails where the oracle has a value: an overflow where Flink wraps around. */
        OVERFLOWS,
        /** Our row fails for another cause where the oracle has a value. */
        FAILS,
        /** We have a value where the oracle fails. */
        SURVIVES,
        /** The function is compared with no oracle. */
        UNTESTED,
        /** Our code threw what it should not: never meant. */
        BROKEN
    }

    /** The expression and its input: {@code a_i + b_i for 1, 2}. */
    public String question() {
        return sql + (input.isEmpty() ? "" : " for " + input);
    }

    @Override
    public String toString() {
        return question() + ": ours " + ours + ", theirs " + theirs;
    }
}
