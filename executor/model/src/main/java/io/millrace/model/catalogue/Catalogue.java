package io.millrace.model.catalogue;

import io.millrace.model.document.NodeTypeName;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The node types that can be drawn: those of the planner and those of the connectors on a cluster's executors.
 *
 * @param nodeTypes by name, then version; each pair once
 * @throws IllegalArgumentException (from the constructor) when one type stands twice in one version
 */
public record Catalogue(List<NodeTypeDescriptor> nodeTypes) {

    private static final Comparator<NodeTypeDescriptor> ORDER =
            Comparator.comparing(NodeTypeDescriptor::type).thenComparingInt(NodeTypeDescriptor::version);

    public Catalogue {
        nodeTypes = nodeTypes.stream().sorted(ORDER).toList();
        Set<String> seen = new HashSet<>();
        for (NodeTypeDescriptor descriptor : nodeTypes) {
            if (!seen.add(descriptor.type() + " version " + descriptor.version())) {
                throw new IllegalArgumentException(
                        "The catalogue has " + descriptor.type() + " version " + descriptor.version() + " twice");
            }
        }
    }

    /** The catalogue of these types. */
    public static Catalogue of(Collection<NodeTypeDescriptor> nodeTypes) {
        return new Catalogue(List.copyOf(nodeTypes));
    }

    /** This version of a type. */
    public Optional<NodeTypeDescriptor> find(NodeTypeName type, int version) {
        return nodeTypes.stream()
                .filter(descriptor -> descriptor.type().equals(type) && descriptor.version() == version)
                .findFirst();
    }

    /** The newest version of a type. */
    public Optional<NodeTypeDescriptor> newest(NodeTypeName type) {
        return nodeTypes.stream()
                .filter(descriptor -> descriptor.type().equals(type))
                .reduce((_, later) -> later);
    }

    /** The names of all types, each once, sorted. */
    public List<String> typeNames() {
        return nodeTypes.stream()
                .map(descriptor -> descriptor.type().value())
                .distinct()
                .toList();
    }
}
