package io.millrace.expr.function;

import static io.millrace.expr.function.Signature.BIGINT;
import static io.millrace.expr.function.Signature.TEXT;
import static io.millrace.model.type.CharacterType.STRING;

import io.millrace.expr.Category;
import io.millrace.expr.Expr;
import io.millrace.expr.Literal;
import io.millrace.expr.Resolution;
import io.millrace.expr.ScalarFunction;
import io.millrace.expr.kernel.TimeFormats;
import io.millrace.model.type.ScalarType;
import io.millrace.model.type.SqlType;
import io.millrace.model.type.TimestampType;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Functions between times and texts, and the fields of times by their names. */
final class TimeFormatFunctions {

    private static final String FORMATS =
            "A literal format that is wrong is a problem at check; one that comes with the row answers NULL";

    private TimeFormatFunctions() {}

    static List<ScalarFunction> all() {
        return List.of(
                field("YEAR", "YEAR", "The year", "2024"),
                field("QUARTER", "QUARTER", "The quarter of the year, 1 to 4", "1"),
                field("MONTH", "MONTH", "The month of the year, 1 to 12", "2"),
                field("WEEK", "WEEK", "The ISO week of the year, 1 to 53", "9"),
                field("DAYOFYEAR", "DOY", "The day of the year, 1 to 366", "60"),
                field("DAYOFMONTH", "DAY", "The day of the month, 1 to 31", "29"),
                field("DAYOFWEEK", "DOW", "The day of the week, 1 for Sunday to 7 for Saturday", "5"),
                clock("HOUR", "The hour of the day, 0 to 23", "12"),
                clock("MINUTE", "The minute of the hour, 0 to 59", "34"),
                clock("SECOND", "The second of the minute, 0 to 59", "56"),
                time("DATE_FORMAT")
                        .args(2)
                        .signature("DATE_FORMAT(timestamp or text, format) → STRING")
                        .meaning("The time, or a text that spells one, in the letters of Java's DateTimeFormatter; a"
                                + " TIMESTAMP_LTZ as the clock of the pipeline's zone shows it")
                        .difference(FORMATS + "; Flink fails. A date alone is its midnight; Flink answers NULL")
                        .example("DATE_FORMAT(TIMESTAMP '2024-02-29 12:34:56', 'yyyy/MM/dd HH:mm')", "2024/02/29 12:34")
                        .example("DATE_FORMAT('2024-02-29 12:34:56', 'dd.MM.yyyy')", "29.02.2024")
                        .resolvedBy(TimeFormatFunctions::dateFormat),
                time("TO_DATE")
                        .args(1, 2)
                        .signature("TO_DATE(text [, format]) → DATE")
                        .meaning("The date that the text spells, as yyyy-MM-dd unless a format is given; NULL when it"
                                + " cannot be read")
                        .difference(FORMATS + ". What cannot be read is NULL; Flink answers a far date or fails")
                        .example("TO_DATE('2024-02-29')", "2024-02-29")
                        .example("TO_DATE('29.02.2024', 'dd.MM.yyyy')", "2024-02-29")
                        .example("TO_DATE('soon')", "NULL")
                        .resolvedBy(TimeFormatFunctions::toDate),
                time("CONVERT_TZ")
                        .args(3)
                        .signature("CONVERT_TZ(text, from zone, to zone) → STRING")
                        .meaning("What the clock of the second zone shows when that of the first shows the text, as"
                                + " yyyy-MM-dd HH:mm:ss; NULL when the text is no time. A time that summer time skips is"
                                + " read an hour later, one that comes twice as the first")
                        .difference("A zone that is none is a problem at check, or answers NULL when it comes with the"
                                + " row, and +05:00 is one; Flink reads both as UTC. A date alone is its midnight; Flink"
                                + " answers NULL")
                        .example(
                                "CONVERT_TZ('1970-01-01 00:00:00', 'UTC', 'America/Los_Angeles')",
                                "1969-12-31 16:00:00")
                        .resolvedBy(Signature.of(TEXT, TEXT, TEXT)
                                .answers(STRING, TimeFormats.class, "convertZone")
                                .with(TimeFormats.Workspace.class)
                                .checking(1, TimeFormats::zone)
                                .checking(2, TimeFormats::zone)
                                .orNull()),
                time("FROM_UNIXTIME")
                        .args(1, 2)
                        .signature("FROM_UNIXTIME(seconds [, format]) → STRING")
                        .meaning("The time so many seconds after 1970 began in UTC as the clock of the pipeline's zone"
                                + " shows it, as yyyy-MM-dd HH:mm:ss unless a format is given; NULL outside the years 0 to"
                                + " 9999")
                        .difference(
                                "Formats are those of DateTimeFormatter; Flink takes those of SimpleDateFormat here. "
                                        + FORMATS)
                        .example("FROM_UNIXTIME(44)", "1970-01-01 00:00:44")
                        .example("FROM_UNIXTIME(44, 'HH.mm.ss')", "00.00.44")
                        .resolvedBy((function, args) -> args.size() == 1
                                ? Signature.of(BIGINT)
                                        .answers(STRING, TimeFormats.class, "fromUnixtime")
                                        .inZone()
                                        .orNull()
                                        .resolve(function, args)
                                : formatted(Signature.of(BIGINT, TEXT)
                                                .answers(STRING, TimeFormats.class, "fromUnixtime")
                                                .inZone())
                                        .resolve(function, args)),
                time("UNIX_TIMESTAMP")
                        .args(1, 2)
                        .signature("UNIX_TIMESTAMP(text [, format]) → BIGINT")
                        .meaning(
                                "The seconds from the start of 1970 in UTC to the time that the text spells on the clock"
                                        + " of the pipeline's zone; NULL when it cannot be read")
                        .difference(
                                "NULL for what cannot be read, where Flink answers -9223372036854775808; formats are"
                                        + " those of DateTimeFormatter; Flink takes those of SimpleDateFormat here. There is none"
                                        + " without arguments: a plan has no clock. " + FORMATS)
                        .example("UNIX_TIMESTAMP('1970-01-01 00:00:44')", "44")
                        .resolvedBy((function, args) -> args.size() == 1
                                ? Signature.of(TEXT)
                                        .answers(ScalarType.BIGINT, TimeFormats.class, "unixTimestamp")
                                        .inZone()
                                        .orNull()
                                        .resolve(function, args)
                                : formatted(Signature.of(TEXT, TEXT)
                                                .answers(ScalarType.BIGINT, TimeFormats.class, "unixTimestamp")
                                                .inZone())
                                        .resolve(function, args)));
    }

    private static ScalarFunction.Builder time(String name) {
        return ScalarFunction.named(name, Category.TIME);
    }

    private static Signature formatted(Signature signature) {
        return signature
                .with(TimeFormats.Workspace.class)
                .checking(1, TimeFormats::formatter)
                .orNull();
    }

    /** EXTRACT by the name of the unit, and typed as that. */
    private static ScalarFunction field(String name, String unit, String meaning, String value) {
        return extracting(name, unit, meaning, name + "(DATE '2024-02-29')", value);
    }

    private static ScalarFunction clock(String name, String meaning, String value) {
        return extracting(name, name, meaning, name + "(TIMESTAMP '2024-02-29 12:34:56')", value);
    }

    private static ScalarFunction extracting(String name, String unit, String meaning, String example, String value) {
        return time(name)
                .signature(name + "(time) → BIGINT")
                .meaning(meaning + ": EXTRACT(" + unit.toUpperCase(Locale.ROOT) + " FROM time)")
                .difference("As EXTRACT")
                .example(example, value)
                .resolvedBy(
                        (_, args) -> FunctionRegistry.resolve("EXTRACT", List.of(Literal.of(unit), args.getFirst())));
    }

    private static Resolution dateFormat(ScalarFunction function, List<Expr> args) {
        SqlType type = args.getFirst().type().type();
        if (Types.isCharacter(type) && !Literal.isUntypedNull(args.getFirst())) {
            Expr moment =
                    FunctionRegistry.resolve("TO_TIMESTAMP", args.subList(0, 1)).orThrow();
            return function.resolve(List.of(moment, args.get(1)));
        }
        if (!(type instanceof TimestampType timestamp)) {
            return Rejections.argument(function, args, 0, "a TIMESTAMP or a text");
        }
        // What is written of an instant is what the clock of the zone shows.
        TimestampType shown = new TimestampType(timestamp.precision(), false);
        Signature.Parameter moment =
                new Signature.Parameter("a TIMESTAMP or a text", Types::isTimestamp, Optional.of(shown));
        return formatted(Signature.of(moment, TEXT)
                        .answers(STRING, TimeFormats.class, timestamp.isCompact() ? "formatMicros" : "formatNanos"))
                .resolve(function, args);
    }

    private static Resolution toDate(ScalarFunction function, List<Expr> args) {
        return args.size() == 1
                ? Signature.of(TEXT)
                        .answers(ScalarType.DATE, TimeFormats.class, "toDate")
                        .orNull()
                        .resolve(function, args)
                : formatted(Signature.of(TEXT, TEXT).answers(ScalarType.DATE, TimeFormats.class, "toDate"))
                        .resolve(function, args);
    }
}
