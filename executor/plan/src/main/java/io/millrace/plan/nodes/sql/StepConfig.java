package io.millrace.plan.nodes.sql;

import io.millrace.model.document.FieldPath;
import io.millrace.model.json.JsonObject;
import io.millrace.model.problem.TextRange;
import io.millrace.plan.sql.Part;
import io.millrace.plan.sql.PartScope;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The config of a step, and where its fields come from: expressions are parts of the query, and whatever is wrong with a field is wrong
 * with some place of the query's text.
 */
final class StepConfig {

    /** An expression of the config: a part of the query, and what its names stand for. */
    record Formula(Part part, PartScope scope) {}

    private final TextRange whole;
    private final Map<FieldPath, Formula> formulas = new HashMap<>();
    private final Map<FieldPath, TextRange> places = new HashMap<>();
    private JsonObject json = JsonObject.EMPTY;

    /**
     * @param whole where what is wrong with the step as a whole is shown
     */
    StepConfig(TextRange whole) {
        this.whole = whole;
    }

    StepConfig json(JsonObject config) {
        json = config;
        return this;
    }

    JsonObject json() {
        return json;
    }

    /** Says that this field holds a part of the query. */
    StepConfig formula(FieldPath field, Part part, PartScope scope) {
        formulas.put(field, new Formula(part, scope));
        return place(field, part.range());
    }

    /** Says where in the query this field, and all in it, stands. */
    StepConfig place(FieldPath field, TextRange range) {
        places.put(field, range);
        return this;
    }

    Optional<Formula> formula(FieldPath field) {
        return Optional.ofNullable(formulas.get(field));
    }

    /** The place of the smallest field around this one that has one. */
    TextRange placeOf(FieldPath field) {
        FieldPath at = field;
        while (!at.isRoot()) {
            TextRange place = places.get(at);
            if (place != null) {
                return place;
            }
            at = at.parent();
        }
        return whole;
    }
}
