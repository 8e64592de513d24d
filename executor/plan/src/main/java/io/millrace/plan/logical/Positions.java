package io.millrace.plan.logical;

import io.millrace.model.json.Json;
import io.millrace.model.json.JsonArray;
import java.util.ArrayList;
import java.util.List;

/** Column positions in JSON. */
public final class Positions {

    private Positions() {}

    public static JsonArray json(List<Integer> positions) {
        List<Json> list = new ArrayList<>();
        positions.forEach(position -> list.add(Json.of(position)));
        return new JsonArray(list);
    }
}
