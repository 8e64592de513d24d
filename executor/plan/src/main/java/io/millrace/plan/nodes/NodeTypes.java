package io.millrace.plan.nodes;

import io.millrace.model.catalogue.NodeTypeDescriptor;
import io.millrace.model.document.NodeTypeName;
import io.millrace.plan.node.NodeType;
import io.millrace.plan.nodes.aggregate.AggregateNode;
import io.millrace.plan.nodes.deduplicate.DeduplicateNode;
import io.millrace.plan.nodes.filter.FilterNode;
import io.millrace.plan.nodes.join.JoinNode;
import io.millrace.plan.nodes.over.OverNode;
import io.millrace.plan.nodes.route.RouteNode;
import io.millrace.plan.nodes.select.SelectNode;
import io.millrace.plan.nodes.sql.SqlNode;
import io.millrace.plan.nodes.topn.TopNNode;
import io.millrace.plan.nodes.union.UnionNode;
import io.millrace.plan.nodes.unnest.UnnestNode;
import io.millrace.plan.nodes.watermark.WatermarkNode;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The planner's own node types, one line each. Sources and sinks are not here: they come with their connectors. */
public final class NodeTypes {

    /** What a query can be made of as well. */
    private static final List<NodeType> PLAIN = List.of(
            new AggregateNode(),
            new DeduplicateNode(),
            new FilterNode(),
            new JoinNode(),
            new OverNode(),
            new RouteNode(),
            new SelectNode(),
            new TopNNode(),
            new UnionNode(),
            new UnnestNode(),
            new WatermarkNode());

    private static final List<NodeType> ALL =
            Stream.concat(PLAIN.stream(), Stream.of(new SqlNode(PLAIN))).toList();

    private NodeTypes() {}

    /** What a catalogue says about them. */
    public static List<NodeTypeDescriptor> descriptors() {
        return ALL.stream().map(NodeType::descriptor).toList();
    }

    /** The names of all, each once. */
    public static List<String> names() {
        return descriptors().stream()
                .map(descriptor -> descriptor.type().value())
                .distinct()
                .toList();
    }

    /** This version of a type. */
    public static Optional<NodeType> find(NodeTypeName type, int version) {
        return ALL.stream()
                .filter(known -> known.descriptor().type().equals(type)
                        && known.descriptor().version() == version)
                .findFirst();
    }

    /** The newest version of a type. */
    public static Optional<NodeType> newest(NodeTypeName type) {
        return ALL.stream()
                .filter(known -> known.descriptor().type().equals(type))
                .max(Comparator.comparingInt(known -> known.descriptor().version()));
    }
}
