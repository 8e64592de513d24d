package io.millrace.plan.nodes.sql;

import io.millrace.expr.Expr;
import io.millrace.model.document.NodeId;
import io.millrace.model.document.PortName;
import io.millrace.model.type.EdgeSchema;
import io.millrace.plan.logical.Calc;
import io.millrace.plan.logical.LogicalBuilder;
import io.millrace.plan.logical.LogicalOperator;
import io.millrace.plan.logical.OutputRef;
import io.millrace.plan.logical.Stage;
import io.millrace.plan.logical.StageCounts;
import io.millrace.plan.node.TypedOperation;
import io.millrace.plan.node.TypedTree;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A query as steps. Rows are counted where they enter and leave the node; in between they are the node's own affair.
 *
 * @param steps each behind those it reads
 * @param result where the rows of the query come from
 */
record SqlOperation(NodeId node, List<Step> steps, Origin result) implements TypedOperation {

    SqlOperation {
        steps = List.copyOf(steps);
    }

    @Override
    public void addTo(LogicalBuilder plan) {
        Map<Origin, OutputRef> outputs = new HashMap<>();
        for (Step step : steps) {
            step.operation().addTo(new StepBuilder(plan, step, outputs));
        }
        OutputRef last = read(plan, result, outputs);
        Stage leaves = Stage.Project.ofAll(node, plan.schema(last)).with(StageCounts.behind(node, PortName.OUT));
        plan.output(PortName.OUT, plan.addUnary(Calc.of(plan.schema(last), leaves), List.of(last)));
    }

    /** The rows of an input are counted once, however many steps read them. */
    private OutputRef read(LogicalBuilder plan, Origin origin, Map<Origin, OutputRef> outputs) {
        OutputRef known = outputs.get(origin);
        if (known != null) {
            return known;
        }
        if (!(origin instanceof Origin.OfInput(PortName port))) {
            throw new IllegalStateException("Nothing has said what leaves " + origin);
        }
        List<OutputRef> input = plan.input(port);
        EdgeSchema rows = plan.schema(input.getFirst());
        Stage enters =
                Stage.Project.ofAll(node, rows).with(new StageCounts(List.of(node), List.of(), List.of(), List.of()));
        OutputRef entered = plan.addUnary(Calc.of(rows, enters), input);
        outputs.put(origin, entered);
        return entered;
    }

    @Override
    public List<TypedTree> trees() {
        return steps.stream()
                .flatMap(step -> step.operation().trees().stream())
                .map(tree -> new TypedTree(StepContext.SQL, tree.expr()))
                .toList();
    }

    /** The plan as one step sees it. */
    private final class StepBuilder implements LogicalBuilder {
        private final LogicalBuilder plan;
        private final Step step;
        private final Map<Origin, OutputRef> outputs;

        StepBuilder(LogicalBuilder plan, Step step, Map<Origin, OutputRef> outputs) {
            this.plan = plan;
            this.step = step;
            this.outputs = outputs;
        }

        @Override
        public List<OutputRef> input(PortName port) {
            return step.inputs().getOrDefault(port, List.of()).stream()
                    .map(origin -> read(plan, origin, outputs))
                    .toList();
        }

        @Override
        public EdgeSchema schema(OutputRef output) {
            return plan.schema(output);
        }

        @Override
        public Expr resolved(Expr expr) {
            return plan.resolved(expr);
        }

        @Override
        public int add(LogicalOperator operator, List<List<OutputRef>> inputs) {
            return operator instanceof Calc calc
                    ? plan.add(uncounted(calc), inputs)
                    : plan.add(operator, inputs, step.id());
        }

        @Override
        public int add(LogicalOperator operator, List<List<OutputRef>> inputs, String inner) {
            return plan.add(operator, inputs, step.id() + "-" + inner);
        }

        @Override
        public void output(PortName port, OutputRef rows) {
            if (port.equals(PortName.OUT)) {
                outputs.put(new Origin.OfStep(step.id()), rows);
            }
        }

        @Override
        public boolean isRead(PortName port) {
            return port.equals(PortName.OUT);
        }
    }

    private static Calc uncounted(Calc calc) {
        List<Stage> stages = new ArrayList<>();
        for (Stage stage : calc.stages()) {
            stages.add(
                    switch (stage) {
                        case Stage.Filter filter ->
                            new Stage.Filter(filter.node(), filter.condition(), StageCounts.NOTHING);
                        case Stage.Project project -> project.with(StageCounts.NOTHING);
                        case Stage.Route route -> throw new IllegalStateException("No step is a route: " + route);
                    });
        }
        return new Calc(calc.input(), stages);
    }
}
