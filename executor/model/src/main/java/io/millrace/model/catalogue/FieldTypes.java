package io.millrace.model.catalogue;

import io.millrace.model.catalogue.FieldType.OneOf.Alternative;
import io.millrace.model.document.ElementId;
import io.millrace.model.document.SecretRef;
import io.millrace.model.shape.Meaning;
import io.millrace.model.shape.ObjectShape;
import io.millrace.model.shape.ObjectShape.Hints;
import io.millrace.model.shape.ObjectShape.Member;
import io.millrace.model.shape.Shape;
import io.millrace.model.shape.Shapes;
import io.millrace.model.shape.TextType;
import io.millrace.model.type.DataType;
import java.util.List;
import java.util.Optional;

/**
 * Between shapes, which know Java types, and field types, which travel. A field type made back into a shape allows the
 * same JSON, so a config is checked alike with and without the classes of its node type.
 */
final class FieldTypes {

    private FieldTypes() {}

    static List<ConfigField> fields(ObjectShape shape) {
        return shape.members().stream().map(FieldTypes::field).toList();
    }

    private static ConfigField field(Member member) {
        Hints hints = member.hints();
        return new ConfigField(
                member.key(),
                of(member.shape()),
                member.isRequired(),
                member.defaultValue(),
                hints.label(),
                hints.help(),
                hints.example(),
                hints.isAdvanced());
    }

    private static FieldType of(Shape shape) {
        return switch (shape) {
            case Shape.Text(TextType type, Meaning meaning) -> of(type, meaning);
            case Shape.Length length -> new FieldType.Length(length.min(), length.max());
            case Shape.Whole whole -> wholeNumber(whole);
            case Shape.Decimal decimal -> new FieldType.AnyNumber(decimal.min(), decimal.max());
            case Shape.Flag _ -> new FieldType.Flag();
            case Shape.Names names ->
                new FieldType.Choice(names.names().stream()
                        .map(name -> new FieldType.Choice.Option(name.json(), name.help()))
                        .toList());
            case Shape.ListOf list ->
                new FieldType.ListOf(
                        of(list.element()),
                        list.hasIdentities(),
                        list.isDistinct(),
                        list.minSize() == 0 ? Optional.empty() : Optional.of(list.minSize()),
                        list.maxSize() == Integer.MAX_VALUE ? Optional.empty() : Optional.of(list.maxSize()));
            case Shape.MapOf map -> new FieldType.MapOf(of(map.values()));
            case Shape.OneOf oneOf ->
                new FieldType.OneOf(
                        oneOf.tag(),
                        oneOf.alternatives().stream()
                                .map(one -> new Alternative(one.name(), one.help(), fields(one.shape())))
                                .toList());
            case Shape.Anything(boolean isObject) ->
                isObject ? new FieldType.MapOf(new FieldType.Anything()) : new FieldType.Anything();
            case ObjectShape object ->
                object.type() == SecretRef.class ? new FieldType.Secret() : new FieldType.ObjectOf(fields(object));
        };
    }

    private static FieldType of(TextType type, Meaning meaning) {
        return switch (meaning) {
            case Meaning.Plain(boolean isMultiline) -> new FieldType.Text(isMultiline, type.pattern());
            case Meaning.Column(var input) -> new FieldType.ColumnName(input);
            case Meaning.Expression(var input, boolean isCondition) -> new FieldType.Expression(input, isCondition);
            case Meaning.Query _ -> new FieldType.Query();
            case Meaning.FilePath _ -> new FieldType.FilePath();
            case Meaning.SqlTypeName _ -> new FieldType.SqlTypeName();
            case Meaning.ElementIdentity _ -> new FieldType.ElementIdentity();
        };
    }

    /** An int's own range travels as bounds: who reads them does not know the Java type. */
    private static FieldType wholeNumber(Shape.Whole whole) {
        boolean hasMin = whole.isInt() || !whole.isUnboundedBelow();
        boolean hasMax = whole.isInt() || !whole.isUnboundedAbove();
        return new FieldType.WholeNumber(
                hasMin ? Optional.of(whole.min()) : Optional.empty(),
                hasMax ? Optional.of(whole.max()) : Optional.empty());
    }

    static ObjectShape object(String name, List<ConfigField> fields) {
        return new ObjectShape(
                name,
                Object.class,
                () -> fields.stream().map(FieldTypes::member).toList(),
                // What is built does not matter, only that nothing was reported.
                _ -> true);
    }

    private static Member member(ConfigField field) {
        return new Member(
                field.name(),
                shape(field.type()),
                !field.isRequired() && field.defaultValue().isEmpty(),
                field.defaultValue(),
                new Hints(field.label(), field.help(), field.example(), field.isAdvanced()),
                _ -> {
                    throw new IllegalStateException("A config read by its schema has no Java value");
                });
    }

    private static Shape shape(FieldType type) {
        return switch (type) {
            case FieldType.Text(boolean isMultiline, var pattern) -> text(pattern, new Meaning.Plain(isMultiline));
            case FieldType.WholeNumber(var min, var max) ->
                new Shape.Whole(false, min.orElse(Long.MIN_VALUE), max.orElse(Long.MAX_VALUE));
            case FieldType.AnyNumber(var min, var max) -> new Shape.Decimal(false, min, max);
            case FieldType.Flag _ -> new Shape.Flag();
            case FieldType.Choice(var options) ->
                new Shape.Names(options.stream()
                        .map(option -> new Shape.Name(option.value(), option.value(), option.help()))
                        .toList());
            case FieldType.Length(var min, var max) -> new Shape.Length(min, max);
            case FieldType.ColumnName(var input) -> text(Optional.empty(), new Meaning.Column(input));
            case FieldType.Expression(var input, boolean isCondition) ->
                text(Optional.empty(), new Meaning.Expression(input, isCondition));
            case FieldType.Query _ -> text(Optional.empty(), new Meaning.Query());
            case FieldType.FilePath _ -> text(Optional.empty(), new Meaning.FilePath());
            case FieldType.SqlTypeName _ -> Shapes.of(DataType.class);
            case FieldType.ElementIdentity _ -> Shapes.of(ElementId.class);
            case FieldType.Secret _ -> Shapes.of(SecretRef.class);
            case FieldType.ObjectOf(var fields) -> object("object", fields);
            case FieldType.OneOf(String tag, var alternatives) ->
                new Shape.OneOf(
                        tag,
                        alternatives.stream()
                                .map(one -> new Shape.Alternative(
                                        one.value(), one.help(), object(one.value(), one.fields())))
                                .toList());
            case FieldType.ListOf list ->
                new Shape.ListOf(
                        shape(list.of()),
                        false,
                        list.isDistinct(),
                        list.minSize().orElse(0),
                        list.maxSize().orElse(Integer.MAX_VALUE));
            case FieldType.MapOf(var of) -> new Shape.MapOf(TextType.STRING, shape(of));
            case FieldType.Anything _ -> new Shape.Anything(false);
        };
    }

    private static Shape text(Optional<String> pattern, Meaning meaning) {
        return new Shape.Text(pattern.map(TextType::matching).orElse(TextType.STRING), meaning);
    }
}
