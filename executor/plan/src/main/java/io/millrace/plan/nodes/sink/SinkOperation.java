package io.millrace.plan.nodes.sink;

import io.millrace.model.document.NodeId;
import io.millrace.model.document.NodeTypeName;
import io.millrace.model.document.PortName;
import io.millrace.model.json.JsonObject;
import io.millrace.model.type.EdgeSchema;
import io.millrace.plan.graph.DeadLetters;
import io.millrace.plan.logical.LogicalBuilder;
import io.millrace.plan.logical.OutputRef;
import io.millrace.plan.logical.SinkWrite;
import io.millrace.plan.node.TypedOperation;
import io.millrace.plan.node.TypedTree;
import java.util.List;

/** Writes all rows to a sink. */
record SinkOperation(NodeId node, NodeTypeName connector, JsonObject config) implements TypedOperation {

    @Override
    public void addTo(LogicalBuilder plan) {
        List<OutputRef> input = plan.input(PortName.IN);
        // Letters come by no drawn edge: the operators that write them are known when all rewrites are done.
        EdgeSchema rows = input.isEmpty() ? DeadLetters.ROWS : plan.schema(input.getFirst());
        plan.add(new SinkWrite(node, connector, config, rows), List.of(input));
    }

    @Override
    public List<TypedTree> trees() {
        return List.of();
    }
}
