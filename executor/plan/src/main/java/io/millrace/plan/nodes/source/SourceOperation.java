package io.millrace.plan.nodes.source;

import io.millrace.model.document.NodeId;
import io.millrace.model.document.NodeTypeName;
import io.millrace.model.document.PortName;
import io.millrace.model.json.JsonObject;
import io.millrace.model.type.Schema;
import io.millrace.plan.logical.LogicalBuilder;
import io.millrace.plan.logical.OutputRef;
import io.millrace.plan.logical.SourceRead;
import io.millrace.plan.node.TypedOperation;
import io.millrace.plan.node.TypedTree;
import java.util.List;

/** Reads all columns of a source. */
record SourceOperation(NodeId node, NodeTypeName connector, JsonObject config, Schema schema, boolean projects)
        implements TypedOperation {

    @Override
    public void addTo(LogicalBuilder plan) {
        int source = plan.add(SourceRead.of(node, connector, config, schema, projects), List.of());
        plan.output(PortName.OUT, new OutputRef(source, 0));
    }

    @Override
    public List<TypedTree> trees() {
        return List.of();
    }
}
