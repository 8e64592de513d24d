package io.millrace.plan.nodes.sql;

import io.millrace.model.json.Json;
import io.millrace.model.json.JsonArray;
import io.millrace.model.json.JsonObject;
import io.millrace.model.problem.TextRange;
import io.millrace.plan.sql.Names;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Each row once: by a deduplicate where rows only come, by an aggregate where they also go or have more columns than a deduplicate
 * compares.
 */
final class Distinct {

    private static final String COUNT = "$rows";

    /** Columns a deduplicate compares at most. */
    private static final int MOST_KEYS = 20;

    private final Steps steps;

    Distinct(Steps steps) {
        this.steps = steps;
    }

    /** The same rows, those that are equal in all columns once. */
    Optional<Rows> of(Rows rows, String id, TextRange place) {
        List<String> names = rows.schema().names();
        StepConfig config = new StepConfig(place);
        if (rows.isAppend() && names.size() <= MOST_KEYS) {
            JsonObject json = JsonObject.of("keys", keys(names, "column", name -> name), "keep", Json.of("first"));
            return steps.add(id, "deduplicate", config.json(json), rows).map(once -> once.with(rows.scope()));
        }
        JsonObject json = JsonObject.of(
                "groupBy",
                keys(names, "expression", Names::quoteIfNeeded),
                "aggregates",
                JsonArray.of(
                        JsonObject.of("id", Json.of("rows"), "name", Json.of(COUNT), "function", Json.of("COUNT"))));
        return steps.add(id, "aggregate", config.json(json), rows).flatMap(counted -> {
            List<Json> columns = new ArrayList<>();
            names.forEach(name -> columns.add(
                    JsonObject.of("name", Json.of(name), "expression", Json.of(Names.quoteIfNeeded(name)))));
            StepConfig kept = new StepConfig(place).json(JsonObject.of("columns", new JsonArray(columns)));
            return steps.add(id + "-columns", "select", kept, counted).map(once -> once.with(rows.scope()));
        });
    }

    private static JsonArray keys(List<String> names, String field, UnaryOperator<String> written) {
        Ids ids = new Ids();
        return new JsonArray(names.stream()
                .<Json>map(name -> {
                    JsonObject key = JsonObject.of("id", Json.of(ids.fresh(name)), field, Json.of(written.apply(name)));
                    return field.equals("expression") ? key.with("name", Json.of(name)) : key;
                })
                .toList());
    }
}
