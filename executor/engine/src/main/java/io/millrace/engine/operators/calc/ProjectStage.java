package io.millrace.engine.operators.calc;

import io.millrace.columns.Vector;
import io.millrace.engine.codegen.Projection;
import io.millrace.engine.codegen.Projection.Output;
import io.millrace.expr.Expr;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes new columns. Those that are passed on or constant cost nothing a row; those that leave are computed straight into
 * the batch that leaves, the others into scratch vectors.
 */
final class ProjectStage implements Stage {

    private final Projection projection;
    private final List<Expr> trees;

    /** For each computed output the column of the batch that leaves which it becomes, or -1. */
    private final int[] homes;

    /** For each output a constant, or the scratch vector it is computed into; null for the others. */
    private final @Nullable Vector[] vectors;

    private final @Nullable Vector[] targets;
    private final StageMeters meters;
    private final StageErrors errors;

    ProjectStage(
            Projection projection,
            List<Expr> trees,
            int[] homes,
            @Nullable Vector[] vectors,
            StageMeters meters,
            StageErrors errors) {
        this.projection = projection;
        this.trees = trees;
        this.homes = homes;
        this.vectors = vectors;
        this.targets = new Vector[homes.length];
        this.meters = meters;
        this.errors = errors;
    }

    @Override
    public void run(Block block) {
        meters.entered(block);
        Vector[] made = new Vector[homes.length];
        List<Output> outputs = projection.outputs();
        for (int i = 0; i < made.length; i++) {
            made[i] = switch (outputs.get(i)) {
                case Output.Passed(int column) -> block.columns[column];
                case Output.Same(int output) -> made[output];
                case Output.Fixed _ -> held(i);
                case Output.Computed _ -> target(block, i);
            };
        }
        projection.compute(block.columns, block.selection, block.count, targets, block.failed);
        if (block.failed.any()) {
            meters.failed(block.failed.count());
            errors.report(block, trees);
            block.dropFailed();
        }
        block.columns = made;
        meters.left(block);
    }

    private Vector target(Block block, int output) {
        Vector target;
        if (homes[output] >= 0) {
            target = block.output.column(homes[output]);
        } else {
            target = held(output);
            target.clear();
        }
        targets[output] = target;
        return target;
    }

    private Vector held(int output) {
        Vector vector = vectors[output];
        if (vector == null) {
            throw new IllegalStateException("Output " + output + " has no vector");
        }
        return vector;
    }
}
