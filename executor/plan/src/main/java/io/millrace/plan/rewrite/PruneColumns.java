package io.millrace.plan.rewrite;

import io.millrace.model.document.NodeId;
import io.millrace.model.type.EdgeSchema;
import io.millrace.plan.logical.Calc;
import io.millrace.plan.logical.HelperColumns;
import io.millrace.plan.logical.LogicalNode;
import io.millrace.plan.logical.LogicalOperator;
import io.millrace.plan.logical.LogicalPlan;
import io.millrace.plan.logical.OutputRef;
import io.millrace.plan.logical.SourceRead;
import io.millrace.plan.logical.Stage;
import io.millrace.plan.logical.Watermarks;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Leaves out columns that nobody reads: sources that can do so do not read them, projections do not compute them, and
 * they do not travel.
 *
 * <pre>
 * before   flights (date, delay, distance, origin, destination) ─▶ select origin, delay ─▶
 * after    flights (delay, origin) ─▶ select origin, delay ─▶
 * </pre>
 *
 * <p>Goes once from the sinks to the sources, asking each operator what it reads, and once back, giving each operator the
 * columns that are left.
 */
final class PruneColumns implements Rewrite {

    private final Set<NodeId> lettered;

    /**
     * @param lettered nodes that write letters, in which a failed row is shown whole
     */
    PruneColumns(Set<NodeId> lettered) {
        this.lettered = Set.copyOf(lettered);
    }

    @Override
    public String name() {
        return "prune-columns";
    }

    @Override
    public Optional<Rewritten> apply(LogicalPlan plan) {
        Map<OutputRef, Set<Integer>> wanted = wanted(plan);
        LogicalPlan pruned = new Pruning(plan, wanted, this).run();
        return pruned.equals(plan) ? Optional.empty() : Optional.of(new Rewritten(pruned, what(plan, pruned)));
    }

    /** The columns that are read of each output. */
    private Map<OutputRef, Set<Integer>> wanted(LogicalPlan plan) {
        Map<OutputRef, Set<Integer>> wanted = new HashMap<>();
        for (LogicalNode node : plan.nodes().reversed()) {
            List<Set<Integer>> reads = reads(node.operator(), outputs(node, wanted));
            for (int port = 0; port < reads.size(); port++) {
                for (OutputRef from : node.inputs().get(port)) {
                    wanted.computeIfAbsent(from, _ -> new TreeSet<>()).addAll(reads.get(port));
                }
            }
        }
        return wanted;
    }

    /** The columns an operator reads: all where the rows themselves may end up in letters. */
    private List<Set<Integer>> reads(LogicalOperator operator, List<Set<Integer>> outputs) {
        boolean looksAtRows = operator instanceof Calc || operator instanceof Watermarks;
        return looksAtRows && operator.nodeIds().stream().anyMatch(lettered::contains)
                ? operator.inputs().stream().map(LogicalOperator::allColumns).toList()
                : operator.reads(outputs);
    }

    private static List<Set<Integer>> outputs(LogicalNode node, Map<OutputRef, Set<Integer>> wanted) {
        List<Set<Integer>> outputs = new ArrayList<>();
        for (int port = 0; port < node.operator().outputs().size(); port++) {
            outputs.add(wanted.getOrDefault(new OutputRef(node.id(), port), Set.of()));
        }
        return outputs;
    }

    private static String what(LogicalPlan before, LogicalPlan after) {
        List<String> changes = new ArrayList<>();
        for (LogicalNode node : after.nodes()) {
            if (node.operator() instanceof SourceRead source
                    && source.projection().size() < source.schema().size()) {
                changes.add("`%s` reads %d of its %d columns"
                        .formatted(
                                source.node(),
                                source.projection().size(),
                                source.schema().size()));
            }
        }
        Set<NodeId> narrower = new LinkedHashSet<>();
        for (LogicalNode node : after.nodes()) {
            boolean isOld = before.nodes().stream().anyMatch(other -> other.id() == node.id());
            if (isOld
                    && node.operator() instanceof Calc calc
                    && isNarrower(calc, before.node(node.id()).operator())) {
                narrower.addAll(calc.nodeIds());
            }
        }
        narrower.forEach(node -> changes.add("`" + node + "` computes only what is read"));
        return changes.isEmpty() ? "columns that nobody reads do not travel" : String.join(", ", changes);
    }

    private static boolean isNarrower(Calc after, LogicalOperator before) {
        return before instanceof Calc calc && projected(after) < projected(calc);
    }

    private static int projected(Calc calc) {
        return calc.stages().stream()
                .mapToInt(stage -> stage instanceof Stage.Project project
                        ? project.columns().size()
                        : 0)
                .sum();
    }

    /** The way back, from the sources on. */
    private static final class Pruning {
        private final LogicalPlan plan;
        private final Map<OutputRef, Set<Integer>> wanted;
        private final PruneColumns rewrite;
        private final Map<OutputRef, List<Integer>> kept = new HashMap<>();
        private final Map<OutputRef, EdgeSchema> edges = new HashMap<>();
        private final List<LogicalNode> result = new ArrayList<>();
        private int nextId;

        Pruning(LogicalPlan plan, Map<OutputRef, Set<Integer>> wanted, PruneColumns rewrite) {
            this.rewrite = rewrite;
            this.plan = plan;
            this.wanted = wanted;
            this.nextId = plan.freeId();
        }

        LogicalPlan run() {
            for (LogicalNode node : plan.nodes()) {
                List<List<OutputRef>> inputs = new ArrayList<>();
                List<List<Integer>> keptInputs = new ArrayList<>();
                List<Set<Integer>> reads = rewrite.reads(node.operator(), outputs(node, wanted));
                for (int port = 0; port < node.inputs().size(); port++) {
                    List<OutputRef> from = node.inputs().get(port);
                    List<Integer> columns = common(from, reads.get(port));
                    keptInputs.add(columns);
                    inputs.add(from.stream()
                            .map(edge -> narrow(edge, columns, node))
                            .toList());
                }
                LogicalOperator.Narrowed narrowed = node.operator().narrowed(keptInputs, outputs(node, wanted));
                add(node.with(narrowed.operator()).withInputs(inputs), narrowed.keptOutputs());
            }
            return LogicalPlan.ofUnordered(result);
        }

        private void add(LogicalNode node, List<List<Integer>> keptOutputs) {
            result.add(node);
            for (int port = 0; port < keptOutputs.size(); port++) {
                OutputRef output = new OutputRef(node.id(), port);
                kept.put(output, keptOutputs.get(port));
                edges.put(output, node.operator().outputs().get(port));
            }
        }

        /** What is left at a port: what its only edge brings, or, where several must agree, what is read. */
        private List<Integer> common(List<OutputRef> from, Set<Integer> reads) {
            if (from.isEmpty()) {
                // A sink of letters: they are written whole.
                return List.copyOf(reads);
            }
            List<Integer> first = kept.get(from.getFirst());
            boolean agree = from.stream().allMatch(edge -> first != null && first.equals(kept.get(edge)));
            if (first != null && agree) {
                return first;
            }
            Set<Integer> columns = new TreeSet<>(reads);
            if (columns.isEmpty()) {
                columns.add(0);
            }
            return List.copyOf(columns);
        }

        private OutputRef narrow(OutputRef edge, List<Integer> columns, LogicalNode reader) {
            List<Integer> brings = kept.get(edge);
            EdgeSchema schema = edges.get(edge);
            if (brings == null || schema == null || brings.equals(columns)) {
                return edge;
            }
            Stage project = HelperColumns.only(
                    columns.stream().map(brings::indexOf).toList(),
                    schema,
                    reader.operator().nodeIds().getFirst());
            LogicalNode added = new LogicalNode(nextId++, Calc.of(schema, project), List.of(List.of(edge)));
            result.add(added);
            return new OutputRef(added.id(), 0);
        }
    }
}
