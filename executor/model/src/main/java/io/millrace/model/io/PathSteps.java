package io.millrace.model.io;

import io.millrace.model.document.FieldPath;
import io.millrace.model.json.Json;
import io.millrace.model.json.JsonArray;
import io.millrace.model.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** A path as the keys ({@code String}) and positions ({@code Integer}) it means in a certain value. */
final class PathSteps {

    private PathSteps() {}

    /** The steps as far as the path leads; the last may be a key that is not there. */
    static List<Object> of(Json root, FieldPath path) {
        List<Object> steps = new ArrayList<>();
        Optional<Json> at = Optional.of(root);
        for (FieldPath.Step step : path.steps()) {
            Optional<Json> next = Optional.empty();
            if (at.get() instanceof JsonArray list) {
                OptionalInt position = FieldPath.positionIn(list, step);
                if (position.isPresent()) {
                    steps.add(position.getAsInt());
                    next = Optional.of(list.get(position.getAsInt()));
                }
            } else if (at.get() instanceof JsonObject object && step instanceof FieldPath.Key(String key)) {
                steps.add(key);
                next = object.get(key);
            }
            if (next.isEmpty()) {
                break;
            }
            at = next;
        }
        return steps;
    }
}
