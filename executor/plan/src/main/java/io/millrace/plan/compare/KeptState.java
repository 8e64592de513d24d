package io.millrace.plan.compare;

import io.millrace.protocol.plan.OperatorConfig;
import io.millrace.protocol.plan.OperatorPlan;
import io.millrace.protocol.plan.PhysicalOperator;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A state that an operator keeps, as the planner declared it.
 *
 * @param shape what its rows mean beyond their columns; empty of plans that did not say
 */
record KeptState(
        PhysicalOperator operator,
        String owner,
        String role,
        String shape,
        List<Part> key,
        List<Part> value,
        boolean isOpaque) {

    /**
     * A piece of what it holds.
     *
     * @param id an element's id, or a column's name
     * @param content a type, or a function of one
     * @param of of what it is, as it was written; empty where the id says all, and of plans that did not say
     */
    record Part(String id, String content, String of) {}

    /** All states of a plan, by owner and role. */
    static Map<List<String>, KeptState> of(OperatorPlan plan) {
        Map<List<String>, KeptState> states = new LinkedHashMap<>();
        for (PhysicalOperator operator : plan.operators()) {
            if (operator.config().get("state").isPresent()) {
                for (OperatorConfig state : operator.settings().objects("state")) {
                    KeptState kept = new KeptState(
                            operator,
                            state.string("owner"),
                            state.string("role"),
                            state.optionalString("shape").orElse(""),
                            parts(state, "key"),
                            parts(state, "value"),
                            state.json().get("opaque").isPresent());
                    states.put(List.of(kept.owner, kept.role), kept);
                }
            }
        }
        return states;
    }

    private static List<Part> parts(OperatorConfig state, String name) {
        List<Part> parts = new ArrayList<>();
        if (state.json().get(name).isPresent()) {
            state.objects(name)
                    .forEach(part -> parts.add(new Part(
                            part.string("id"),
                            part.string("content"),
                            part.optionalString("of").orElse(""))));
        }
        return parts;
    }
}
