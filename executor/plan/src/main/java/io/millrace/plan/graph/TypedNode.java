package io.millrace.plan.graph;

import io.millrace.model.catalogue.NodeTypeDescriptor;
import io.millrace.model.document.Endpoint;
import io.millrace.model.document.Node;
import io.millrace.model.document.NodeId;
import io.millrace.model.document.PortName;
import io.millrace.plan.node.TypedOperation;
import io.millrace.plan.node.TypedPort;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A node of the drawing and all that is known about it.
 *
 * @param descriptor its type; absent when there is no such type
 * @param inputs for each input port that has edges, where they come from
 * @param outputs what leaves by each output port, as far as it is known
 * @param operation what it does; absent when something is wrong
 */
public record TypedNode(
        Node node,
        Optional<NodeTypeDescriptor> descriptor,
        Map<PortName, List<Endpoint>> inputs,
        Map<PortName, TypedPort> outputs,
        Optional<TypedOperation> operation) {

    public TypedNode {
        inputs = Map.copyOf(inputs);
        outputs = Map.copyOf(outputs);
    }

    /** The node's id. */
    public NodeId id() {
        return node.id();
    }
}
