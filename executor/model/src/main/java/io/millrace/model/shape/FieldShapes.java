package io.millrace.model.shape;

import io.millrace.model.Durations;
import io.millrace.model.annotation.Field;
import io.millrace.model.document.ElementId;
import io.millrace.model.document.PortName;
import io.millrace.model.json.Json;
import io.millrace.model.shape.ObjectShape.Hints;
import io.millrace.model.text.JsonText;
import io.millrace.model.type.DataType;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/** What {@link Field} adds to the shape of a component's type. */
final class FieldShapes {

    private FieldShapes() {}

    static Meaning meaningOf(Class<?> type) {
        if (type == DataType.class) {
            return new Meaning.SqlTypeName();
        }
        return type == ElementId.class ? new Meaning.ElementIdentity() : new Meaning.Plain(false);
    }

    /** The shape with the bounds and the meaning that the hints give it. */
    static Shape refine(Shape shape, Field field, RecordComponent component) {
        return switch (shape) {
            case Shape.Text(TextType type, Meaning meaning) -> new Shape.Text(type, meaning(meaning, field));
            case Shape.Length _ ->
                new Shape.Length(bound(field.min(), Durations::parse), bound(field.max(), Durations::parse));
            case Shape.Whole whole ->
                new Shape.Whole(
                        whole.isInt(),
                        bound(field.min(), Long::valueOf).orElse(whole.min()),
                        bound(field.max(), Long::valueOf).orElse(whole.max()));
            case Shape.Decimal decimal ->
                new Shape.Decimal(
                        decimal.isDouble(),
                        bound(field.min(), FieldShapes::number),
                        bound(field.max(), FieldShapes::number));
            case Shape.ListOf(Shape element, boolean isSet, boolean isDistinct, int min, int max) ->
                new Shape.ListOf(
                        element instanceof Shape.Text ? refine(element, field, component) : element,
                        isSet,
                        isDistinct || field.distinct(),
                        bound(field.min(), Integer::valueOf).orElse(min),
                        bound(field.max(), Integer::valueOf).orElse(max));
            case Shape.MapOf(TextType keys, Shape values) ->
                new Shape.MapOf(keys, values instanceof Shape.Text ? refine(values, field, component) : values);
            case Shape.Flag _, Shape.Names _, Shape.OneOf _, Shape.Anything _, ObjectShape _ -> shape;
        };
    }

    /** The value that a hint's text means for a shape: text as it stands, anything else as JSON. */
    static Json written(Shape shape, String text) {
        boolean isText = shape instanceof Shape.Text || shape instanceof Shape.Length || shape instanceof Shape.Names;
        return isText ? Json.of(text) : JsonText.require(text);
    }

    static Hints hints(Shape shape, Field field) {
        Optional<Json> example =
                field.example().isEmpty() ? Optional.empty() : Optional.of(written(shape, field.example()));
        return new Hints(field.label(), field.help(), example, field.advanced());
    }

    private static Meaning meaning(Meaning inferred, Field field) {
        Optional<PortName> input =
                field.input().isEmpty() ? Optional.empty() : Optional.of(new PortName(field.input()));
        return switch (field.kind()) {
            case INFERRED -> inferred instanceof Meaning.Plain ? new Meaning.Plain(field.multiline()) : inferred;
            case COLUMN -> new Meaning.Column(input);
            case EXPRESSION -> new Meaning.Expression(input, false);
            case CONDITION -> new Meaning.Expression(input, true);
            case QUERY -> new Meaning.Query();
            case PATH -> new Meaning.FilePath();
        };
    }

    /** In the form that a number has after a trip through JSON, so that bounds stay equal. */
    private static BigDecimal number(String text) {
        return Json.of(new BigDecimal(text)).value();
    }

    private static <T> Optional<T> bound(String text, Function<String, T> parse) {
        return text.isEmpty() ? Optional.empty() : Optional.of(parse.apply(text));
    }

    /** The bounds of a duration in words; empty when there are none. */
    static String words(Optional<Duration> min, Optional<Duration> max) {
        return words(min.map(Durations::print), max.map(Durations::print), "");
    }

    /** Bounds in words, as they go on after "must be": {@code between 1 and 5}, {@code at least 1}. */
    static String words(Optional<String> min, Optional<String> max, String unit) {
        String kind = unit.isEmpty() ? "" : " " + unit;
        if (min.isPresent() && max.isPresent()) {
            return "between " + min.get() + " and " + max.get() + kind;
        }
        return min.map(bound -> "at least " + bound + kind)
                .or(() -> max.map(bound -> "at most " + bound + kind))
                .orElse("");
    }
}
