package io.millrace.model.shape;

import io.millrace.model.Durations;
import io.millrace.model.NearestName;
import io.millrace.model.json.CanonicalJson;
import io.millrace.model.json.Json;
import io.millrace.model.json.JsonArray;
import io.millrace.model.json.JsonBoolean;
import io.millrace.model.json.JsonNull;
import io.millrace.model.json.JsonNumber;
import io.millrace.model.json.JsonObject;
import io.millrace.model.json.JsonString;
import io.millrace.model.problem.Problem;
import io.millrace.model.problem.ProblemCodes;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Reads values without parts, and says what is wrong with values of any sort. */
final class ScalarReader {

    private static final int MOST_LISTED = 12;

    private final Findings findings;

    ScalarReader(Findings findings) {
        this.findings = findings;
    }

    Optional<Object> read(Shape.Scalar shape, Json json, Place place) {
        return switch (shape) {
            case Shape.Text shaped when json instanceof JsonString(String text) -> text(shaped.type(), text, place);
            case Shape.Length length when json instanceof JsonString(String text) -> length(length, text, place);
            case Shape.Whole whole
            when json instanceof JsonNumber number && number.isWhole() -> whole(whole, number.value(), place);
            case Shape.Decimal decimal
            when json instanceof JsonNumber(BigDecimal number) -> decimal(decimal, number, place);
            case Shape.Flag _ when json instanceof JsonBoolean flag -> Optional.of(flag.value());
            case Shape.Names names when json instanceof JsonString(String text) -> name(names, text, place);
            case Shape.Text _, Shape.Length _, Shape.Whole _, Shape.Decimal _, Shape.Flag _, Shape.Names _ ->
                wrongType(expected(shape), json, place);
        };
    }

    private Optional<Object> text(TextType type, String text, Place place) {
        try {
            return Optional.of(type.parse().apply(text));
        } catch (IllegalArgumentException e) {
            return invalid(e, place);
        }
    }

    private Optional<Object> length(Shape.Length shape, String text, Place place) {
        Duration length;
        try {
            length = Durations.parse(text);
        } catch (IllegalArgumentException e) {
            return invalid(e, place);
        }
        boolean isWithin = shape.min().filter(min -> length.compareTo(min) < 0).isEmpty()
                && shape.max().filter(max -> length.compareTo(max) > 0).isEmpty();
        return isWithin
                ? Optional.of(length)
                : outOfRange(FieldShapes.words(shape.min(), shape.max()), Durations.print(length), place);
    }

    private Optional<Object> whole(Shape.Whole shape, BigDecimal number, Place place) {
        boolean isWithin = number.compareTo(BigDecimal.valueOf(shape.min())) >= 0
                && number.compareTo(BigDecimal.valueOf(shape.max())) <= 0;
        if (!isWithin) {
            Optional<String> min = Optional.of(String.valueOf(shape.min()));
            Optional<String> max = Optional.of(String.valueOf(shape.max()));
            String bounds = shape.isUnboundedAbove() && number.signum() < 0
                    ? FieldShapes.words(min, Optional.empty(), "")
                    : shape.isUnboundedBelow() && number.signum() > 0
                            ? FieldShapes.words(Optional.empty(), max, "")
                            : FieldShapes.words(min, max, "");
            return outOfRange(bounds, new JsonNumber(number).toString(), place);
        }
        // Boxed by hand: a conditional expression would widen the int to a long.
        if (shape.isInt()) {
            return Optional.of(number.intValueExact());
        }
        return Optional.of(number.longValueExact());
    }

    private Optional<Object> decimal(Shape.Decimal shape, BigDecimal number, Place place) {
        boolean isWithin = shape.min().filter(min -> number.compareTo(min) < 0).isEmpty()
                && shape.max().filter(max -> number.compareTo(max) > 0).isEmpty();
        if (!isWithin) {
            String bounds = FieldShapes.words(
                    shape.min().map(BigDecimal::toString), shape.max().map(BigDecimal::toString), "");
            return outOfRange(bounds, new JsonNumber(number).toString(), place);
        }
        if (!shape.isDouble()) {
            return Optional.of(number);
        }
        double nearest = number.doubleValue();
        return Double.isFinite(nearest)
                ? Optional.of(nearest)
                : outOfRange("between -1e308 and 1e308", new JsonNumber(number).toString(), place);
    }

    private Optional<Object> name(Shape.Names names, String text, Place place) {
        Optional<Object> value = names.names().stream()
                .filter(name -> name.json().equals(text))
                .map(Shape.Name::value)
                .findFirst();
        return value.isPresent() ? value : unknownName(text, names.spellings(), place);
    }

    Optional<Object> unknownName(String name, List<String> known, Place place) {
        String shown = Place.shortened(name);
        Optional<String> nearest = NearestName.of(name, known);
        String message = place.subject() + " must be one of " + listed(known) + ", not `" + shown + "`"
                + NearestName.hint(name, known);
        Problem problem =
                Problem.error(ProblemCodes.VALUE_UNKNOWN, capitalised(message)).arg("value", shown);
        findings.report(
                place,
                nearest.map(candidate -> problem.arg("nearest", candidate)).orElse(problem),
                nearest.map(candidate -> new Repair.Replace("Use `" + candidate + "`", Json.of(candidate))));
        return Optional.empty();
    }

    Optional<Object> wrongType(String expected, Json json, Place place) {
        String message = place.subject() + " must be " + expected + ", not " + described(json);
        Problem problem = Problem.error(ProblemCodes.VALUE_TYPE, capitalised(message))
                .arg("expected", expected)
                .arg("actual", described(json));
        findings.report(place, problem, repair(expected, json));
        return Optional.empty();
    }

    /** YAML turns an unquoted 2024 into a number and a quoted one into text; both slips are mended by the other. */
    private static Optional<Repair> repair(String expected, Json json) {
        if (expected.equals("text") && (json instanceof JsonNumber || json instanceof JsonBoolean)) {
            return Optional.of(new Repair.Replace("Write it in quotes", Json.of(json.toString())));
        }
        boolean wantsNumber = expected.endsWith("number");
        if (wantsNumber && json instanceof JsonString(String text) && text.matches("-?[0-9]{1,18}")) {
            return Optional.of(new Repair.Replace("Write it without quotes", Json.of(Long.parseLong(text))));
        }
        return Optional.empty();
    }

    private Optional<Object> outOfRange(String bounds, String actual, Place place) {
        String message = place.subject() + " must be " + bounds + ", not " + actual;
        findings.report(
                place,
                Problem.error(ProblemCodes.VALUE_RANGE, capitalised(message))
                        .arg("bounds", bounds)
                        .arg("actual", actual),
                Optional.empty());
        return Optional.empty();
    }

    private Optional<Object> invalid(IllegalArgumentException e, Place place) {
        String message = Optional.ofNullable(e.getMessage()).orElse("The value is not allowed");
        findings.report(place, Problem.error(ProblemCodes.VALUE_INVALID, message), Optional.empty());
        return Optional.empty();
    }

    /** What a value of this shape is, as it goes on after "must be". */
    static String expected(Shape shape) {
        return switch (shape) {
            case Shape.Text _ -> "text";
            case Shape.Length _ -> "a duration such as `10 s`";
            case Shape.Whole _ -> "a whole number";
            case Shape.Decimal _ -> "a number";
            case Shape.Flag _ -> "true or false";
            case Shape.Names names -> "one of " + listed(names.spellings());
            case Shape.ListOf _ -> "a list";
            case Shape.MapOf _, Shape.OneOf _, ObjectShape _ -> "an object";
            case Shape.Anything(boolean isObject) -> isObject ? "an object" : "a value";
        };
    }

    static String listed(List<String> names) {
        String listed =
                names.stream().limit(MOST_LISTED).map(name -> "`" + name + "`").collect(Collectors.joining(", "));
        return names.size() > MOST_LISTED ? listed + " and " + (names.size() - MOST_LISTED) + " more" : listed;
    }

    private static String described(Json json) {
        return switch (json) {
            case JsonString(String text) -> "the text `" + Place.shortened(text) + "`";
            case JsonNumber _, JsonBoolean _ -> "`" + Place.shortened(CanonicalJson.print(json)) + "`";
            case JsonObject _, JsonArray _, JsonNull _ -> json.sort();
        };
    }

    private static String capitalised(String message) {
        return Character.toUpperCase(message.charAt(0)) + message.substring(1);
    }
}
