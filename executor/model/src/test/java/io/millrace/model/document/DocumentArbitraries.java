package io.millrace.model.document;

import io.millrace.model.json.Json;
import io.millrace.model.json.JsonArbitraries;
import io.millrace.model.json.JsonArray;
import io.millrace.model.json.JsonObject;
import io.millrace.model.type.DataType;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Random documents over few ids, so that two of them have much in common. */
public final class DocumentArbitraries {

    private DocumentArbitraries() {}

    /** Documents of up to six nodes. */
    public static Arbitrary<PipelineDocument> documents() {
        return nodes().flatMap(nodes -> Combinators.combine(
                        JsonArbitraries.texts(),
                        JsonArbitraries.texts(),
                        settings(),
                        parameters(),
                        edges(),
                        layouts(nodes.stream().map(Node::id).toList()))
                .as((name, description, settings, parameters, edges, layout) -> new PipelineDocument(
                        new PipelineId("random"), name, description, settings, parameters, nodes, edges, layout)));
    }

    private static Arbitrary<NodeId> nodeIds() {
        return Arbitraries.of("a", "b", "c", "d", "late", "n-1").map(NodeId::new);
    }

    private static Arbitrary<List<Node>> nodes() {
        return nodeIds().list().ofMaxSize(6).uniqueElements().flatMap(ids -> {
            Arbitrary<List<Node>> nodes = Arbitraries.just(List.of());
            for (NodeId id : ids) {
                nodes = Combinators.combine(nodes, node(id)).as(DocumentArbitraries::with);
            }
            return nodes;
        });
    }

    private static <T> List<T> with(List<T> list, T element) {
        List<T> longer = new ArrayList<>(list);
        longer.add(element);
        return longer;
    }

    private static Arbitrary<Node> node(NodeId id) {
        Arbitrary<ErrorPolicy> errors = Combinators.combine(
                        Arbitraries.of(ErrorPolicy.Policy.class),
                        Arbitraries.longs().greaterOrEqual(0).optional(),
                        nodeIds().optional())
                .as(ErrorPolicy::new);
        return Combinators.combine(
                        Arbitraries.of("", "Late", "filter: x"),
                        Arbitraries.of("filter", "select", "aggregate").map(NodeTypeName::new),
                        Arbitraries.of(1, 2),
                        configs(),
                        errors.optional(0.2))
                .as((name, type, version, config, policy) -> new Node(id, name, type, version, config, policy));
    }

    private static Arbitrary<JsonObject> configs() {
        return Arbitraries.oneOf(
                JsonArbitraries.objects(),
                Combinators.combine(elements(true), elements(false), JsonArbitraries.texts())
                        .as((calls, columns, condition) -> JsonObject.of(
                                "aggregates", calls, "columns", columns, "condition", Json.of(condition))),
                elements(true).map(calls -> JsonObject.of("window", JsonObject.of("calls", calls))));
    }

    private static Arbitrary<Json> elements(boolean haveIds) {
        Arbitrary<JsonObject> element = Combinators.combine(
                        Arbitraries.of("x", "y", "z", "w", "v"), Arbitraries.of("SUM", "MAX", "MIN"))
                .as((id, function) ->
                        JsonObject.of(haveIds ? "id" : "column", Json.of(id), "function", Json.of(function)));
        return element.list().ofMaxSize(5).map(list -> {
            Map<Json, Json> unique = list.stream()
                    .collect(Collectors.toMap(
                            one -> one.members().values().iterator().next(), one -> one, (first, _) -> first));
            return new JsonArray(haveIds ? List.copyOf(unique.values()) : List.copyOf(list));
        });
    }

    private static Arbitrary<Settings> settings() {
        return Combinators.combine(
                        Arbitraries.of("UTC", "Europe/Berlin", "+02:00").map(ZoneId::of),
                        Arbitraries.of(1, 10, 600).map(Duration::ofSeconds).optional(),
                        Arbitraries.of(1, 7).map(Duration::ofDays).optional())
                .as(Settings::new);
    }

    private static Arbitrary<List<Parameter>> parameters() {
        return Combinators.combine(
                        Arbitraries.of("threshold", "origin", "Since_1").map(ParameterName::new),
                        Arbitraries.of("INT", "DECIMAL(10, 2) NOT NULL", "STRING")
                                .map(DataType::parse),
                        Arbitraries.oneOf(
                                        JsonArbitraries.numbers(),
                                        JsonArbitraries.texts().map(Json::of))
                                .optional())
                .as(Parameter::new)
                .list()
                .ofMaxSize(3)
                .uniqueElements(Parameter::name);
    }

    private static Arbitrary<List<Edge>> edges() {
        Arbitrary<PortName> ports =
                Arbitraries.of("in", "out", "late", "rightSide").map(PortName::new);
        Arbitrary<Endpoint> ends = Combinators.combine(nodeIds(), ports).as(Endpoint::new);
        return Combinators.combine(ends, ends).as(Edge::new).list().ofMaxSize(6).uniqueElements();
    }

    private static Arbitrary<Layout> layouts(List<NodeId> nodes) {
        Arbitrary<Point> points = Combinators.combine(
                        Arbitraries.doubles().between(-1e6, 1e6),
                        Arbitraries.integers().between(-50, 50))
                .as((x, y) -> new Point(x, y));
        Arbitrary<Size> sizes = Arbitraries.integers().between(1, 500).map(width -> new Size(width, 10.5));
        Arbitrary<List<Note>> notes = Combinators.combine(
                        Arbitraries.of("n1", "n2", "n3").map(NoteId::new), JsonArbitraries.texts(), points, sizes)
                .as(Note::new)
                .list()
                .ofMaxSize(3)
                .uniqueElements(Note::id);
        Arbitrary<Map<NodeId, Point>> positions = nodes.isEmpty()
                ? Arbitraries.just(Map.of())
                : Arbitraries.maps(Arbitraries.of(nodes), points).ofMaxSize(nodes.size());
        return Combinators.combine(positions, notes, groups(nodes)).as(Layout::new);
    }

    /** Groups g0 … g3 in any order, each in one of a smaller number or in none. */
    private static Arbitrary<List<Group>> groups(List<NodeId> nodes) {
        return Combinators.combine(
                        Arbitraries.shuffle("g0", "g1", "g2", "g3"),
                        Arbitraries.integers().between(0, 4),
                        Arbitraries.integers().between(-1, 3).list().ofSize(4),
                        Arbitraries.integers().between(-1, 3).list().ofSize(nodes.size()),
                        Arbitraries.of("", "Ingest").list().ofSize(4))
                .as((order, count, parents, homes, names) -> {
                    List<String> ids = order.subList(0, count);
                    Set<String> there = new LinkedHashSet<>(ids);
                    List<Group> groups = new ArrayList<>();
                    for (String id : ids) {
                        int number = id.charAt(1) - '0';
                        List<NodeId> members = new ArrayList<>();
                        for (int i = 0; i < nodes.size(); i++) {
                            if (homes.get(i) == number) {
                                members.add(nodes.get(i));
                            }
                        }
                        Optional<GroupId> parent = Optional.of("g" + parents.get(number))
                                .filter(name -> name.compareTo(id) < 0 && there.contains(name))
                                .map(GroupId::new);
                        groups.add(new Group(new GroupId(id), names.get(number), members, parent));
                    }
                    return groups;
                });
    }
}
