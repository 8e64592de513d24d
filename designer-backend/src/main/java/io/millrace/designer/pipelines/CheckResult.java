package io.millrace.designer.pipelines;

import io.millrace.model.document.Endpoint;
import io.millrace.model.json.Json;
import io.millrace.model.problem.Problem;
import io.millrace.model.shape.Codec;
import io.millrace.model.type.Column;
import io.millrace.model.type.EdgeSchema;
import io.millrace.plan.graph.TypedGraph;
import io.millrace.plan.graph.TypedNode;
import io.millrace.plan.node.TypedPort;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What the check says of a version of a draft.
 *
 * @param problems all there are; each may have fixes, which are edits
 * @param ports what rows look like at each port, as far as it is known
 */
record CheckResult(long version, List<Json> problems, List<Port> ports) {

    private static final Codec<Problem> PROBLEMS = Codec.of(Problem.class);

    /** A port of a node. */
    record Port(String node, String port, Direction direction, Rows schema) {}

    /** Whether rows come or go. */
    enum Direction {
        in,
        out
    }

    /**
     * What rows look like.
     *
     * @param eventTime the column that carries event time
     * @param keys sets of columns that are unique among the rows that stand
     * @param changeMode {@code append}, {@code retract} or {@code upsert(key)}
     */
    record Rows(List<ColumnType> columns, Optional<String> eventTime, List<List<String>> keys, String changeMode) {}

    /** A column: its SQL type without nullability, which stands beside it. */
    record ColumnType(String name, String type, boolean nullable) {}

    static CheckResult of(long version, TypedGraph graph) {
        List<Port> ports = new ArrayList<>();
        for (TypedNode node : graph.nodes()) {
            String id = node.id().value();
            node.inputs().forEach((port, sources) -> arriving(graph, sources)
                    .ifPresent(rows -> ports.add(new Port(id, port.value(), Direction.in, rows))));
            node.outputs()
                    .forEach((port, rows) -> ports.add(new Port(id, port.value(), Direction.out, rows(rows.schema()))));
        }
        ports.sort(
                Comparator.comparing(Port::node).thenComparing(Port::direction).thenComparing(Port::port));
        return new CheckResult(
                version, graph.problems().stream().map(PROBLEMS::write).toList(), ports);
    }

    /** Where several edges meet they bring rows of the same columns, or else there is a problem; the first known is shown. */
    private static Optional<Rows> arriving(TypedGraph graph, List<Endpoint> sources) {
        return sources.stream()
                .flatMap(source -> graph.output(source).stream())
                .map(TypedPort::schema)
                .map(CheckResult::rows)
                .findFirst();
    }

    private static Rows rows(EdgeSchema schema) {
        return new Rows(
                schema.schema().columns().stream().map(CheckResult::column).toList(),
                schema.eventTime(),
                schema.keys(),
                schema.changeMode().toString());
    }

    private static ColumnType column(Column column) {
        return new ColumnType(
                column.name(), column.type().type().toString(), column.type().isNullable());
    }
}
