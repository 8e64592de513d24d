package io.millrace.plan.explain;

import io.millrace.expr.Expr;
import io.millrace.expr.print.SqlPrinter;
import io.millrace.expr.value.PipelineZone;
import io.millrace.model.document.Edge;
import io.millrace.model.document.NodeId;
import io.millrace.plan.Plan;
import io.millrace.plan.explain.ExplainedNode.ExplainedField;
import io.millrace.plan.explain.ExplainedOperator.Input;
import io.millrace.plan.explain.ExplainedOperator.Output;
import io.millrace.plan.explain.ExplainedOperator.Source;
import io.millrace.plan.graph.DeadLetters;
import io.millrace.plan.graph.Guarantees;
import io.millrace.plan.graph.TypedGraph;
import io.millrace.plan.graph.TypedNode;
import io.millrace.plan.logical.LogicalNode;
import io.millrace.plan.logical.LogicalPlan;
import io.millrace.plan.logical.PhysicalForm;
import io.millrace.plan.node.TypedPort;
import io.millrace.plan.rewrite.AppliedRewrite;
import io.millrace.protocol.plan.OperatorPlan;
import io.millrace.protocol.plan.PhysicalOperator;
import io.millrace.protocol.plan.PlanEdge;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Collects what there is to say about a plan. */
final class Explainer {

    private final PipelineZone zone;
    /** Most operators stay the same object from rewrite to rewrite. */
    private final IdentityHashMap<LogicalNode, ExplainedOperator> explained = new IdentityHashMap<>();

    private Explainer(PipelineZone zone) {
        this.zone = zone;
    }

    static Explanation explain(Plan plan) {
        return new Explainer(new PipelineZone(plan.operators().timeZone())).all(plan);
    }

    private Explanation all(Plan plan) {
        return new Explanation(
                plan.graph().document().id().value(),
                plan.graph().document().name(),
                nodes(plan),
                guarantees(plan.graph()),
                edges(plan.graph()),
                letters(plan.graph()),
                operators(plan.drawn()),
                plan.rewrites().stream().map(this::rewrite).toList(),
                operators(plan.logical()),
                operatorPlan(plan.operators()));
    }

    private List<ExplainedNode> nodes(Plan plan) {
        Set<NodeId> running = new HashSet<>();
        plan.drawn().nodes().forEach(node -> running.addAll(node.operator().nodeIds()));
        return plan.graph().nodes().stream()
                .map(node -> new ExplainedNode(
                        node.id().value(),
                        node.node().name(),
                        node.node().type().value(),
                        running.contains(node.id()),
                        fields(node)))
                .toList();
    }

    private List<ExplainedField> fields(TypedNode node) {
        return node.operation().stream()
                .flatMap(operation -> operation.trees().stream())
                .map(tree -> new ExplainedField(tree.field().toString(), expression(tree.expr())))
                .toList();
    }

    private static List<ExplainedGuarantee> guarantees(TypedGraph graph) {
        return Guarantees.of(graph).stream()
                .map(at -> new ExplainedGuarantee(
                        at.node().value(),
                        at.guarantee().level().toString(),
                        at.guarantee().why()))
                .toList();
    }

    private static List<ExplainedEdge> edges(TypedGraph graph) {
        List<ExplainedEdge> edges = new ArrayList<>();
        for (Edge edge : graph.document().edges()) {
            TypedPort rows = graph.output(edge.from())
                    .orElseThrow(() -> new IllegalArgumentException("A plan knows the rows of " + edge));
            edges.add(new ExplainedEdge(edge.from(), edge.to(), rows.schema(), rows.isBounded()));
        }
        return edges;
    }

    private static List<ExplainedLetters> letters(TypedGraph graph) {
        List<ExplainedLetters> letters = new ArrayList<>();
        DeadLetters.of(graph.document())
                .writers()
                .forEach((sink, writers) -> letters.add(new ExplainedLetters(
                        writers.stream().map(NodeId::value).toList(), sink.value(), DeadLetters.ROWS)));
        return letters;
    }

    private ExplainedExpression expression(Expr tree) {
        return new ExplainedExpression(SqlPrinter.print(tree, zone), tree.type());
    }

    /** Logical operators in the form executors will get them, so that one set of words does for all plans. */
    private List<ExplainedOperator> operators(LogicalPlan plan) {
        return plan.nodes().stream()
                .map(node -> explained.computeIfAbsent(node, this::operator))
                .toList();
    }

    private ExplainedOperator operator(LogicalNode node) {
        PhysicalForm form = node.physical();
        PhysicalOperator physical = new PhysicalOperator(
                node.id(),
                form.type(),
                node.operator().nodeIds().stream().map(NodeId::value).toList(),
                node.operator().inputs(),
                node.operator().outputs(),
                form.config(),
                form.expressions());
        List<List<Source>> inputs = node.inputs().stream()
                .map(port -> port.stream()
                        .map(from -> new Source(from.node(), from.port()))
                        .toList())
                .toList();
        return operator(physical, inputs);
    }

    private ExplainedOperator operator(PhysicalOperator operator, List<List<Source>> from) {
        Map<String, List<ExplainedExpression>> expressions = new TreeMap<>();
        operator.expressions()
                .forEach((name, trees) -> expressions.put(
                        name, trees.stream().map(this::expression).toList()));
        OperatorFacts facts = new OperatorFacts(operator, expressions);
        List<Input> inputs = new ArrayList<>();
        for (int port = 0; port < from.size(); port++) {
            inputs.add(new Input(facts.inputName(port), from.get(port)));
        }
        List<Output> outputs = new ArrayList<>();
        for (int port = 0; port < operator.ports(); port++) {
            outputs.add(new Output(facts.outputName(port), operator.output(port)));
        }
        return new ExplainedOperator(
                operator.id(),
                operator.type(),
                operator.nodeIds(),
                inputs,
                outputs,
                operator.config(),
                expressions,
                facts.all());
    }

    private ExplainedRewrite rewrite(AppliedRewrite rewrite) {
        List<ExplainedOperator> before = operators(rewrite.before());
        List<ExplainedOperator> after = operators(rewrite.after());
        int shorter = Math.min(before.size(), after.size());
        int first = 0;
        while (first < shorter && isAlike(before.get(first), after.get(first))) {
            first++;
        }
        int last = 0;
        while (last < shorter - first
                && isAlike(before.get(before.size() - 1 - last), after.get(after.size() - 1 - last))) {
            last++;
        }
        return new ExplainedRewrite(
                rewrite.name(),
                rewrite.what(),
                before.subList(first, before.size() - last),
                after.subList(first, after.size() - last));
    }

    /** Whether two operators read alike; ids and positions of columns may differ. */
    private static boolean isAlike(ExplainedOperator one, ExplainedOperator other) {
        return one.title().equals(other.title()) && one.facts().equals(other.facts());
    }

    private ExplainedOperatorPlan operatorPlan(OperatorPlan plan) {
        List<ExplainedOperator> operators = new ArrayList<>();
        for (PhysicalOperator operator : plan.operators()) {
            List<List<Source>> inputs = new ArrayList<>();
            for (int port = 0; port < operator.inputs().size(); port++) {
                inputs.add(sources(plan, operator.id(), port));
            }
            operators.add(operator(operator, inputs));
        }
        return new ExplainedOperatorPlan(plan.timeZone(), operators, plan.fragments(), plan.edges(), plan.policies());
    }

    private static List<Source> sources(OperatorPlan plan, int operator, int port) {
        List<Source> sources = new ArrayList<>();
        for (PlanEdge edge : plan.edges()) {
            if (edge.to() == operator && edge.toPort() == port) {
                sources.add(new Source(edge.from(), edge.fromPort()));
            }
        }
        return sources;
    }
}
