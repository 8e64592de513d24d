package io.millrace.plan.physical;

import io.millrace.model.document.ErrorPolicy;
import io.millrace.model.document.Node;
import io.millrace.model.document.NodeId;
import io.millrace.model.document.PipelineDocument;
import io.millrace.model.type.EdgeSchema;
import io.millrace.plan.graph.DeadLetters;
import io.millrace.plan.logical.LogicalNode;
import io.millrace.plan.logical.LogicalPlan;
import io.millrace.plan.logical.OutputRef;
import io.millrace.plan.logical.PhysicalForm;
import io.millrace.plan.logical.PhysicalForm.InputNeed;
import io.millrace.plan.logical.SinkWrite;
import io.millrace.protocol.plan.Distribution;
import io.millrace.protocol.plan.Fragment;
import io.millrace.protocol.plan.NodePolicy;
import io.millrace.protocol.plan.OperatorPlan;
import io.millrace.protocol.plan.PhysicalOperator;
import io.millrace.protocol.plan.PlanEdge;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Makes an operator of each logical node and puts it into the fragment of what it reads, unless rows must change the task
 * on the way: then a new fragment starts.
 */
public final class PhysicalPlanner {

    private final int parallelism;
    private final List<PhysicalOperator> operators = new ArrayList<>();
    private final List<PlanEdge> edges = new ArrayList<>();
    private final List<FragmentDraft> fragments = new ArrayList<>();
    private final Map<Integer, Placed> placed = new HashMap<>();

    private PhysicalPlanner(int parallelism) {
        this.parallelism = parallelism;
    }

    private static final class FragmentDraft {
        final int id;
        final int parallelism;
        final List<Integer> operators = new ArrayList<>();

        FragmentDraft(int id, int parallelism) {
            this.id = id;
            this.parallelism = parallelism;
        }
    }

    /** Where a logical node has come to lie. */
    private record Placed(int operator, FragmentDraft fragment, List<EdgeSchema> outputs) {}

    /**
     * The operator plan.
     *
     * @param parallelism how many tasks a fragment runs as where nothing forbids it
     */
    public static OperatorPlan plan(LogicalPlan logical, PipelineDocument document, int parallelism) {
        PhysicalPlanner planner = new PhysicalPlanner(parallelism);
        List<LogicalNode> nodes = WatermarkPlacement.apply(logical).nodes();
        nodes.stream().filter(node -> !SinkWrite.getsLetters(node)).forEach(planner::place);
        nodes.stream().filter(SinkWrite::getsLetters).forEach(planner::place);
        planner.addressLetters(DeadLetters.of(document));
        return new OperatorPlan(
                document.settings().timeZone(),
                planner.operators,
                planner.fragments.stream()
                        .map(draft -> new Fragment(draft.id, draft.operators, draft.parallelism, false))
                        .toList(),
                planner.edges,
                policies(document, planner.operators));
    }

    private void place(LogicalNode node) {
        PhysicalForm form = node.physical();
        FragmentDraft fragment = fragmentOf(node, form);
        int id = operators.size();
        operators.add(new PhysicalOperator(
                id,
                form.type(),
                node.operator().nodeIds().stream().map(NodeId::value).toList(),
                node.operator().inputs(),
                node.operator().outputs(),
                form.config(),
                form.expressions()));
        fragment.operators.add(id);
        Placed here = new Placed(id, fragment, node.operator().outputs());
        placed.put(node.id(), here);
        for (int port = 0; port < node.inputs().size(); port++) {
            for (OutputRef from : node.inputs().get(port)) {
                Placed read = placed(from);
                edges.add(new PlanEdge(
                        read.operator(),
                        from.port(),
                        id,
                        port,
                        distribution(read, here, form.needs().get(port))));
            }
        }
    }

    /** Ties a port for letters of each operator whose nodes send them to the sinks that get them. */
    private void addressLetters(DeadLetters letters) {
        Map<String, Integer> sinks = new LinkedHashMap<>();
        for (PhysicalOperator operator : operators) {
            if (letters.sinks().contains(new NodeId(operator.nodeId()))) {
                sinks.put(operator.nodeId(), operator.id());
            }
        }
        for (int i = 0; i < operators.size(); i++) {
            PhysicalOperator operator = operators.get(i);
            List<String> addressed = sinks.keySet().stream()
                    .filter(sink -> letters.writersTo(new NodeId(sink)).stream()
                            .anyMatch(writer -> operator.nodeIds().contains(writer.value())))
                    .toList();
            operators.set(i, operator.withLetters(addressed));
            for (int port = 0; port < addressed.size(); port++) {
                edges.add(new PlanEdge(
                        operator.id(),
                        operator.outputs().size() + port,
                        Objects.requireNonNull(sinks.get(addressed.get(port))),
                        0,
                        new Distribution.Rebalance()));
            }
        }
    }

    /** The fragment of what the first port reads, when all its rows can come from there; otherwise a new one. */
    private FragmentDraft fragmentOf(LogicalNode node, PhysicalForm form) {
        if (node.inputs().isEmpty()) {
            return newFragment(parallelism);
        }
        if (SinkWrite.getsLetters(node)) {
            // Letters are few, and whoever reads them wants one file, not one per task.
            return newFragment(1);
        }
        Set<FragmentDraft> read = new HashSet<>();
        node.inputs().getFirst().forEach(from -> read.add(placed(from).fragment()));
        int tasks = tasksFor(node, form.needs().getFirst(), read);
        boolean isAtHand = read.size() == 1 && read.iterator().next().parallelism == tasks;
        boolean staysInTask = form.needs().getFirst() instanceof InputNeed.AnyRows || tasks == 1;
        return isAtHand && staysInTask ? read.iterator().next() : newFragment(tasks);
    }

    private int tasksFor(LogicalNode node, InputNeed need, Set<FragmentDraft> read) {
        return switch (need) {
            case InputNeed.AllInOneTask _ -> 1;
            case InputNeed.SameKey _, InputNeed.AllInEachTask _ -> parallelism;
            case InputNeed.AnyRows _ -> {
                int most =
                        read.stream().mapToInt(draft -> draft.parallelism).max().orElse(parallelism);
                int least =
                        read.stream().mapToInt(draft -> draft.parallelism).min().orElse(parallelism);
                // Changes of one row must not overtake each other, so they are not dealt out to several tasks.
                yield most != least
                                && !node.operator()
                                        .inputs()
                                        .getFirst()
                                        .changeMode()
                                        .isAppend()
                        ? 1
                        : most;
            }
        };
    }

    private Placed placed(OutputRef output) {
        return Objects.requireNonNull(placed.get(output.node()), "nodes stand behind those they read");
    }

    private FragmentDraft newFragment(int tasks) {
        FragmentDraft draft = new FragmentDraft(fragments.size(), tasks);
        fragments.add(draft);
        return draft;
    }

    private static Distribution distribution(Placed from, Placed to, InputNeed need) {
        if (from.fragment() == to.fragment()) {
            return new Distribution.Local();
        }
        return switch (need) {
            case InputNeed.AnyRows _ ->
                from.fragment().parallelism == to.fragment().parallelism
                        ? new Distribution.Forward()
                        : new Distribution.Rebalance();
            case InputNeed.SameKey(List<Integer> columns) -> new Distribution.Hash(columns);
            case InputNeed.AllInOneTask _ -> new Distribution.Rebalance();
            case InputNeed.AllInEachTask _ -> new Distribution.Broadcast();
        };
    }

    private static List<NodePolicy> policies(PipelineDocument document, List<PhysicalOperator> operators) {
        Set<String> used = new HashSet<>();
        operators.forEach(operator -> used.addAll(operator.nodeIds()));
        return document.nodes().stream()
                .filter(node -> used.contains(node.id().value()))
                .map(PhysicalPlanner::policy)
                .toList();
    }

    private static NodePolicy policy(Node node) {
        ErrorPolicy policy = node.errorPolicy();
        return switch (policy.policy()) {
            case FAIL -> new NodePolicy(node.id().value(), NodePolicy.Action.FAIL, 0);
            case SKIP ->
                new NodePolicy(
                        node.id().value(),
                        NodePolicy.Action.SKIP,
                        policy.limit().orElse(Long.MAX_VALUE));
            case DEAD_LETTER ->
                new NodePolicy(
                        node.id().value(),
                        NodePolicy.Action.DEAD_LETTER,
                        policy.limit().orElse(Long.MAX_VALUE),
                        policy.to().map(NodeId::value));
        };
    }
}
