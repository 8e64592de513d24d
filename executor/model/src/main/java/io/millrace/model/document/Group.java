package io.millrace.model.document;

import io.millrace.model.annotation.Field;
import java.util.List;
import java.util.Optional;

/**
 * A frame around nodes on the canvas. It has no meaning for the plan.
 *
 * @param nodes the nodes inside, each once
 * @param parent the group this one lies in
 */
public record Group(
        GroupId id,
        @Field(defaultValue = "") String name,
        @Field(defaultValue = "[]") List<NodeId> nodes,
        Optional<GroupId> parent) {

    public Group {
        nodes = List.copyOf(nodes);
        Distinct.require(nodes, "members", node -> node);
    }

    /** The group with another name. */
    public Group withName(String other) {
        return new Group(id, other, nodes, parent);
    }

    /** The group around other nodes. */
    public Group withNodes(List<NodeId> others) {
        return new Group(id, name, others, parent);
    }

    /** The group inside another one, or inside none. */
    public Group withParent(Optional<GroupId> other) {
        return new Group(id, name, nodes, other);
    }
}
