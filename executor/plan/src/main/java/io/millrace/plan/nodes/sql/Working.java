package io.millrace.plan.nodes.sql;

import io.millrace.expr.ColumnRef;
import io.millrace.expr.Expr;
import io.millrace.model.document.FieldPath;
import io.millrace.model.json.Json;
import io.millrace.model.json.JsonArray;
import io.millrace.model.json.JsonObject;
import io.millrace.model.problem.TextRange;
import io.millrace.plan.sql.Names;
import io.millrace.plan.sql.Part;
import io.millrace.plan.sql.PartScope;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Rows with what expressions over them mean. Nodes take columns where SQL takes expressions: partitions, keys of joins; these
 * become columns first.
 */
final class Working {

    private final Steps steps;
    private final String path;
    private Rows rows;
    private final PartScope scope;

    Working(Steps steps, String path, Rows rows, PartScope scope) {
        this.steps = steps;
        this.path = path;
        this.rows = rows;
        this.scope = scope;
    }

    Rows rows() {
        return rows;
    }

    PartScope scope() {
        return scope;
    }

    /** Goes on with rows that have the columns of these and more. */
    void become(Rows other) {
        rows = other;
    }

    /**
     * Makes columns of expressions, where they are none. Answers the names of all; empty when one of them has no type.
     *
     * @param id of the step that makes them
     */
    Optional<List<String>> columns(List<Part> parts, String id, TextRange place) {
        Map<Part, String> known = new LinkedHashMap<>();
        List<Part> computed = new ArrayList<>();
        boolean areTyped = true;
        for (Part part : parts) {
            Optional<Expr> typed = steps.type(part, rows.schema(), scope);
            areTyped &= typed.isPresent();
            if (typed.isPresent() && typed.get() instanceof ColumnRef column) {
                known.put(part, column.name());
            } else {
                computed.add(part);
            }
        }
        if (!areTyped) {
            return Optional.empty();
        }
        if (!computed.isEmpty()) {
            Optional<Rows> more = compute(computed, known, id, place);
            if (more.isEmpty()) {
                return Optional.empty();
            }
            rows = more.get();
        }
        return Optional.of(
                parts.stream().map(part -> known.getOrDefault(part, "")).toList());
    }

    private Optional<Rows> compute(List<Part> parts, Map<Part, String> known, String id, TextRange place) {
        StepConfig config = new StepConfig(place);
        List<Json> columns = new ArrayList<>();
        List<String> names = new ArrayList<>(rows.schema().names());
        names.forEach(name ->
                columns.add(JsonObject.of("name", Json.of(name), "expression", Json.of(Names.quoteIfNeeded(name)))));
        for (Part part : parts) {
            String name = free("$" + part.text(), names);
            names.add(name);
            config.formula(FieldPath.of("columns").index(columns.size()).key("expression"), part, scope);
            columns.add(JsonObject.of("name", Json.of(name), "expression", Json.of(part.text())));
            known.put(part, name);
        }
        Rows before = rows;
        return steps.add(path + id, "select", config.json(JsonObject.of("columns", new JsonArray(columns))), rows)
                .map(more -> new Rows(more.origin(), more.port(), before.scope(), more.ancestors(), before.window()))
                .map(more -> {
                    parts.forEach(part -> scope.computed(part, known.getOrDefault(part, "")));
                    return more;
                });
    }

    /** A name like this that none of these is. */
    static String free(String name, List<String> taken) {
        String free = name;
        while (taken.contains(free)) {
            free += "'";
        }
        return free;
    }

    /** Keeps the rows for which a condition is TRUE. */
    boolean filter(Part condition, String id) {
        StepConfig config = new StepConfig(condition.range())
                .json(JsonObject.of("condition", Json.of(condition.text())))
                .formula(FieldPath.of("condition"), condition, scope);
        Rows before = rows;
        Optional<Rows> kept = steps.add(path + id, "filter", config, rows);
        kept.ifPresent(filtered -> rows =
                new Rows(filtered.origin(), filtered.port(), before.scope(), filtered.ancestors(), before.window()));
        return kept.isPresent();
    }
}
