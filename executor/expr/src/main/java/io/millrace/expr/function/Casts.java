package io.millrace.expr.function;

import io.millrace.expr.Cast;
import io.millrace.expr.Expr;
import io.millrace.expr.Kernel;
import io.millrace.expr.KernelHandle;
import io.millrace.expr.Literal;
import io.millrace.expr.Resolution;
import io.millrace.expr.value.PipelineZone;
import io.millrace.expr.value.RowError;
import io.millrace.model.type.BinaryType;
import io.millrace.model.type.CharacterType;
import io.millrace.model.type.DataType;
import io.millrace.model.type.IntervalType;
import io.millrace.model.type.SqlType;
import io.millrace.model.type.TimestampType;
import java.util.List;
import java.util.Objects;

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

        /** The kernels, one after the other, each of one argument, answer the new value or fail the row. */
        record Through(List<Kernel> kernels) implements Conversion {

            public Through {
                kernels = List.copyOf(kernels);
            }

            static Conversion of(Kernel... kernels) {
                return new Through(List.of(kernels));
            }
        }

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
        if (to instanceof CharacterType target) {
            return TextCasts.toText(from, target);
        }
        if (from instanceof CharacterType) {
            return TextCasts.fromText(to);
        }
        if (from instanceof BinaryType source && to instanceof BinaryType target) {
            return TextCasts.toBytes(source, target);
        }
        if (TimeCasts.covers(from) && TimeCasts.covers(to)) {
            return TimeCasts.conversion(from, to);
        }
        if (NestedCast.isNested(from) && NestedCast.isNested(to)) {
            return NestedCast.conversion(from, to);
        }
        return new Conversion.Impossible(remedy(from, to));
    }

    private static String remedy(SqlType from, SqlType to) {
        if (Types.isNumeric(from) && to instanceof TimestampType) {
            return "write TO_TIMESTAMP_LTZ(number, 3) for milliseconds since 1970, or 0 for seconds";
        }
        if (from instanceof TimestampType && Types.isNumeric(to)) {
            return "write EXTRACT(EPOCH FROM time) for seconds since 1970";
        }
        if (Types.isNumeric(from) && to instanceof IntervalType interval) {
            String unit = interval == IntervalType.YEAR_TO_MONTH ? "MONTH" : "DAY";
            return "write number * INTERVAL '1' " + unit + ", or another unit";
        }
        if (from instanceof IntervalType && Types.isNumeric(to)) {
            return "write EXTRACT(DAY FROM interval), or another unit";
        }
        return "";
    }

    /**
     * {@code CAST(operand AS target)} or, when {@code safe}, {@code TRY_CAST}. Nullability of {@code target} has no
     * meaning here: a cast is nullable when its operand or its safety makes it so.
     *
     * <p>A CAST of a literal becomes the literal of that type, unless it depends on the zone or fails; so every literal
     * has a spelling, and one tree.
     */
    public static Resolution cast(Expr operand, SqlType target, boolean safe) {
        if (operand instanceof Literal literal && literal.value() == null) {
            return Resolution.of(Literal.nullOf(target.nullable()));
        }
        SqlType source = operand.type().type();
        return switch (conversion(source, target)) {
            case Conversion.Impossible(String remedy) ->
                Resolution.rejected(
                        0,
                        "CAST does not turn " + source + " into " + target + (remedy.isEmpty() ? "" : "; " + remedy));
            case Conversion.Same _ -> Resolution.of(castOrLiteral(operand, target, safe, List.of()));
            case Conversion.Through(List<Kernel> kernels) ->
                Resolution.of(castOrLiteral(operand, target, safe, kernels));
        };
    }

    private static Expr castOrLiteral(Expr operand, SqlType target, boolean safe, List<Kernel> kernels) {
        Cast cast =
                new Cast(operand, new DataType(target, safe || operand.type().isNullable()), safe);
        if (safe
                || !(operand instanceof Literal(Object value, var _))
                || kernels.stream().anyMatch(Kernel::usesZone)) {
            return cast;
        }
        try {
            return new Literal(converted(value, kernels), target.notNull());
        } catch (RowError error) {
            return cast;
        }
    }

    private static Object converted(Object value, List<Kernel> kernels) {
        Object converted = value;
        for (Kernel kernel : kernels) {
            converted = Objects.requireNonNull(new KernelHandle(kernel).call(List.of(converted), PipelineZone.UTC));
        }
        return converted;
    }

    /** Whether the literal has a counterpart in a type, in whatever zone. */
    static boolean succeeds(Literal literal, SqlType target) {
        try {
            Object value = literal.value();
            if (value != null
                    && conversion(literal.type().type(), target) instanceof Conversion.Through(List<Kernel> kernels)) {
                converted(value, kernels);
            }
            return true;
        } catch (RowError error) {
            return false;
        }
    }
}
