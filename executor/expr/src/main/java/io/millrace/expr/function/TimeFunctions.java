package io.millrace.expr.function;

import static io.millrace.expr.value.Carrier.INT;
import static io.millrace.expr.value.Carrier.LONG;
import static io.millrace.expr.value.Carrier.UTF8;

import io.millrace.expr.Call;
import io.millrace.expr.Category;
import io.millrace.expr.Expr;
import io.millrace.expr.Kernel;
import io.millrace.expr.Literal;
import io.millrace.expr.Operand;
import io.millrace.expr.Operand.Argument;
import io.millrace.expr.Operand.IntConstant;
import io.millrace.expr.Operand.LongConstant;
import io.millrace.expr.Operand.ObjectConstant;
import io.millrace.expr.Resolution;
import io.millrace.expr.ScalarFunction;
import io.millrace.expr.Syntax;
import io.millrace.expr.kernel.CalendarUnit;
import io.millrace.expr.kernel.DateTimePattern;
import io.millrace.expr.kernel.Extracts;
import io.millrace.expr.kernel.TimeArithmetic;
import io.millrace.expr.kernel.TimeConversions;
import io.millrace.expr.kernel.TimeParsing;
import io.millrace.expr.kernel.TimeRounding;
import io.millrace.expr.kernel.Timestamps;
import io.millrace.expr.value.Carrier;
import io.millrace.expr.value.Utf8;
import io.millrace.model.type.DataType;
import io.millrace.model.type.IntervalType;
import io.millrace.model.type.ScalarType;
import io.millrace.model.type.SqlType;
import io.millrace.model.type.TimeType;
import io.millrace.model.type.TimestampType;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Functions on times. Plus and minus intervals are in {@link IntervalArithmetic}. */
final class TimeFunctions {

    private static final Set<CalendarUnit> TIME_UNITS =
            EnumSet.of(CalendarUnit.HOUR, CalendarUnit.MINUTE, CalendarUnit.SECOND, CalendarUnit.MILLISECOND);
    private static final Set<CalendarUnit> DATE_UNITS =
            EnumSet.complementOf(EnumSet.of(CalendarUnit.MICROSECOND, CalendarUnit.NANOSECOND));
    private static final Set<CalendarUnit> MONTH_UNITS =
            EnumSet.of(CalendarUnit.YEAR, CalendarUnit.QUARTER, CalendarUnit.MONTH);
    private static final Set<CalendarUnit> DAY_UNITS = EnumSet.of(
            CalendarUnit.DAY, CalendarUnit.HOUR, CalendarUnit.MINUTE, CalendarUnit.SECOND, CalendarUnit.MILLISECOND);

    /** TO_TIMESTAMP and TO_TIMESTAMP_LTZ answer milliseconds. */
    private static final int EPOCH_PRECISION = 3;

    private static final String ROUNDED = "Before 1970 units are those of the calendar. A TIMESTAMP_LTZ becomes the"
            + " instant at which the clock of the zone shows the start of the unit, also when summer time begins or ends"
            + " between both. Units of days do not apply to TIME";

    private TimeFunctions() {}

    static List<ScalarFunction> all() {
        return List.of(
                time("EXTRACT")
                        .args(2)
                        .syntax(2, new Syntax.Template("EXTRACT({word:0} FROM {1})", Syntax.PRIMARY))
                        .signature("EXTRACT(unit FROM time or interval)")
                        .meaning("One field of the time, as the clock of the pipeline's zone shows it; EPOCH is the"
                                + " seconds since 1970")
                        .difference("Before 1970 the fields are those of the calendar, and a DATE has midnight as its"
                                + " time; Flink computes other values there")
                        .example("EXTRACT(YEAR FROM DATE '2024-02-29')", "2024")
                        .example("EXTRACT(WEEK FROM DATE '2021-01-03')", "53")
                        .example("EXTRACT(MILLISECOND FROM TIMESTAMP '2024-02-29 12:34:56.789')", "789")
                        .resolvedBy(TimeFunctions::extract),
                rounding("FLOOR")
                        .meaning("The largest whole number, or start of a unit, that is not above the value")
                        .difference(ROUNDED)
                        .example("FLOOR(-1.5)", "-2")
                        .example("FLOOR(TIMESTAMP '2024-02-29 12:34:56' TO HOUR)", "2024-02-29 12:00:00")
                        .resolvedBy((function, args) -> rounded(function, args, "floor")),
                rounding("CEIL")
                        .alias("CEILING")
                        .meaning("The smallest whole number, or start of a unit, that is not below the value")
                        .difference(
                                "The start of a unit is its own ceiling, any later time goes to the next start; Flink"
                                        + " differs for a DATE to DAY, within the first day of a week or longer unit, and for"
                                        + " centuries. A TIME past the last start of the unit is a row error. "
                                        + ROUNDED)
                        .example("CEIL(-1.5)", "-1")
                        .example("CEIL(DATE '2024-02-29' TO MONTH)", "2024-03-01")
                        .resolvedBy((function, args) -> rounded(function, args, "ceil")),
                time("TO_TIMESTAMP")
                        .args(1, 2)
                        .signature("TO_TIMESTAMP(text [, format])")
                        .meaning(
                                "The text read as a TIMESTAMP(3), in the letters of Java's DateTimeFormatter; NULL when"
                                        + " it cannot be read")
                        .difference("A literal format that is wrong is a problem at check")
                        .example("TO_TIMESTAMP('2024-02-29 12:34:56')", "2024-02-29 12:34:56.000")
                        .example("TO_TIMESTAMP('29.02.2024', 'dd.MM.yyyy')", "2024-02-29 00:00:00.000")
                        .example("TO_TIMESTAMP('yesterday')", "NULL")
                        .resolvedBy(TimeFunctions::toTimestamp),
                time("TO_TIMESTAMP_LTZ")
                        .args(1, 2)
                        .signature("TO_TIMESTAMP_LTZ(integer [, 0 or 3])")
                        .meaning(
                                "The instant so many seconds (0) or milliseconds (3, and unless given) after 1970 began"
                                        + " in UTC, a TIMESTAMP_LTZ(3); NULL outside the years 0 to 9999")
                        .difference("Takes integers and these two precisions only; Flink also takes other numbers,"
                                + " intervals and formatted texts")
                        .example("TO_TIMESTAMP_LTZ(86400, 0)", "1970-01-02 00:00:00.000")
                        .resolvedBy(TimeFunctions::toInstant),
                time("TIMESTAMPADD")
                        .args(3)
                        .syntax(3, new Syntax.Template("TIMESTAMPADD({word:0}, {1}, {2})", Syntax.PRIMARY))
                        .signature("TIMESTAMPADD(unit, integer, time)")
                        .meaning("The time so many units later; a day its month lacks becomes the last one")
                        .difference("A result outside the calendar is a row error; units of days do not apply to TIME")
                        .example("TIMESTAMPADD(MONTH, 1, DATE '2024-01-31')", "2024-02-29")
                        .example("TIMESTAMPADD(HOUR, -1, TIMESTAMP '2024-03-01 00:30:00')", "2024-02-29 23:30:00")
                        .resolvedBy(TimeFunctions::add),
                time("TIMESTAMPDIFF")
                        .args(3)
                        .syntax(3, new Syntax.Template("TIMESTAMPDIFF({word:0}, {1}, {2})", Syntax.PRIMARY))
                        .signature("TIMESTAMPDIFF(unit, from, to)")
                        .meaning("How many whole units lie between both times; negative when the second is earlier")
                        .difference(
                                "A result beyond INT is a row error. Months back from a time count as those"
                                        + " forward to it. Units of days do not apply to TIME, nor units below SECOND or above YEAR to anything")
                        .example("TIMESTAMPDIFF(DAY, DATE '2024-02-28', DATE '2024-03-01')", "2")
                        .example("TIMESTAMPDIFF(MONTH, DATE '2024-01-31', DATE '2024-02-29')", "1")
                        .resolvedBy(TimeFunctions::difference));
    }

    private static ScalarFunction.Builder time(String name) {
        return ScalarFunction.named(name, Category.TIME);
    }

    private static ScalarFunction.Builder rounding(String name) {
        return ScalarFunction.named(name, Category.NUMBER)
                .args(1, 2)
                .syntax(2, new Syntax.Template(name + "({0} TO {word:1})", Syntax.PRIMARY))
                .signature(name + "(number) or " + name + "(time TO unit)");
    }

    private static Resolution wrongUnit(ScalarFunction function, List<Expr> args, int index, String of) {
        String unit = Keywords.text(args.get(index)).orElseGet(() -> Types.describe(args.get(index)));
        return Resolution.rejected(index, function.name() + " does not know the unit " + unit + " of " + of);
    }

    private static Resolution extract(ScalarFunction function, List<Expr> args) {
        DataType source = args.get(1).type();
        Set<CalendarUnit> units =
                switch (source.type()) {
                    case TimestampType _ -> EnumSet.allOf(CalendarUnit.class);
                    case TimeType _ -> TIME_UNITS;
                    case IntervalType interval -> interval == IntervalType.YEAR_TO_MONTH ? MONTH_UNITS : DAY_UNITS;
                    case SqlType type when type == ScalarType.DATE -> DATE_UNITS;
                    default -> Set.of();
                };
        if (units.isEmpty()) {
            return Rejections.argument(function, args, 1, "a time or an interval");
        }
        Optional<CalendarUnit> unit = Keywords.unit(args.getFirst()).filter(units::contains);
        if (unit.isEmpty()) {
            return wrongUnit(function, args, 0, Types.describe(args.get(1)));
        }
        // The fields of an instant are those that the clock of the zone shows.
        SqlType read = source.type() instanceof TimestampType timestamp
                ? new TimestampType(timestamp.precision(), false)
                : source.type();
        Kernel kernel = Kernel.of(
                Extracts.class, "from" + word(read), LONG, Argument.of(1, read), new ObjectConstant(unit.get()));
        return Resolution.of(new Call(
                function,
                args,
                List.of(args.getFirst().type(), read.nullable()),
                new DataType(ScalarType.BIGINT, source.isNullable()),
                kernel));
    }

    /** How kernels call the values of a type. */
    private static String word(SqlType type) {
        if (type instanceof TimestampType timestamp) {
            return timestamp.isCompact() ? "Timestamp" : "Nanos";
        }
        if (type instanceof IntervalType interval) {
            return interval == IntervalType.YEAR_TO_MONTH ? "Months" : "Millis";
        }
        return type instanceof TimeType ? "Time" : "Date";
    }

    private static Resolution rounded(ScalarFunction function, List<Expr> args, String direction) {
        if (args.size() == 1) {
            return NumberFunctions.whole(function, args, direction);
        }
        DataType type = args.getFirst().type();
        SqlType time = type.type();
        if (!TimeCasts.covers(time)) {
            return Rejections.argument(function, args, 0, "a time before TO");
        }
        boolean timeOnly = time instanceof TimeType;
        Optional<CalendarUnit> unit =
                Keywords.unit(args.get(1)).filter(found -> found.isOfTime() || (found.isOfDays() && !timeOnly));
        if (unit.isEmpty()) {
            return wrongUnit(function, args, 1, Types.describe(args.getFirst()));
        }
        List<Operand> operands = new ArrayList<>();
        operands.add(Argument.of(0, time));
        operands.add(new ObjectConstant(unit.get()));
        String method = direction + word(time);
        if (time instanceof TimestampType timestamp && timestamp.local()) {
            operands.add(new Operand.Zone());
            method = direction + (timestamp.isCompact() ? "Local" : "NanosLocal");
        }
        Kernel kernel = new Kernel(TimeRounding.class, method, operands, Carrier.of(time), false);
        return Resolution.of(new Call(function, args, List.of(type, args.get(1).type()), type, kernel));
    }

    private static Resolution toTimestamp(ScalarFunction function, List<Expr> args) {
        for (int i = 0; i < args.size(); i++) {
            if (!Types.isCharacter(args.get(i).type().type()) || Literal.isUntypedNull(args.get(i))) {
                return Rejections.argument(function, args, i, "a text");
            }
        }
        Argument text = new Argument(0, UTF8);
        Kernel kernel;
        if (args.size() == 1) {
            kernel = Kernel.nullable(TimeParsing.class, "toTimestamp", LONG, text);
        } else if (args.get(1) instanceof Literal(Utf8 format, var _)) {
            try {
                ObjectConstant pattern = new ObjectConstant(DateTimePattern.compile(format.toString()));
                kernel = Kernel.nullable(Timestamps.class, "toTimestamp", LONG, text, pattern);
            } catch (IllegalArgumentException e) {
                return Resolution.rejected(
                        1, "TO_TIMESTAMP does not know the format " + format + ": " + e.getMessage());
            }
        } else {
            kernel = Kernel.nullable(Timestamps.class, "toTimestamp", LONG, text, new Argument(1, UTF8));
        }
        List<DataType> parameters = args.stream().map(Expr::type).toList();
        return Resolution.of(
                new Call(function, args, parameters, new TimestampType(EPOCH_PRECISION, false).nullable(), kernel));
    }

    private static Resolution toInstant(ScalarFunction function, List<Expr> args) {
        if (!Types.isInteger(args.getFirst().type().type())) {
            return Rejections.argument(function, args, 0, "an integer");
        }
        boolean seconds = args.size() == 2 && Literal.of(0).equals(args.get(1));
        if (args.size() == 2 && !seconds && !Literal.of(EPOCH_PRECISION).equals(args.get(1))) {
            return Rejections.argument(function, args, 1, "0 or 3");
        }
        long unit = seconds ? CalendarUnit.SECOND.micros() : CalendarUnit.MILLISECOND.micros();
        List<DataType> parameters = new ArrayList<>();
        args.forEach(arg -> parameters.add(arg.type()));
        parameters.set(0, ScalarType.BIGINT.nullable());
        Kernel kernel = Kernel.nullable(
                TimeConversions.class, "epochToInstant", LONG, new Argument(0, LONG), new LongConstant(unit));
        return Resolution.of(
                new Call(function, args, parameters, new TimestampType(EPOCH_PRECISION, true).nullable(), kernel));
    }

    private static Resolution add(ScalarFunction function, List<Expr> args) {
        if (!Types.isInteger(args.get(1).type().type())) {
            return Rejections.argument(function, args, 1, "an integer");
        }
        SqlType time = args.get(2).type().type();
        if (!TimeCasts.covers(time)) {
            return Rejections.argument(function, args, 2, "a time");
        }
        Optional<CalendarUnit> found = Keywords.unit(args.getFirst())
                .filter(unit -> unit.isOfTime() || (unit.isOfDays() && !(time instanceof TimeType)));
        if (found.isEmpty()) {
            return wrongUnit(function, args, 0, Types.describe(args.get(2)));
        }
        CalendarUnit unit = found.get();
        SqlType moved = moved(time, unit);
        boolean months = unit.months() > 0;
        long length = moved instanceof TimestampType ? unit.micros() : unit.micros() / 1_000;
        Kernel kernel = Kernel.of(
                TimeArithmetic.class,
                IntervalArithmetic.method(moved) + (months ? "Months" : ""),
                Carrier.of(moved),
                Argument.of(2, moved),
                new Argument(1, LONG),
                months ? new IntConstant(unit.months()) : new LongConstant(length));
        return Resolution.of(new Call(
                function,
                args,
                List.of(args.getFirst().type(), ScalarType.BIGINT.nullable(), moved.nullable()),
                new DataType(moved, Types.anyNullable(args)),
                kernel));
    }

    /** A DATE moved by a time of day becomes a TIMESTAMP, and milliseconds need their digits. */
    private static SqlType moved(SqlType time, CalendarUnit unit) {
        if (time == ScalarType.DATE && unit.isOfTime()) {
            return new TimestampType(TimestampType.MAX_COMPACT_PRECISION, false);
        }
        if (time instanceof TimestampType timestamp && unit == CalendarUnit.MILLISECOND) {
            return new TimestampType(Math.max(EPOCH_PRECISION, timestamp.precision()), timestamp.local());
        }
        if (time instanceof TimeType && unit == CalendarUnit.MILLISECOND) {
            return new TimeType(TimeType.MAX_PRECISION);
        }
        return time;
    }

    private static Resolution difference(ScalarFunction function, List<Expr> args) {
        SqlType from = args.get(1).type().type();
        SqlType to = args.get(2).type().type();
        boolean times = from instanceof TimeType && to instanceof TimeType;
        boolean local = isLocal(from) && isLocal(to);
        boolean dates = isCalendar(from) && isCalendar(to) && isLocal(from) == isLocal(to);
        if (!times && !dates) {
            return Resolution.rejected("TIMESTAMPDIFF does not compare " + Types.list(args.subList(1, 3))
                    + "; CAST one to the type of the other");
        }
        Optional<CalendarUnit> found = Keywords.unit(args.getFirst())
                .filter(unit -> unit != CalendarUnit.MILLISECOND && unit.months() <= CalendarUnit.YEAR.months())
                .filter(unit -> unit.isOfTime() || (unit.isOfDays() && !times));
        if (found.isEmpty()) {
            return wrongUnit(function, args, 0, Types.describe(args.get(1)));
        }
        CalendarUnit unit = found.get();
        SqlType read = times
                ? new TimeType(TimeType.MAX_PRECISION)
                : new TimestampType(TimestampType.MAX_COMPACT_PRECISION, local);
        boolean months = unit.months() > 0;
        Kernel kernel = Kernel.of(
                TimeArithmetic.class,
                times ? "timeDifference" : months ? "differenceMonths" : "difference",
                INT,
                Argument.of(1, read),
                Argument.of(2, read),
                months ? new IntConstant(unit.months()) : new LongConstant(unit.micros() / 1_000));
        return Resolution.of(new Call(
                function,
                args,
                List.of(args.getFirst().type(), read.nullable(), read.nullable()),
                new DataType(ScalarType.INT, Types.anyNullable(args)),
                kernel));
    }

    private static boolean isCalendar(SqlType type) {
        return type == ScalarType.DATE || type instanceof TimestampType;
    }

    private static boolean isLocal(SqlType type) {
        return type instanceof TimestampType timestamp && timestamp.local();
    }
}
