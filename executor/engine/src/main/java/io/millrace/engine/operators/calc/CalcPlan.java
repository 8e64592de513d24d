package io.millrace.engine.operators.calc;

import io.millrace.engine.operators.calc.CalcStage.Kind;
import io.millrace.engine.operators.source.RowStages;
import io.millrace.expr.value.PipelineZone;
import io.millrace.model.type.EdgeSchema;
import io.millrace.model.type.Schema;
import io.millrace.protocol.plan.OperatorConfig;
import io.millrace.protocol.plan.PhysicalOperator;
import io.millrace.spi.operator.OperatorContext;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/**
 * A chain of stages as a plan says it; docs/operator-plan.md has the form. Immutable, shared by all tasks.
 *
 * @param input what the first stage gets
 * @param output the columns of every output
 * @param branches how many outputs there are: one, or with a route one per branch and one for the rest
 */
public record CalcPlan(List<CalcStage> stages, EdgeSchema input, Schema output, int branches, PipelineZone zone)
        implements RowStages.Factory {

    public CalcPlan {
        stages = List.copyOf(stages);
        for (int i = 0; i < stages.size() - 1; i++) {
            require(stages.get(i).kind() != Kind.ROUTE, "a route is followed by another stage", stages.get(i));
        }
        int expected = !stages.isEmpty() && stages.getLast().kind() == Kind.ROUTE
                ? stages.getLast().trees().size() + 1
                : 1;
        if (branches != expected) {
            throw new IllegalArgumentException("Broken plan: " + branches + " outputs instead of " + expected);
        }
        int columns = input.schema().size();
        for (CalcStage stage : stages) {
            columns = stage.kind() == Kind.PROJECT ? stage.trees().size() : columns;
        }
        if (columns != output.size()) {
            throw new IllegalArgumentException(
                    "Broken plan: " + columns + " columns are computed for the output " + output);
        }
    }

    /**
     * Reads a chain.
     *
     * @param spec of a calc operator, or of a source with stages behind it
     * @param input what the first stage gets
     * @throws IllegalArgumentException when the plan is broken
     */
    public static CalcPlan of(PhysicalOperator spec, EdgeSchema input, ZoneId timeZone) {
        List<OperatorConfig> configs = spec.settings().objects("stages");
        List<CalcStage> stages = new ArrayList<>();
        for (int i = 0; i < configs.size(); i++) {
            stages.add(CalcStage.read(configs.get(i), spec.expressions("stage" + i)));
        }
        List<Schema> outputs =
                spec.outputs().stream().map(EdgeSchema::schema).distinct().toList();
        if (outputs.size() != 1) {
            throw new IllegalArgumentException("Broken plan: operator " + spec.id() + " has outputs " + outputs);
        }
        CalcPlan plan =
                new CalcPlan(stages, input, outputs.getFirst(), spec.outputs().size(), new PipelineZone(timeZone));
        // Compiled once here, off the workers, so that a tree which cannot be is refused before any task starts.
        CompiledStages.of(plan);
        return plan;
    }

    @Override
    public CalcProgram open(OperatorContext context) {
        return new CalcProgram(this, context);
    }

    /** What the stage at this position gets. */
    EdgeSchema before(int stage) {
        EdgeSchema rows = input;
        for (int i = 0; i < stage; i++) {
            rows = stages.get(i).behind(rows);
        }
        return rows;
    }

    private static void require(boolean holds, String otherwise, CalcStage stage) {
        if (!holds) {
            throw new IllegalArgumentException("Broken plan: " + otherwise + " (node " + stage.nodeId() + ")");
        }
    }
}
