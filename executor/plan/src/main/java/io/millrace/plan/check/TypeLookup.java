package io.millrace.plan.check;

import io.millrace.model.catalogue.Catalogue;
import io.millrace.model.catalogue.NodeKind;
import io.millrace.model.catalogue.NodeTypeDescriptor;
import io.millrace.model.document.FieldPath;
import io.millrace.model.document.Node;
import io.millrace.model.document.NodeId;
import io.millrace.model.document.NodeTypeName;
import io.millrace.model.edit.Edit;
import io.millrace.model.problem.Problem;
import io.millrace.model.problem.ProblemCodes;
import io.millrace.plan.node.NodeType;
import io.millrace.plan.nodes.NodeTypes;
import io.millrace.plan.nodes.sink.SinkNode;
import io.millrace.plan.nodes.source.SourceNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** Finds the type of each node: the planner's own, or a connector of the catalogue. */
final class TypeLookup {

    private final Catalogue catalogue;
    private final ProblemLog log;

    TypeLookup(Catalogue catalogue, ProblemLog log) {
        this.catalogue = catalogue;
        this.log = log;
    }

    /** The types of the nodes that have one. */
    Map<NodeId, NodeType> typesOf(List<Node> nodes) {
        Map<NodeId, NodeType> types = new HashMap<>();
        for (Node node : nodes) {
            find(node).ifPresentOrElse(type -> types.put(node.id(), type), () -> log.add(unknown(node)));
        }
        return types;
    }

    private Optional<NodeType> find(Node node) {
        return NodeTypes.find(node.type(), node.typeVersion())
                .or(() -> catalogue.find(node.type(), node.typeVersion()).flatMap(TypeLookup::connector));
    }

    /** A transform that only the catalogue knows belongs to another version of the planner. */
    private static Optional<NodeType> connector(NodeTypeDescriptor descriptor) {
        return switch (descriptor.kind()) {
            case SOURCE -> Optional.of(new SourceNode(descriptor));
            case SINK -> Optional.of(new SinkNode(descriptor));
            case TRANSFORM -> Optional.empty();
        };
    }

    private Problem unknown(Node node) {
        Optional<Integer> newest = newestVersion(node.type());
        return newest.isPresent() ? unknownVersion(node, newest.get()) : unknownType(node);
    }

    private Optional<Integer> newestVersion(NodeTypeName type) {
        return NodeTypes.newest(type)
                .map(NodeType::descriptor)
                .or(() -> catalogue.newest(type).filter(descriptor -> descriptor.kind() != NodeKind.TRANSFORM))
                .map(NodeTypeDescriptor::version);
    }

    private static Problem unknownVersion(Node node, int newest) {
        return Problem.error(
                        ProblemCodes.NODE_TYPE_VERSION_UNKNOWN,
                        "There is no version %d of the node type `%s`; the newest is %d"
                                .formatted(node.typeVersion(), node.type(), newest))
                .at(node.id(), FieldPath.of("typeVersion"))
                .arg("type", node.type().value())
                .fix("Use version " + newest, new Edit.SetNodeType(node.id(), node.type(), newest));
    }

    private Problem unknownType(Node node) {
        TreeSet<String> names = new TreeSet<>(catalogue.typeNames());
        names.addAll(NodeTypes.names());
        String wanted = node.type().value();
        Optional<String> nearest = NearestType.of(wanted, names);
        Problem problem = Problem.error(
                        ProblemCodes.NODE_TYPE_UNKNOWN,
                        "There is no node type `" + wanted + "`"
                                + nearest.map(near -> "; did you mean `" + near + "`?")
                                        .orElse("; there are " + String.join(", ", names)))
                .at(node.id(), FieldPath.of("type"))
                .arg("type", wanted);
        return nearest.map(NodeTypeName::new)
                .map(near -> problem.fix(
                        "Make it a `" + near + "`",
                        new Edit.SetNodeType(
                                node.id(), near, newestVersion(near).orElse(1))))
                .orElse(problem);
    }
}
