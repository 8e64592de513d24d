package io.millrace.expr.function;

import io.millrace.expr.Call;
import io.millrace.expr.Expr;
import io.millrace.expr.Kernel;
import io.millrace.expr.Operand;
import io.millrace.expr.Operand.Argument;
import io.millrace.expr.Operand.IntConstant;
import io.millrace.expr.Operand.LongConstant;
import io.millrace.expr.Resolution;
import io.millrace.expr.ScalarFunction;
import io.millrace.expr.kernel.Arithmetic;
import io.millrace.expr.kernel.Numbers;
import io.millrace.expr.kernel.TimeArithmetic;
import io.millrace.expr.value.Carrier;
import io.millrace.model.type.DataType;
import io.millrace.model.type.IntervalType;
import io.millrace.model.type.ScalarType;
import io.millrace.model.type.SqlType;
import io.millrace.model.type.TimeType;
import io.millrace.model.type.TimestampType;
import java.util.List;

/** {@code + - *} where an interval is involved. */
final class IntervalArithmetic {

    private static final long MICROS_PER_MILLI = 1_000;

    private IntervalArithmetic() {}

    /** Whether one of the operands makes it the business of this class. */
    static boolean concerns(List<Expr> args) {
        return args.stream().anyMatch(arg -> arg.type().type() instanceof IntervalType);
    }

    /** The negative of an interval. */
    static Resolution negative(ScalarFunction function, List<Expr> args) {
        DataType type = args.getFirst().type();
        String method = type.type() == IntervalType.YEAR_TO_MONTH ? "negateInt" : "negateLong";
        Kernel kernel = Kernel.of(Arithmetic.class, method, Carrier.of(type), Argument.of(0, type.type()));
        return Resolution.of(new Call(function, args, List.of(type), type, kernel));
    }

    static Resolution sum(ScalarFunction function, List<Expr> args, boolean minus) {
        SqlType a = args.get(0).type().type();
        SqlType b = args.get(1).type().type();
        if (a instanceof IntervalType && a == b) {
            String method = (minus ? "subtract" : "add") + (a == IntervalType.YEAR_TO_MONTH ? "Int" : "Long");
            Kernel kernel = Kernel.of(Arithmetic.class, method, Carrier.of(a), Argument.of(0, a), Argument.of(1, a));
            return Resolution.of(call(function, args, a, kernel));
        }
        if (TimeCasts.covers(a) && b instanceof IntervalType interval) {
            return moved(function, args, 0, interval, minus ? -1 : 1);
        }
        if (a instanceof IntervalType interval && TimeCasts.covers(b) && !minus) {
            return moved(function, args, 1, interval, 1);
        }
        return Rejections.arguments(function, args);
    }

    /** What to write instead of the difference of two times, which has no type of its own. */
    static Resolution difference(List<Expr> args) {
        return Resolution.rejected("- does not take " + Types.list(args)
                + "; write TIMESTAMPDIFF(DAY, from, to), or another unit, for the distance of two times");
    }

    private static Call call(ScalarFunction function, List<Expr> args, SqlType result, Kernel kernel) {
        List<DataType> parameters = args.stream().map(Expr::type).toList();
        return new Call(function, args, parameters, new DataType(result, Types.anyNullable(args)), kernel);
    }

    /** The time among the arguments, {@code sign} times the interval later. */
    private static Resolution moved(
            ScalarFunction function, List<Expr> args, int time, IntervalType interval, int sign) {
        SqlType type = args.get(time).type().type();
        boolean months = interval == IntervalType.YEAR_TO_MONTH;
        if (months && type instanceof TimeType) {
            return Rejections.arguments(function, args);
        }
        String method = method(type) + (months ? "Months" : "");
        long unit = type instanceof TimestampType ? sign * MICROS_PER_MILLI : sign;
        Operand constant = months ? new IntConstant(sign) : new LongConstant(unit);
        Kernel kernel = Kernel.of(
                TimeArithmetic.class,
                method,
                Carrier.of(type),
                Argument.of(time, type),
                Argument.of(1 - time, interval),
                constant);
        return Resolution.of(call(function, args, type, kernel));
    }

    /** The kernel that moves a time. */
    static String method(SqlType time) {
        if (time instanceof TimestampType timestamp) {
            return timestamp.isCompact() ? "plus" : "nanosPlus";
        }
        return time == ScalarType.DATE ? "datePlus" : "timePlus";
    }

    static Resolution product(ScalarFunction function, List<Expr> args) {
        int interval = args.get(0).type().type() instanceof IntervalType ? 0 : 1;
        SqlType type = args.get(interval).type().type();
        if (!Types.isInteger(args.get(1 - interval).type().type())) {
            return Rejections.arguments(function, args);
        }
        DataType number = ScalarType.BIGINT.nullable();
        List<DataType> parameters = interval == 0 ? List.of(type.nullable(), number) : List.of(number, type.nullable());
        Argument length = Argument.of(interval, type);
        Argument count = Argument.of(1 - interval, ScalarType.BIGINT);
        Kernel kernel = type == IntervalType.YEAR_TO_MONTH
                ? Kernel.of(Numbers.class, "multiplyMonths", Carrier.INT, length, count)
                : Kernel.of(Arithmetic.class, "multiplyLong", Carrier.LONG, length, count);
        return Resolution.of(new Call(function, args, parameters, new DataType(type, Types.anyNullable(args)), kernel));
    }
}
