package io.millrace.expr.function;

import static io.millrace.expr.value.Carrier.UTF8;

import io.millrace.expr.Kernel;
import io.millrace.expr.Operand;
import io.millrace.expr.Operand.Argument;
import io.millrace.expr.Operand.IntConstant;
import io.millrace.expr.Operand.ObjectConstant;
import io.millrace.expr.function.Casts.Conversion;
import io.millrace.expr.kernel.NestedValues;
import io.millrace.expr.kernel.NumberParsing;
import io.millrace.expr.kernel.NumberTexts;
import io.millrace.expr.kernel.TextConversions;
import io.millrace.expr.kernel.TimeParsing;
import io.millrace.expr.kernel.TimeTexts;
import io.millrace.expr.value.Carrier;
import io.millrace.model.type.ArrayType;
import io.millrace.model.type.BinaryType;
import io.millrace.model.type.CharacterType;
import io.millrace.model.type.DecimalType;
import io.millrace.model.type.IntervalType;
import io.millrace.model.type.MapType;
import io.millrace.model.type.RowType;
import io.millrace.model.type.ScalarType;
import io.millrace.model.type.SqlType;
import io.millrace.model.type.TimeType;
import io.millrace.model.type.TimestampType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The kernels of CAST to and from texts and bytes. */
final class TextCasts {

    private static final Operand ZONE = new Operand.Zone();

    private TextCasts() {}

    /** Any type to a character type: its text, then cut or filled to the length. */
    static Conversion toText(SqlType from, CharacterType to) {
        if (from instanceof CharacterType source) {
            Optional<Kernel> fit = source.fixed() == to.fixed() && source.length() == to.length()
                            || !to.fixed() && source.length() <= to.length()
                    ? Optional.empty()
                    : fit(to);
            return fit.map(Conversion.Through::of).orElse(Conversion.SAME);
        }
        if (NestedCast.isNested(from) && !NestedCast.hasText(from)) {
            return new Conversion.Impossible("");
        }
        List<Kernel> kernels = new ArrayList<>();
        kernels.add(text(from));
        fit(to).ifPresent(kernels::add);
        return new Conversion.Through(kernels);
    }

    private static Optional<Kernel> fit(CharacterType to) {
        if (to.length() == CharacterType.UNBOUNDED) {
            return Optional.empty();
        }
        return Optional.of(kernel(
                TextConversions.class, to.fixed() ? "fitText" : "cutText", UTF8, UTF8, new IntConstant(to.length())));
    }

    private static Kernel text(SqlType from) {
        Carrier carrier = Carrier.of(from);
        return switch (from) {
            case ScalarType scalar ->
                switch (scalar) {
                    case BOOLEAN -> kernel(NumberTexts.class, "booleanToText", UTF8, carrier);
                    case TINYINT, SMALLINT, INT -> kernel(NumberTexts.class, "intToText", UTF8, carrier);
                    case BIGINT -> kernel(NumberTexts.class, "longToText", UTF8, carrier);
                    case FLOAT -> kernel(NumberTexts.class, "floatToText", UTF8, carrier);
                    case DOUBLE -> kernel(NumberTexts.class, "doubleToText", UTF8, carrier);
                    case DATE -> kernel(TimeTexts.class, "dateToText", UTF8, carrier);
                };
            case DecimalType decimal ->
                kernel(
                        NumberTexts.class,
                        decimal.isCompact() ? "decimalToText" : "wideToText",
                        UTF8,
                        carrier,
                        new IntConstant(decimal.scale()));
            case TimeType time ->
                kernel(TimeTexts.class, "timeToText", UTF8, carrier, new IntConstant(time.precision()));
            case TimestampType timestamp -> text(timestamp, carrier);
            case IntervalType interval ->
                kernel(
                        TimeTexts.class,
                        interval == IntervalType.YEAR_TO_MONTH ? "monthsToText" : "millisToText",
                        UTF8,
                        carrier);
            case BinaryType _ -> kernel(TextConversions.class, "bytesToText", UTF8, carrier);
            case ArrayType _, MapType _, RowType _ ->
                kernel(
                        NestedValues.class,
                        "toText",
                        UTF8,
                        carrier,
                        new ObjectConstant(
                                new NestedCast(from, CharacterType.STRING), NestedValues.NestedConversion.class),
                        ZONE);
            case CharacterType _ -> throw new IllegalArgumentException(from + " is text");
        };
    }

    private static Kernel text(TimestampType from, Carrier carrier) {
        IntConstant precision = new IntConstant(from.precision());
        if (from.local()) {
            String method = from.isCompact() ? "instantToText" : "instantNanosToText";
            return kernel(TimeTexts.class, method, UTF8, carrier, precision, ZONE);
        }
        return kernel(TimeTexts.class, from.isCompact() ? "microsToText" : "nanosToText", UTF8, carrier, precision);
    }

    /** Text to any type but text. */
    static Conversion fromText(SqlType to) {
        Carrier carrier = Carrier.of(to);
        return switch (to) {
            case ScalarType scalar -> Conversion.Through.of(scalar(scalar, carrier));
            case DecimalType decimal -> {
                IntConstant scale = new IntConstant(decimal.scale());
                yield Conversion.Through.of(
                        decimal.isCompact()
                                ? kernel(
                                        NumberParsing.class,
                                        "textToDecimal",
                                        carrier,
                                        UTF8,
                                        scale,
                                        NumberCasts.bound(decimal))
                                : kernel(
                                        NumberParsing.class,
                                        "textToWideDecimal",
                                        carrier,
                                        UTF8,
                                        scale,
                                        new IntConstant(decimal.precision())));
            }
            case TimeType time ->
                Conversion.Through.of(
                        kernel(TimeParsing.class, "textToTime", carrier, UTF8, TimeCasts.unitMillis(time)));
            case TimestampType timestamp -> Conversion.Through.of(timestamp(timestamp, carrier));
            case BinaryType binary -> toBytes(BinaryType.BYTES, binary);
            case IntervalType _, ArrayType _, MapType _, RowType _ -> new Conversion.Impossible("");
            case CharacterType _ -> throw new IllegalArgumentException(to + " is text");
        };
    }

    private static Kernel scalar(ScalarType to, Carrier carrier) {
        return switch (to) {
            case BOOLEAN -> kernel(NumberParsing.class, "textToBoolean", carrier, UTF8);
            case TINYINT, SMALLINT, INT ->
                kernel(NumberParsing.class, "textToInt", carrier, UTF8, NumberCasts.min(to), NumberCasts.max(to));
            case BIGINT -> kernel(NumberParsing.class, "textToLong", carrier, UTF8);
            case FLOAT -> kernel(NumberParsing.class, "textToFloat", carrier, UTF8);
            case DOUBLE -> kernel(NumberParsing.class, "textToDouble", carrier, UTF8);
            case DATE -> kernel(TimeParsing.class, "textToDate", carrier, UTF8);
        };
    }

    private static Kernel timestamp(TimestampType to, Carrier carrier) {
        Operand unit = to.isCompact() ? TimeCasts.unitMicros(to) : TimeCasts.unitNanos(to);
        if (to.local()) {
            String method = to.isCompact() ? "textToInstant" : "textToInstantNanos";
            return kernel(TimeParsing.class, method, carrier, UTF8, unit, ZONE);
        }
        return kernel(TimeParsing.class, to.isCompact() ? "textToMicros" : "textToNanos", carrier, UTF8, unit);
    }

    /** Bytes, or the bytes of a text, cut or filled to the length. */
    static Conversion toBytes(BinaryType from, BinaryType to) {
        if (!to.fixed() && from.length() <= to.length() || from.fixed() && from.length() == to.length()) {
            return Conversion.SAME;
        }
        String method = to.fixed() ? "fitBytes" : "cutBytes";
        return Conversion.Through.of(kernel(TextConversions.class, method, UTF8, UTF8, new IntConstant(to.length())));
    }

    private static Kernel kernel(
            Class<?> owner, String method, Carrier result, Carrier argument, Operand... constants) {
        List<Operand> operands = new ArrayList<>();
        operands.add(new Argument(0, argument));
        operands.addAll(List.of(constants));
        return new Kernel(owner, method, operands, result, false);
    }
}
