package io.millrace.plan.explain;

import io.millrace.model.type.Column;
import io.millrace.model.type.EdgeSchema;
import io.millrace.model.type.Identifiers;
import io.millrace.plan.explain.ExplainedNode.ExplainedField;
import io.millrace.plan.explain.ExplainedOperator.Input;
import io.millrace.plan.explain.ExplainedOperator.Output;
import io.millrace.plan.explain.ExplainedOperator.Source;
import io.millrace.plan.explain.LaneDrawing.Item;
import io.millrace.protocol.plan.Distribution;
import io.millrace.protocol.plan.Fragment;
import io.millrace.protocol.plan.NodePolicy;
import io.millrace.protocol.plan.PlanEdge;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** An explanation as a page of text. */
final class ExplanationText {

    /** Names are filled up to the longest, but one very long name does not push everything aside. */
    private static final int WIDEST_NAME = 30;

    private final Explanation explanation;
    private final TextPage page = new TextPage();

    ExplanationText(Explanation explanation) {
        this.explanation = explanation;
    }

    String print() {
        page.line("", "Pipeline " + explanation.id() + ": " + explanation.name());
        heading("NODES", "with their expressions and what comes out of each");
        explanation.nodes().forEach(this::node);
        heading("GUARANTEES", "how often a row counts or is there when the pipeline fails and goes on");
        explanation.guarantees().forEach(this::guarantee);
        heading("EDGES", "with what is known about the rows that flow along them");
        explanation.edges().forEach(this::edge);
        if (!explanation.letters().isEmpty()) {
            heading("DEAD LETTERS", "what sinks get of the rows that fail in nodes");
            explanation.letters().forEach(this::letters);
        }
        heading("PLAN AS DRAWN", "what is computed; rows flow from top to bottom");
        operators(explanation.drawn());
        heading("REWRITES", "what makes the plan cheaper and leaves its answer as it is");
        rewrites();
        heading("PLAN AFTER REWRITES", "what is computed in the end");
        operators(explanation.logical());
        heading("OPERATOR PLAN", "what executors run; each task of a fragment runs all its operators");
        operatorPlan(explanation.operators());
        return page.toString();
    }

    private void heading(String title, String meaning) {
        page.blank();
        page.line("", title + " - " + meaning);
        page.blank();
    }

    private void node(ExplainedNode node) {
        page.line(
                "  ",
                node.id() + ": " + node.type() + (node.name().isEmpty() ? "" : ", \"" + node.name() + "\"")
                        + (node.runs() ? "" : " (does not run: its rows reach no sink)"));
        for (ExplainedField field : node.expressions()) {
            page.line(
                    "    ",
                    "%s: %s -> %s"
                            .formatted(
                                    field.field(),
                                    field.expression().sql(),
                                    field.expression().type()));
        }
    }

    private void guarantee(ExplainedGuarantee at) {
        page.line("  ", at.node() + ": " + at.level());
        page.line("    ", at.why());
    }

    private void edge(ExplainedEdge edge) {
        page.line("  ", edge.from() + " -> " + edge.to());
        EdgeSchema rows = edge.rows();
        fact("changes", rows.changeMode().toString());
        fact("ends", edge.isBounded() ? "by itself" : "never");
        rows.eventTime().ifPresent(column -> fact("event time", Identifiers.quote(column)));
        rows.keys().forEach(key -> fact("key", listed(key)));
        columns(rows);
    }

    private void letters(ExplainedLetters letters) {
        page.line("  ", String.join(", ", letters.from()) + " -> " + letters.to());
        columns(letters.rows());
    }

    private void columns(EdgeSchema rows) {
        int width = rows.schema().columns().stream()
                .mapToInt(column -> Identifiers.quote(column.name()).length())
                .filter(length -> length <= WIDEST_NAME)
                .max()
                .orElse(0);
        for (Column column : rows.schema().columns()) {
            fact("column", filled(Identifiers.quote(column.name()), width) + "  " + column.type());
        }
    }

    private void fact(String label, String text) {
        page.line("    " + filled(label, 12), " ".repeat(16), text);
    }

    private static String filled(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length()));
    }

    private static String listed(List<String> names) {
        return names.stream().map(Identifiers::quote).collect(Collectors.joining(", "));
    }

    private void operators(List<ExplainedOperator> operators) {
        LaneDrawing.draw(
                operators.stream()
                        .map(operator -> item(operator, operator.inputs()))
                        .toList(),
                "  ",
                page);
    }

    private static Item item(ExplainedOperator operator, List<Input> inputs) {
        return new Item(
                operator.id(),
                '*',
                operator.title(),
                operator.title(),
                operator.facts(),
                inputs,
                operator.outputs().stream().map(Output::name).toList());
    }

    private void rewrites() {
        if (explanation.rewrites().isEmpty()) {
            page.line("  ", "none");
        }
        for (ExplainedRewrite rewrite : explanation.rewrites()) {
            page.line("  ", rewrite.name() + ": " + rewrite.what());
            LineDiff.print(rewrite.before(), rewrite.after(), page);
        }
    }

    private void operatorPlan(ExplainedOperatorPlan plan) {
        page.line("  ", "time zone " + plan.timeZone());
        Map<Integer, ExplainedOperator> operators = new HashMap<>();
        plan.operators().forEach(operator -> operators.put(operator.id(), operator));
        Map<Integer, Integer> fragments = new HashMap<>();
        plan.fragments()
                .forEach(fragment -> fragment.operators().forEach(operator -> fragments.put(operator, fragment.id())));
        for (Fragment fragment : plan.fragments()) {
            page.blank();
            page.line(
                    "  ",
                    "fragment %d, %s%s"
                            .formatted(
                                    fragment.id(),
                                    fragment.parallelism() == 1 ? "1 task" : fragment.parallelism() + " tasks",
                                    fragment.blocking() ? ", each on a thread of its own since it may block" : ""));
            LaneDrawing.draw(new FragmentItems(plan, operators, fragments).of(fragment), "    ", page);
        }
        page.blank();
        page.line("  ", "what happens to rows that fail in a node");
        plan.policies().forEach(policy -> page.line("    ", policy.nodeId() + ": " + policy(policy)));
    }

    private static String policy(NodePolicy policy) {
        return switch (policy.action()) {
            case FAIL -> "the job fails";
            case SKIP ->
                policy.limit() == Long.MAX_VALUE
                        ? "left out and counted"
                        : "left out and counted; the job fails after more than " + policy.limit();
            case DEAD_LETTER ->
                "left out, counted and written to " + policy.to().orElseThrow()
                        + (policy.limit() == Long.MAX_VALUE ? "" : "; the job fails after more than " + policy.limit());
        };
    }

    /** The operators of a fragment, with an item for each edge that enters or leaves it. */
    private record FragmentItems(
            ExplainedOperatorPlan plan, Map<Integer, ExplainedOperator> operators, Map<Integer, Integer> fragments) {

        List<Item> of(Fragment fragment) {
            List<Item> items = new ArrayList<>();
            for (int id : fragment.operators()) {
                ExplainedOperator operator = operators.get(id);
                if (operator == null) {
                    throw new IllegalArgumentException("There is no operator " + id);
                }
                List<Input> inputs = new ArrayList<>();
                for (int port = 0; port < operator.inputs().size(); port++) {
                    inputs.add(new Input(operator.inputs().get(port).name(), entering(operator, port, items)));
                }
                items.add(item(operator, inputs));
                leaving(operator, items);
            }
            return items;
        }

        private List<Source> entering(ExplainedOperator operator, int port, List<Item> items) {
            List<Source> sources = new ArrayList<>();
            for (int i = 0; i < plan.edges().size(); i++) {
                PlanEdge edge = plan.edges().get(i);
                if (edge.to() != operator.id() || edge.toPort() != port) {
                    continue;
                }
                if (edge.distribution() instanceof Distribution.Local) {
                    sources.add(new Source(edge.from(), edge.fromPort()));
                } else {
                    items.add(exchange(i, "from", edge.from(), edge, List.of(), List.of("out")));
                    sources.add(new Source(exchangeId(i), 0));
                }
            }
            return sources;
        }

        private void leaving(ExplainedOperator operator, List<Item> items) {
            for (int i = 0; i < plan.edges().size(); i++) {
                PlanEdge edge = plan.edges().get(i);
                if (edge.from() == operator.id() && !(edge.distribution() instanceof Distribution.Local)) {
                    Input input = new Input("in", List.of(new Source(edge.from(), edge.fromPort())));
                    items.add(exchange(i, "to", edge.to(), edge, List.of(input), List.of()));
                }
            }
        }

        private Item exchange(
                int edge, String direction, int other, PlanEdge of, List<Input> inputs, List<String> outputs) {
            ExplainedOperator operator = operators.get(other);
            String name = operator == null ? "?" : operator.title();
            String title = "%s fragment %d, %s: %s".formatted(direction, fragments.get(other), name, way(of));
            return new Item(exchangeId(edge), 'v', name, title, List.of(), inputs, outputs);
        }

        /** Operators have ids from 0 on. */
        private static int exchangeId(int edge) {
            return -1 - edge;
        }

        private String way(PlanEdge edge) {
            return switch (edge.distribution()) {
                case Distribution.Local _ -> "local";
                case Distribution.Forward _ -> "forward, task i to task i";
                case Distribution.Hash(List<Integer> columns) -> {
                    ExplainedOperator from = operators.get(edge.from());
                    List<String> names = from == null
                            ? List.of()
                            : from.outputs()
                                    .get(edge.fromPort())
                                    .rows()
                                    .schema()
                                    .names();
                    yield "hash of " + listed(columns.stream().map(names::get).toList()) + ", equal values to one task";
                }
                case Distribution.Broadcast _ -> "broadcast, all rows to each task";
                case Distribution.Rebalance _ -> "rebalance, to one task after the other";
            };
        }
    }
}
