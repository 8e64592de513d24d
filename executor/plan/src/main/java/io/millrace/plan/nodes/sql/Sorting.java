package io.millrace.plan.nodes.sql;

import io.millrace.model.document.FieldPath;
import io.millrace.model.json.Json;
import io.millrace.model.json.JsonArray;
import io.millrace.model.json.JsonObject;
import io.millrace.plan.sql.PartScope;
import io.millrace.plan.sql.Query;
import java.util.ArrayList;
import java.util.List;

/** An ORDER BY as the list of a top N. */
final class Sorting {

    private Sorting() {}

    static JsonArray json(List<Query.Order> order, StepConfig config, PartScope scope) {
        Ids ids = new Ids();
        List<Json> list = new ArrayList<>();
        for (Query.Order by : order) {
            String id = ids.fresh(by.part().text());
            config.formula(FieldPath.of("orderBy").element(id).key("expression"), by.part(), scope);
            JsonObject sort = JsonObject.of(
                    "id",
                    Json.of(id),
                    "expression",
                    Json.of(by.part().text()),
                    "direction",
                    Json.of(by.isDescending() ? "desc" : "asc"));
            list.add(by.nullsFirst()
                    .map(first -> sort.with("nulls", Json.of(first ? "first" : "last")))
                    .orElse(sort));
        }
        return new JsonArray(list);
    }
}
