package io.millrace.plan.nodes.sql;

import io.millrace.model.document.PortName;
import io.millrace.plan.node.TypedOperation;
import java.util.List;
import java.util.Map;

/**
 * A part of a query as a node would do it.
 *
 * @param id tells it from the others, in words that are there as long as the query has such a part
 * @param inputs for each input port of its type what it reads
 */
record Step(String id, TypedOperation operation, Map<PortName, List<Origin>> inputs) {

    Step {
        inputs = Map.copyOf(inputs);
    }
}
