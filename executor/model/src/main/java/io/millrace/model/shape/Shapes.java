package io.millrace.model.shape;

import io.millrace.model.annotation.Field;
import io.millrace.model.annotation.Tagged;
import io.millrace.model.annotation.Variant;
import io.millrace.model.json.Json;
import io.millrace.model.json.JsonObject;
import io.millrace.model.shape.ObjectShape.Hints;
import io.millrace.model.shape.ObjectShape.Member;
import java.lang.reflect.Constructor;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Derives shapes from Java types: records, sealed interfaces marked {@link Tagged}, enums, {@code Optional}, lists, sets
 * and maps of them, text types, numbers, durations, {@link Json} itself. Anything else is a mistake of whoever wrote the
 * type and is refused.
 */
public final class Shapes {

    private static final Pattern WORD_START = Pattern.compile("_(.)");

    private static final Map<Class<?>, Shape> KNOWN = new ConcurrentHashMap<>();

    private Shapes() {}

    /**
     * The shape of a type.
     *
     * @throws IllegalArgumentException when values of the type have no JSON form
     */
    public static Shape of(Class<?> type) {
        Shape known = KNOWN.get(type);
        if (known != null) {
            return known;
        }
        Shape made = make(type);
        Shape raced = KNOWN.putIfAbsent(type, made);
        return raced == null ? made : raced;
    }

    /** The shape of a record. */
    public static ObjectShape ofRecord(Class<?> type) {
        if (of(type) instanceof ObjectShape shape) {
            return shape;
        }
        throw new IllegalArgumentException(type + " is no record with members");
    }

    private static Shape make(Class<?> type) {
        Optional<TextType> text = TextTypes.of(type);
        if (text.isPresent()) {
            return new Shape.Text(text.get(), FieldShapes.meaningOf(type));
        }
        if (type == Json.class || type == JsonObject.class) {
            return new Shape.Anything(type == JsonObject.class);
        }
        if (type.isRecord()) {
            return record(type);
        }
        if (type.isEnum()) {
            return names(type);
        }
        if (type.isSealed() && type.isAnnotationPresent(Tagged.class)) {
            return oneOf(type);
        }
        return scalar(type);
    }

    private static Shape scalar(Class<?> type) {
        if (type == int.class || type == Integer.class) {
            return Shape.Whole.ofType(true);
        }
        if (type == long.class || type == Long.class) {
            return Shape.Whole.ofType(false);
        }
        if (type == double.class || type == Double.class || type == BigDecimal.class) {
            return new Shape.Decimal(type != BigDecimal.class, Optional.empty(), Optional.empty());
        }
        if (type == boolean.class || type == Boolean.class) {
            return new Shape.Flag();
        }
        if (type == Duration.class) {
            return new Shape.Length(Optional.empty(), Optional.empty());
        }
        throw new IllegalArgumentException("Values of " + type + " have no JSON form");
    }

    private static ObjectShape record(Class<?> type) {
        Constructor<?> constructor = Reflection.constructor(type);
        return new ObjectShape(
                type.getSimpleName(),
                type,
                () -> Arrays.stream(type.getRecordComponents())
                        .map(Shapes::member)
                        .toList(),
                values -> Reflection.make(constructor, values));
    }

    private static Member member(RecordComponent component) {
        Optional<Field> field = Optional.ofNullable(component.getAnnotation(Field.class));
        boolean isOptional = component.getType() == Optional.class;
        Type type = isOptional ? argument(component.getGenericType(), 0) : component.getGenericType();
        Shape shape = field.map(hints -> FieldShapes.refine(ofGeneric(type), hints, component))
                .orElseGet(() -> ofGeneric(type));
        Optional<Json> defaultValue = field.map(Field::defaultValue)
                .filter(text -> !text.equals(Field.NONE))
                .map(text -> FieldShapes.written(shape, text));
        Hints hints = field.map(given -> FieldShapes.hints(shape, given)).orElse(Hints.NONE);
        return new Member(
                key(component, field),
                shape,
                isOptional,
                defaultValue,
                hints,
                value -> Reflection.get(component, value));
    }

    private static String key(RecordComponent component, Optional<Field> field) {
        String given = field.map(Field::name).orElse("");
        if (!given.isEmpty()) {
            return given;
        }
        String name = component.getName();
        boolean isStatement = component.getType() == boolean.class
                && name.length() > 2
                && name.startsWith("is")
                && Character.isUpperCase(name.charAt(2));
        return isStatement ? withSmallInitial(name.substring(2)) : name;
    }

    private static Shape ofGeneric(Type type) {
        if (type instanceof Class<?> plain) {
            return of(plain);
        }
        if (type instanceof ParameterizedType generic) {
            if (generic.getRawType() == List.class || generic.getRawType() == Set.class) {
                boolean isSet = generic.getRawType() == Set.class;
                return new Shape.ListOf(ofGeneric(argument(type, 0)), isSet, isSet, 0, Integer.MAX_VALUE);
            }
            if (generic.getRawType() == Map.class && argument(type, 0) instanceof Class<?> keys) {
                TextType keyType = TextTypes.of(keys)
                        .orElseThrow(() -> new IllegalArgumentException(keys + " cannot be the key of an object"));
                return new Shape.MapOf(keyType, ofGeneric(argument(type, 1)));
            }
        }
        throw new IllegalArgumentException("Values of " + type + " have no JSON form");
    }

    private static Type argument(Type type, int index) {
        if (type instanceof ParameterizedType generic) {
            return generic.getActualTypeArguments()[index];
        }
        throw new IllegalArgumentException(type + " does not say of what");
    }

    private static Shape.Names names(Class<?> type) {
        return new Shape.Names(Arrays.stream(type.getEnumConstants())
                .map(constant -> name((Enum<?>) constant))
                .toList());
    }

    private static Shape.Name name(Enum<?> constant) {
        try {
            Optional<Variant> variant = Optional.ofNullable(
                    constant.getDeclaringClass().getField(constant.name()).getAnnotation(Variant.class));
            String json = variant.map(Variant::value)
                    .filter(value -> !value.isEmpty())
                    .orElseGet(() -> inCamelCase(constant.name()));
            return new Shape.Name(json, constant, variant.map(Variant::help).orElse(""));
        } catch (NoSuchFieldException e) {
            throw new IllegalStateException("Enum constants are fields of their enum", e);
        }
    }

    private static Shape.OneOf oneOf(Class<?> type) {
        String tag = type.getAnnotation(Tagged.class).value();
        return new Shape.OneOf(tag, records(type).map(Shapes::alternative).toList());
    }

    /** All records under a sealed interface, through the interfaces that only sort them. */
    private static Stream<Class<?>> records(Class<?> type) {
        return Arrays.stream(type.getPermittedSubclasses())
                .flatMap(permitted -> permitted.isRecord() ? Stream.of(permitted) : records(permitted));
    }

    private static Shape.Alternative alternative(Class<?> type) {
        Optional<Variant> variant = Optional.ofNullable(type.getAnnotation(Variant.class));
        String name = variant.map(Variant::value)
                .filter(value -> !value.isEmpty())
                .orElseGet(() -> withSmallInitial(type.getSimpleName()));
        return new Shape.Alternative(name, variant.map(Variant::help).orElse(""), ofRecord(type));
    }

    private static String withSmallInitial(String name) {
        return Character.toLowerCase(name.charAt(0)) + name.substring(1);
    }

    private static String inCamelCase(String constant) {
        return WORD_START.matcher(constant.toLowerCase(Locale.ROOT)).replaceAll(start -> start.group(1)
                .toUpperCase(Locale.ROOT));
    }
}
