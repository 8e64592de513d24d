package io.millrace.plan.physical;

import io.millrace.model.type.EdgeSchema;
import io.millrace.plan.logical.Calc;
import io.millrace.plan.logical.LogicalNode;
import io.millrace.plan.logical.LogicalPlan;
import io.millrace.plan.logical.OutputRef;
import io.millrace.plan.logical.SourceRead;
import io.millrace.plan.logical.Stage;
import io.millrace.plan.logical.WatermarkSpec;
import io.millrace.plan.logical.Watermarks;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Moves watermarks towards the sources, past everything that looks at one row at a time and has no other reader.
 *
 * <pre>
 * before   flights ─▶ departures ─▶ event-time ─▶ …
 * after    flights [departures, watermark] ─▶ …
 *
 * before   east ─┐
 *                ├▶ union ─▶ event-time ─▶ …
 *          west ─┘
 * after    east [union, watermark] ─┬▶ …
 *          west [union, watermark] ─┘
 * </pre>
 *
 * <p>This is no rewrite that can be switched off: behind the source the rows of several splits mingle as they happen to
 * come, and then which rows are late would depend on luck and parallelism. In the source there is a watermark per split.
 */
final class WatermarkPlacement {

    private final LogicalPlan plan;
    private final Map<Integer, LogicalNode> nodes = new HashMap<>();
    private final Set<Integer> absorbed = new HashSet<>();
    private final Map<Integer, List<OutputRef>> replaced = new HashMap<>();
    private final List<LogicalNode> result = new ArrayList<>();
    private int nextId;

    private WatermarkPlacement(LogicalPlan plan) {
        this.plan = plan;
        this.nextId = plan.freeId();
        plan.nodes().forEach(node -> nodes.put(node.id(), node));
    }

    static LogicalPlan apply(LogicalPlan plan) {
        return new WatermarkPlacement(plan).apply();
    }

    private LogicalPlan apply() {
        for (LogicalNode node : plan.nodes()) {
            LogicalNode moved = node.withInputs(node.inputs().stream()
                    .map(port -> port.stream()
                            .flatMap(from -> outputs(from).stream())
                            .toList())
                    .toList());
            nodes.put(node.id(), moved);
            if (moved.operator() instanceof Watermarks(var _, WatermarkSpec spec)) {
                List<OutputRef> sources = new ArrayList<>();
                for (OutputRef input : moved.inputs().getFirst()) {
                    sources.addAll(place(input, List.of(), spec));
                }
                replaced.put(node.id(), sources);
                absorbed.add(node.id());
            }
        }
        for (LogicalNode node : plan.nodes()) {
            if (!absorbed.contains(node.id())) {
                result.add(nodes.get(node.id()));
            }
        }
        return LogicalPlan.ofUnordered(result);
    }

    private List<OutputRef> outputs(OutputRef from) {
        return replaced.getOrDefault(from.node(), List.of(from));
    }

    /** Makes the watermarks of what comes by an edge and then passes the stages; answers where they come out. */
    private List<OutputRef> place(OutputRef edge, List<Stage> behind, WatermarkSpec spec) {
        LogicalNode from = node(edge);
        boolean isFree = plan.edgesOutOf(edge.node()) == 1;
        if (isFree
                && from.operator() instanceof SourceRead source
                && source.watermark().isEmpty()) {
            nodes.put(from.id(), from.with(source.with(behind, spec)));
            return List.of(edge);
        }
        if (isFree && from.operator() instanceof Calc calc && !calc.isRoute()) {
            absorbed.add(from.id());
            List<Stage> stages = new ArrayList<>(calc.stages());
            stages.addAll(behind);
            List<OutputRef> outputs = new ArrayList<>();
            for (OutputRef input : from.inputs().getFirst()) {
                outputs.addAll(place(input, stages, spec));
            }
            return outputs;
        }
        return List.of(standing(edge, behind, spec));
    }

    /** Watermarks that cannot move further: an operator of their own, behind the stages. */
    private OutputRef standing(OutputRef edge, List<Stage> behind, WatermarkSpec spec) {
        OutputRef input = edge;
        EdgeSchema schema = node(edge).operator().outputs().get(edge.port());
        if (!behind.isEmpty()) {
            Calc calc = new Calc(schema, behind);
            input = add(new LogicalNode(nextId++, calc, List.of(List.of(edge))));
            schema = calc.outputs().getFirst();
        }
        return add(new LogicalNode(nextId++, new Watermarks(schema, spec), List.of(List.of(input))));
    }

    private LogicalNode node(OutputRef output) {
        return Objects.requireNonNull(nodes.get(output.node()), "nodes stand behind those they read");
    }

    private OutputRef add(LogicalNode node) {
        nodes.put(node.id(), node);
        result.add(node);
        return new OutputRef(node.id(), 0);
    }
}
