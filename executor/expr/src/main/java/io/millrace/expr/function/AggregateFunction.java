package io.millrace.expr.function;

import io.millrace.expr.Expr;
import java.util.Optional;

/**
 * The declaration of each aggregate function; the set is closed, and the engine has an accumulator for each. All but
 * {@code COUNT(*)} leave out rows whose argument is NULL.
 */
public enum AggregateFunction {
    COUNT(
            "COUNT(*) or COUNT([DISTINCT] value)",
            "How many rows there are, or rows whose value is not NULL; a BIGINT",
            ""),
    SUM(
            "SUM([DISTINCT] number)",
            "The sum, in the type of the argument, a decimal with 38 digits; NULL without values",
            "A sum outside its type is an error; Flink wraps integers around and makes NULL of decimals"),
    MIN("MIN(value), for numbers, texts, times and BOOLEAN", "The smallest value; NULL without values", ""),
    MAX("MAX(value), for numbers, texts, times and BOOLEAN", "The largest value; NULL without values", ""),
    AVG(
            "AVG([DISTINCT] number)",
            "The sum divided by the count, in the type of the argument (so of integers an integer), a decimal with 38"
                    + " digits and at least 6 behind the point; NULL without values",
            "A sum outside BIGINT, DOUBLE or 38 digits is an error"),
    STDDEV_POP(
            "STDDEV_POP([DISTINCT] number)",
            "The standard deviation of the values, the root of VAR_POP, in the type that AVG has; NULL without values",
            Differences.MOMENTS),
    STDDEV_SAMP(
            "STDDEV_SAMP([DISTINCT] number)",
            "The standard deviation of what the values are a sample of, the root of VAR_SAMP, in the type that AVG has; NULL"
                    + " with less than two values. Also called STDDEV",
            Differences.MOMENTS),
    VAR_POP(
            "VAR_POP([DISTINCT] number)",
            "The variance of the values, the mean square of their distance from their average, in the type that AVG has;"
                    + " NULL without values",
            Differences.MOMENTS),
    VAR_SAMP(
            "VAR_SAMP([DISTINCT] number)",
            "The variance of what the values are a sample of: the squares of distances from the average, divided by one less"
                    + " than there are values, in the type that AVG has; NULL with less than two values. Also called VARIANCE",
            Differences.MOMENTS),
    FIRST_VALUE(
            "FIRST_VALUE(value)",
            "The value that came first and is not NULL; NULL without values. Of a window that is made of several slices the first of"
                    + " the first slice that has one; what comes late for a session counts as coming behind what is there",
            ""),
    LAST_VALUE(
            "LAST_VALUE(value)",
            "The value that came last and is not NULL; NULL without values. Of a window that is made of several slices the last of"
                    + " the last slice that has one; what comes late for a session counts as coming behind what is there",
            "With DISTINCT it is refused: Flink gives the value that was the last to come for the first time"),
    LISTAGG(
            "LISTAGG(text)",
            "The texts that are not NULL one behind the other, in the order they came (of a window made of several slices, slice by"
                    + " slice), with a separator between, a comma if nothing else is said; NULL without values",
            "A result of more than 1 MiB is an error, each text counted as 8 bytes at least. The result of CHAR(n) is a STRING; in Flink it is a CHAR(n)"),
    ARRAY_AGG(
            "ARRAY_AGG(value)",
            "The values, NULL as well, as an array in the order they came (of a window made of several slices, slice by slice);"
                    + " NULL without rows",
            "A result of more than 1 MiB is an error, each value counted as 8 bytes at least. Without group keys"
                    + " and window the result may be NULL, so its type says so");

    /** Sentences that several have. */
    private static final class Differences {

        private static final String MOMENTS =
                "What does not fit the type is an error; computed of 106 bits, where Flink multiplies integers in their type and"
                        + " wraps around. Of a sample NULL is possible, so the type says so; in Flink it may say NOT NULL";
    }

    private final String signature;
    private final String meaning;
    private final String difference;

    AggregateFunction(String signature, String meaning, String difference) {
        this.signature = signature;
        this.meaning = meaning;
        this.difference = difference;
    }

    /** Argument and result for readers. */
    public String signature() {
        return signature;
    }

    /** What it answers, in one sentence. */
    public String meaning() {
        return meaning;
    }

    /** Where the answer is not Flink's; empty when it always is. */
    public String difference() {
        return difference;
    }

    /**
     * Types a call.
     *
     * @param argument empty for {@code COUNT(*)}
     * @param grouped whether every result has at least one row behind it: there are group keys or a window, and no
     *     filter of its own
     */
    public AggregateResolution resolve(Optional<Expr> argument, boolean grouped) {
        return AggregateTypes.resolve(this, argument, grouped);
    }
}
