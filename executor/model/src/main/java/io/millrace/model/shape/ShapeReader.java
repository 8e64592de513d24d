package io.millrace.model.shape;

import io.millrace.model.NearestName;
import io.millrace.model.json.Json;
import io.millrace.model.json.JsonArray;
import io.millrace.model.json.JsonNull;
import io.millrace.model.json.JsonObject;
import io.millrace.model.json.JsonString;
import io.millrace.model.problem.Problem;
import io.millrace.model.problem.ProblemCodes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** JSON to Java values; reports every flaw it finds instead of stopping at the first. */
public final class ShapeReader {

    private final Findings findings;
    private final ScalarReader scalars;

    /** A reader that reports here. */
    public ShapeReader(Findings findings) {
        this.findings = findings;
        this.scalars = new ScalarReader(findings);
    }

    /**
     * Reads a value.
     *
     * @param place where the value is, for the reports
     * @return the Java value; empty when something was reported
     */
    public Optional<Object> read(Shape shape, Json json, Place place) {
        return switch (shape) {
            case Shape.Scalar scalar -> scalars.read(scalar, json, place);
            case Shape.ListOf list when json instanceof JsonArray array -> list(list, array, place);
            case Shape.MapOf map when json instanceof JsonObject object -> entries(map, object, place);
            case Shape.OneOf oneOf when json instanceof JsonObject object -> alternative(oneOf, object, place);
            case ObjectShape shaped when json instanceof JsonObject object -> object(shaped, object, place, "");
            case Shape.Anything(boolean isObject) when !isObject || json instanceof JsonObject -> Optional.of(json);
            case Shape.ListOf _ -> scalars.wrongType("a list", json, place);
            case Shape.MapOf _, Shape.OneOf _, ObjectShape _, Shape.Anything _ ->
                scalars.wrongType("an object", json, place);
        };
    }

    private Optional<Object> object(ObjectShape shape, JsonObject object, Place place, String tag) {
        boolean isSound = reportUnknownKeys(shape, object, place, tag);
        List<ObjectShape.Member> members = shape.members();
        Object[] values = new Object[members.size()];
        for (int i = 0; i < values.length; i++) {
            Optional<Object> value = member(members.get(i), object, place);
            value.ifPresent(set(values, i));
            isSound &= value.isPresent();
        }
        if (!isSound) {
            return Optional.empty();
        }
        try {
            return Optional.of(shape.make(values));
        } catch (IllegalArgumentException e) {
            findings.report(place, Problem.error(ProblemCodes.VALUE_INVALID, message(e)), Optional.empty());
            return Optional.empty();
        }
    }

    private static Consumer<Object> set(Object[] values, int index) {
        return value -> values[index] = value;
    }

    /** The Java value of a member, an {@code Optional} where it is one; empty when something was reported. */
    private Optional<Object> member(ObjectShape.Member member, JsonObject object, Place place) {
        Optional<Json> json = object.get(member.key())
                .filter(value -> value != JsonNull.NULL || member.shape() instanceof Shape.Anything);
        if (json.isEmpty() && member.isOptional()) {
            return Optional.of(Optional.empty());
        }
        Optional<Json> present = json.or(member::defaultValue);
        if (present.isEmpty()) {
            String message = "`" + member.key() + "` is missing; it must be " + ScalarReader.expected(member.shape());
            findings.report(
                    place.key(member.key()),
                    Problem.error(ProblemCodes.VALUE_MISSING, message).arg("key", member.key()),
                    Optional.empty());
            return Optional.empty();
        }
        Optional<Object> value = read(member.shape(), present.get(), place.key(member.key()));
        return member.isOptional() ? value.map(Optional::of) : value;
    }

    private boolean reportUnknownKeys(ObjectShape shape, JsonObject object, Place place, String tag) {
        List<String> known =
                shape.members().stream().map(ObjectShape.Member::key).toList();
        boolean isSound = true;
        for (Map.Entry<String, Json> entry : object.members().entrySet()) {
            String key = entry.getKey();
            if (known.contains(key) || key.equals(tag)) {
                continue;
            }
            isSound = false;
            List<String> free =
                    known.stream().filter(name -> object.get(name).isEmpty()).toList();
            reportUnknownKey(key, entry.getValue(), known, free, place);
        }
        return isSound;
    }

    private void reportUnknownKey(String key, Json value, List<String> known, List<String> free, Place place) {
        Optional<String> nearest = NearestName.of(key, free);
        String shown = Place.shortened(key);
        String remedy = nearest.map(name -> "; did you mean `" + name + "`?")
                .orElseGet(() -> known.isEmpty()
                        ? "; no keys are known here"
                        : "; known keys are " + ScalarReader.listed(known));
        Problem problem = Problem.error(ProblemCodes.KEY_UNKNOWN, "The key `" + shown + "` is not known" + remedy)
                .arg("key", shown);
        Repair repair = nearest.<Repair>map(
                        name -> new Repair.RenameKey("Rename `" + shown + "` to `" + name + "`", key, name, value))
                .orElseGet(() -> new Repair.RemoveKey("Remove `" + shown + "`"));
        findings.report(
                place.key(key),
                nearest.map(name -> problem.arg("nearest", name)).orElse(problem),
                Optional.of(repair));
    }

    private Optional<Object> list(Shape.ListOf shape, JsonArray array, Place place) {
        boolean isSound = requireSize(shape, array, place);
        isSound &= requireDistinct(shape, array, place);
        List<Object> elements = new ArrayList<>();
        for (int i = 0; i < array.size(); i++) {
            read(shape.element(), array.get(i), place.element(array, i)).ifPresent(elements::add);
        }
        if (!isSound || elements.size() < array.size()) {
            return Optional.empty();
        }
        Collection<Object> collected = shape.isSet() ? new LinkedHashSet<>(elements) : elements;
        return Optional.of(collected);
    }

    private boolean requireSize(Shape.ListOf shape, JsonArray array, Place place) {
        if (array.size() >= shape.minSize() && array.size() <= shape.maxSize()) {
            return true;
        }
        Optional<String> max =
                shape.maxSize() == Integer.MAX_VALUE ? Optional.empty() : Optional.of(String.valueOf(shape.maxSize()));
        String bounds = FieldShapes.words(Optional.of(String.valueOf(shape.minSize())), max, "elements");
        String message = "%s must have %s, not %d".formatted(place.subject(), bounds, array.size());
        findings.report(place, Problem.error(ProblemCodes.VALUE_RANGE, message), Optional.empty());
        return false;
    }

    private boolean requireDistinct(Shape.ListOf shape, JsonArray array, Place place) {
        if (!shape.isDistinct() && !shape.hasIdentities()) {
            return true;
        }
        Set<Json> seen = new HashSet<>();
        boolean isSound = true;
        for (int i = 0; i < array.size(); i++) {
            Json element = array.get(i);
            Optional<Json> identity = shape.isDistinct() ? Optional.of(element) : identity(shape, element);
            if (identity.isPresent() && !seen.add(identity.get())) {
                String shown = identity.get() instanceof JsonString(String text)
                        ? text
                        : identity.get().toString();
                String message = "`%s` stands twice in %s; each may stand once"
                        .formatted(Place.shortened(shown), place.subject());
                findings.report(
                        place.element(array, i),
                        Problem.error(ProblemCodes.ID_DUPLICATE, message).arg("id", Place.shortened(shown)),
                        Optional.empty());
                isSound = false;
            }
        }
        return isSound;
    }

    private static Optional<Json> identity(Shape.ListOf shape, Json element) {
        return shape.element() instanceof ObjectShape object && element instanceof JsonObject members
                ? object.identity().flatMap(member -> members.get(member.key()))
                : Optional.empty();
    }

    private Optional<Object> entries(Shape.MapOf shape, JsonObject object, Place place) {
        Map<Object, Object> entries = new LinkedHashMap<>();
        boolean isSound = true;
        for (Map.Entry<String, Json> entry : object.members().entrySet()) {
            Place at = place.key(entry.getKey());
            Optional<Object> value = read(shape.values(), entry.getValue(), at);
            try {
                Object key = shape.keys().parse().apply(entry.getKey());
                value.ifPresent(read -> entries.put(key, read));
                isSound &= value.isPresent();
            } catch (IllegalArgumentException e) {
                findings.report(at, Problem.error(ProblemCodes.VALUE_INVALID, message(e)), Optional.empty());
                isSound = false;
            }
        }
        return isSound ? Optional.of(entries) : Optional.empty();
    }

    private Optional<Object> alternative(Shape.OneOf oneOf, JsonObject object, Place place) {
        Optional<Json> tag = object.get(oneOf.tag());
        if (tag.isEmpty()) {
            String message =
                    "`%s` is missing; it must be one of %s".formatted(oneOf.tag(), ScalarReader.listed(oneOf.names()));
            findings.report(
                    place.key(oneOf.tag()),
                    Problem.error(ProblemCodes.VALUE_MISSING, message).arg("key", oneOf.tag()),
                    Optional.empty());
            return Optional.empty();
        }
        if (!(tag.get() instanceof JsonString(String name))) {
            return scalars.wrongType("one of " + ScalarReader.listed(oneOf.names()), tag.get(), place.key(oneOf.tag()));
        }
        Optional<Shape.Alternative> alternative = oneOf.named(name);
        if (alternative.isEmpty()) {
            return scalars.unknownName(name, oneOf.names(), place.key(oneOf.tag()));
        }
        return object(alternative.get().shape(), object, place, oneOf.tag());
    }

    private static String message(IllegalArgumentException e) {
        return Optional.ofNullable(e.getMessage()).orElse("The value is not allowed");
    }
}
