package io.millrace.model.io;

import io.millrace.model.json.Json;
import io.millrace.model.json.JsonArray;
import io.millrace.model.json.JsonObject;
import io.millrace.model.problem.Problem;
import io.millrace.model.problem.ProblemCodes;
import io.millrace.model.shape.Findings;
import io.millrace.model.shape.Place;
import io.millrace.model.shape.Repair;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Remembers which keys are not known while problems pass by, and makes of a document the one that may have been meant:
 * with such keys named like the nearest known ones, or left out. It shows what else is wrong.
 */
final class KnownKeys implements Findings {

    private record Mend(List<Object> steps, Repair repair) {}

    private final Findings next;
    private final List<Mend> mends = new ArrayList<>();
    private boolean isMendable = true;

    /**
     * @param next gets every problem
     */
    KnownKeys(Findings next) {
        this.next = next;
    }

    @Override
    public void report(Place place, Problem problem, Optional<Repair> repair) {
        if (problem.code().equals(ProblemCodes.KEY_UNKNOWN) && repair.isPresent()) {
            mends.add(new Mend(place.steps(), repair.get()));
        } else {
            isMendable = false;
        }
        next.report(place, problem, repair);
    }

    /** The document with known keys; empty when more was wrong than its keys. */
    Optional<JsonObject> in(JsonObject document) {
        if (!isMendable) {
            return Optional.empty();
        }
        Json mended = document;
        for (Mend mend : mends) {
            mended = mended(mended, mend.steps(), mend.repair());
        }
        return Optional.of((JsonObject) mended);
    }

    private static Json mended(Json json, List<Object> steps, Repair repair) {
        Object step = steps.getFirst();
        List<Object> rest = steps.subList(1, steps.size());
        return switch (json) {
            case JsonObject object when rest.isEmpty() -> renamed(object, (String) step, repair);
            case JsonObject object -> {
                String key = (String) step;
                yield object.with(key, mended(object.get(key).orElseThrow(), rest, repair));
            }
            case JsonArray array -> {
                int index = (Integer) step;
                yield array.with(index, mended(array.get(index), rest, repair));
            }
            default -> throw new IllegalStateException("There is nothing at " + steps + " in " + json);
        };
    }

    private static JsonObject renamed(JsonObject object, String key, Repair repair) {
        return switch (repair) {
            case Repair.RenameKey(var _, var from, String to, Json value) ->
                object.without(from).with(to, value);
            case Repair.RemoveKey _, Repair.Replace _ -> object.without(key);
        };
    }
}
