package io.millrace.expr.function;

import io.millrace.expr.Cast;
import io.millrace.expr.Expr;
import io.millrace.expr.Kernel;
import io.millrace.expr.Literal;
import io.millrace.expr.Resolution;
import io.millrace.model.type.DataType;
import io.millrace.model.type.SqlType;

/**
 * How a value of one type becomes one of another, for CAST and wherever an operand is used as another type than its
 * own. The pairs that convert are those of Flink 2.3.
 */
public final class Casts {

    private Casts() {}

    /** How a value that is not NULL is converted. NULL stays NULL. */
    public sealed interface Conversion {

        /** The value is used as it is. */
        Conversion SAME = new Same();

        /** The value is used as it is. */
        record Same() implements Conversion {}

        /** The kernel, which has one argument, answers the new value or fails the row. */
        record Through(Kernel kernel) implements Conversion {}

        /**
         * There is no such conversion.
         *
         * @param remedy what to write instead; may be empty
         */
        record Impossible(String remedy) implements Conversion {}
    }

    /** The conversion between two types. The word NULL needs none: it is NULL in any type. */
    public static Conversion conversion(SqlType from, SqlType to) {
        if (from.equals(to)) {
            return Conversion.SAME;
        }
        if (NumberCasts.covers(from) && NumberCasts.covers(to)) {
            return NumberCasts.conversion(from, to);
        }
        return new Conversion.Impossible("");
    }

    /**
     * {@code CAST(operand AS target)} or, when {@code safe}, {@code TRY_CAST}. Nullability of {@code target} has no
     * meaning here: a cast is nullable when its operand or its safety makes it so.
     */
    public static Resolution cast(Expr operand, SqlType target, boolean safe) {
        if (Literal.isUntypedNull(operand)) {
            return Resolution.of(Literal.nullOf(target.nullable()));
        }
        SqlType source = operand.type().type();
        return switch (conversion(source, target)) {
            case Conversion.Impossible(String remedy) ->
                Resolution.rejected(
                        0,
                        "CAST does not turn " + source + " into " + target + (remedy.isEmpty() ? "" : "; " + remedy));
            case Conversion.Same _, Conversion.Through _ ->
                Resolution.of(new Cast(
                        operand, new DataType(target, safe || operand.type().isNullable()), safe));
        };
    }
}
