package io.millrace.plan.logical;

import io.millrace.expr.Expr;
import io.millrace.model.json.Json;
import io.millrace.model.json.JsonArray;
import io.millrace.model.json.JsonObject;
import java.util.List;
import java.util.Map;

/**
 * What an executor needs to know to run an operator; see docs/operator-plan.md.
 *
 * @param type the operator of the engine
 * @param needs which rows of each input a task must get
 */
public record PhysicalForm(String type, JsonObject config, Map<String, List<Expr>> expressions, List<InputNeed> needs) {

    public PhysicalForm {
        expressions = Map.copyOf(expressions);
        needs = List.copyOf(needs);
    }

    /**
     * The form of an operator that is one step of its node. Its states are the node's, each under a role that the step makes its own,
     * and the rows that pass it are not those of the node's ports.
     */
    PhysicalForm within(String step) {
        JsonObject stepped = config.with("step", Json.of(step));
        if (config.get("state").orElse(JsonArray.EMPTY) instanceof JsonArray states) {
            List<Json> own = states.elements().stream()
                    .map(JsonObject.class::cast)
                    .<Json>map(state -> state.with(
                            "role", Json.of(step + "." + state.text("role").orElseThrow())))
                    .toList();
            stepped = own.isEmpty() ? stepped : stepped.with("state", new JsonArray(own));
        }
        return new PhysicalForm(type, stepped, expressions, needs);
    }

    /** Which rows of an input one task of an operator must get. */
    public sealed interface InputNeed {

        /** Any: the operator looks at one row at a time. */
        record AnyRows() implements InputNeed {}

        /** All with the same values in these columns. */
        record SameKey(List<Integer> columns) implements InputNeed {

            public SameKey {
                columns = List.copyOf(columns);
            }
        }

        /** All there are, in a single task. */
        record AllInOneTask() implements InputNeed {}

        /** All there are, in every task. */
        record AllInEachTask() implements InputNeed {}

        /** Any rows. */
        InputNeed ANY = new AnyRows();
    }
}
