package io.millrace.engine.operators;

import io.millrace.protocol.plan.OperatorConfig;
import io.millrace.protocol.plan.PhysicalOperator;
import io.millrace.spi.state.StateId;
import java.util.List;

/**
 * The names of an operator's states, as the planner wrote them into its config: {@code state: [{owner, role, elements}]}. Of an operator
 * that is a {@code step} of its node the role has that in front.
 */
public final class StateIds {

    private StateIds() {}

    /** The state of this role; a plan that names none (those are written by hand) has it by the node alone. */
    public static StateId of(PhysicalOperator operator, String role) {
        if (operator.config().get("state").isEmpty()) {
            return new StateId(operator.nodeId(), role, List.of());
        }
        String own = operator.settings()
                .optionalString("step")
                .map(step -> step + "." + role)
                .orElse(role);
        for (OperatorConfig state : operator.settings().objects("state")) {
            if (state.string("role").equals(own)) {
                return new StateId(state.string("owner"), own, state.strings("elements"));
            }
        }
        throw new IllegalArgumentException(
                "Broken plan: operator " + operator.id() + " (" + operator.type() + ") has no state " + role);
    }
}
