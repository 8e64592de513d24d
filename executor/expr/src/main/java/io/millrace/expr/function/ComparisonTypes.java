package io.millrace.expr.function;

import static io.millrace.expr.value.Carrier.DECIMAL128;
import static io.millrace.expr.value.Carrier.LONG;

import io.millrace.expr.Expr;
import io.millrace.expr.Kernel;
import io.millrace.expr.Literal;
import io.millrace.expr.Operand.Argument;
import io.millrace.expr.Operand.IntConstant;
import io.millrace.expr.Resolution;
import io.millrace.expr.ScalarFunction;
import io.millrace.expr.kernel.Comparisons;
import io.millrace.expr.value.Carrier;
import io.millrace.model.type.BinaryType;
import io.millrace.model.type.CharacterType;
import io.millrace.model.type.DataType;
import io.millrace.model.type.DecimalType;
import io.millrace.model.type.ScalarType;
import io.millrace.model.type.SqlType;
import io.millrace.model.type.TimeType;
import io.millrace.model.type.TimestampType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/** In which type values are compared, and by which kernel. */
final class ComparisonTypes {

    private ComparisonTypes() {}

    /**
     * The type that all of them are converted to for a comparison; empty when they do not compare. The word NULL
     * compares with everything.
     */
    static Optional<DataType> common(List<Expr> operands) {
        SqlType common = null;
        for (DataType type : Types.typed(operands)) {
            Optional<SqlType> wider = common == null ? Optional.of(broad(type.type())) : common(common, type.type());
            if (wider.isEmpty()) {
                return Optional.empty();
            }
            common = wider.get();
        }
        return Optional.of((common == null ? ScalarType.BOOLEAN : common).nullable());
    }

    /** What becomes of a text column that is compared with a time. A literal is always read as a time, or rejected. */
    enum TextAmongTimes {
        /** A text that is no time is NULL. */
        NULL,
        /** A text that is no time fails the row. */
        FAILURE,
        /** Texts and times do not compare. */
        REJECTED
    }

    /** What {@code form} makes of the operands and the type in which they are compared. */
    static Resolution onCommon(
            ScalarFunction function,
            List<Expr> args,
            TextAmongTimes texts,
            BiFunction<List<Expr>, DataType, Expr> form) {
        return common(args)
                .map(type -> onCommon(function, args, type, texts, form))
                .orElseGet(() -> incomparable(function, args));
    }

    /** As {@link #onCommon}, for types that have an order. */
    static Resolution onOrdered(ScalarFunction function, List<Expr> args, BiFunction<List<Expr>, DataType, Expr> form) {
        return common(args)
                .filter(type -> isOrdered(type.type()))
                .map(type -> onCommon(function, args, type, TextAmongTimes.FAILURE, form))
                .orElseGet(() -> incomparable(function, args));
    }

    private static Resolution onCommon(
            ScalarFunction function,
            List<Expr> args,
            DataType type,
            TextAmongTimes texts,
            BiFunction<List<Expr>, DataType, Expr> form) {
        List<Expr> read = new ArrayList<>(args);
        for (int i = 0; i < args.size() && isTime(type.type()); i++) {
            Expr arg = args.get(i);
            if (!Types.isCharacter(arg.type().type()) || Literal.isUntypedNull(arg)) {
                continue;
            }
            if (arg instanceof Literal literal && !Casts.succeeds(literal, type.type())) {
                return Resolution.rejected(
                        i, function.name() + " compares this text with a " + type.type() + ", and it is none");
            }
            boolean fixed = arg instanceof Literal;
            if (!fixed && texts == TextAmongTimes.REJECTED) {
                return incomparable(function, args);
            }
            boolean safe = !fixed && texts == TextAmongTimes.NULL;
            read.set(i, Casts.cast(arg, type.type(), safe).orThrow());
        }
        return Resolution.of(form.apply(read, type));
    }

    private static Resolution incomparable(ScalarFunction function, List<Expr> args) {
        return Resolution.rejected(
                function.name() + " does not compare " + Types.list(args) + "; CAST one to the type of the other");
    }

    /** Texts and bytes of any length compare as they are. */
    private static SqlType broad(SqlType type) {
        return type instanceof CharacterType
                ? CharacterType.STRING
                : type instanceof BinaryType ? BinaryType.BYTES : type;
    }

    private static Optional<SqlType> common(SqlType a, SqlType b) {
        if (a.equals(b)) {
            return Optional.of(a);
        }
        if (Types.isNumeric(a) && Types.isNumeric(b)) {
            return Optional.of(number(a, b));
        }
        if (Types.isCharacter(a) && Types.isCharacter(b) || Types.isBinary(a) && Types.isBinary(b)) {
            return Optional.of(broad(a));
        }
        if (Types.isCharacter(a) && isTime(b)) {
            return Optional.of(b);
        }
        if (isTime(a) && Types.isCharacter(b)) {
            return Optional.of(a);
        }
        if (a instanceof TimestampType first && b instanceof TimestampType second) {
            int precision = Math.max(first.precision(), second.precision());
            return Optional.of(new TimestampType(precision, first.local() || second.local()));
        }
        if (a instanceof TimeType first && b instanceof TimeType second) {
            return Optional.of(first.precision() >= second.precision() ? first : second);
        }
        return Optional.empty();
    }

    private static boolean isTime(SqlType type) {
        return type == ScalarType.DATE || type instanceof TimeType || type instanceof TimestampType;
    }

    private static SqlType number(SqlType a, SqlType b) {
        if (Types.isExact(a) && Types.isExact(b)) {
            return Types.isInteger(a) && Types.isInteger(b)
                    ? Types.wider(a, b)
                    : DecimalRules.common(Types.asDecimal(a), Types.asDecimal(b));
        }
        return a instanceof DecimalType || b instanceof DecimalType ? ScalarType.DOUBLE : Types.wider(a, b);
    }

    /** Whether values of the type have an order, not only equality. */
    static boolean isOrdered(SqlType type) {
        return Carrier.of(type) != Carrier.OBJECT;
    }

    /** The kernel {@code method} of {@link Comparisons} on two values of a type. */
    static Kernel kernel(String method, SqlType type) {
        return Kernel.of(Comparisons.class, method, Carrier.BOOLEAN, Argument.of(0, type), Argument.of(1, type));
    }

    /** The kernel on two decimals of different scales, which compares their values without converting them. */
    static Kernel decimalKernel(String method, DecimalType a, DecimalType b) {
        Carrier carrier = a.isCompact() && b.isCompact() ? LONG : DECIMAL128;
        return Kernel.of(
                Comparisons.class,
                method,
                Carrier.BOOLEAN,
                new Argument(0, carrier),
                new Argument(1, carrier),
                new IntConstant(a.scale()),
                new IntConstant(b.scale()));
    }
}
