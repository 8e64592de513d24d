package io.millrace.model.shape;

import io.millrace.model.json.Json;
import io.millrace.model.problem.Problem;
import io.millrace.model.shape.ObjectShape.Member;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Checks what whoever declares a record can get wrong, when the record is first used and not when some document meets
 * the mistake: defaults and examples that the component itself refuses, keys that stand twice, a variant that has a
 * member under the key of its tag.
 */
final class ShapeSoundness {

    private final Set<ObjectShape> seen = new HashSet<>();

    private ShapeSoundness() {}

    /**
     * Walks a shape and all shapes in it.
     *
     * @throws IllegalArgumentException naming the record, the component and the mistake
     */
    static void require(Shape shape) {
        new ShapeSoundness().walk(shape);
    }

    private void walk(Shape shape) {
        switch (shape) {
            case ObjectShape object -> object(object, "");
            case Shape.ListOf list -> walk(list.element());
            case Shape.MapOf map -> walk(map.values());
            case Shape.OneOf oneOf ->
                oneOf.alternatives().forEach(alternative -> object(alternative.shape(), oneOf.tag()));
            case Shape.Scalar _, Shape.Anything _ -> {}
        }
    }

    private void object(ObjectShape shape, String tag) {
        Set<String> keys = new HashSet<>(Set.of(tag));
        for (Member member : shape.members()) {
            if (!keys.add(member.key())) {
                throw new IllegalArgumentException(
                        "The key `%s` of %s means two things".formatted(member.key(), shape.type()));
            }
        }
        if (seen.add(shape)) {
            for (Member member : shape.members()) {
                member.defaultValue().ifPresent(value -> requireFit(shape, member, value));
                member.hints().example().ifPresent(value -> requireFit(shape, member, value));
                walk(member.shape());
            }
        }
    }

    private static void requireFit(ObjectShape shape, Member member, Json value) {
        List<Problem> problems = new ArrayList<>();
        new ShapeReader((_, problem, _) -> problems.add(problem)).read(member.shape(), value, Place.root());
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException("%s cannot be the default or an example of `%s` in %s: %s"
                    .formatted(value, member.key(), shape.type(), problems));
        }
    }
}
