package io.millrace.engine.operators.calc;

import io.millrace.columns.Batch;
import io.millrace.columns.BytesVector;
import io.millrace.columns.Vector;
import io.millrace.engine.codegen.BoxedColumns;
import io.millrace.engine.codegen.Condition;
import io.millrace.engine.codegen.Projection;
import io.millrace.engine.codegen.Projection.Output;
import io.millrace.engine.codegen.ScratchVectors;
import io.millrace.engine.operators.calc.CalcStage.Kind;
import io.millrace.model.type.DataType;
import io.millrace.model.type.EdgeSchema;
import io.millrace.spi.operator.OperatorContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The stages of a plan as loops, for one task: which column is computed where is decided here. */
final class CompiledStages {

    private final CalcPlan plan;
    private final ScratchVectors scratch = new ScratchVectors();

    /** By stage; null where a stage is of another kind. */
    private final @Nullable Condition[] filters;

    private final @Nullable Projection[] projections;

    /** The conditions of the route at the end; empty when there is none. */
    private final List<Condition> branches = new ArrayList<>();

    private CompiledStages(CalcPlan plan) {
        this.plan = plan;
        int size = plan.stages().size();
        filters = new Condition[size];
        projections = new Projection[size];
        int columns = plan.input().schema().size();
        for (int i = 0; i < size; i++) {
            CalcStage stage = plan.stages().get(i);
            switch (stage.kind()) {
                case FILTER -> filters[i] = Condition.selecting(stage.trees().getFirst(), columns, plan.zone());
                case PROJECT -> {
                    projections[i] = Projection.compile(stage.trees(), columns, plan.zone(), scratch);
                    columns = stage.trees().size();
                }
                case ROUTE -> {
                    for (var tree : stage.trees()) {
                        branches.add(Condition.splitting(tree, columns, plan.zone()));
                    }
                }
            }
        }
    }

    /**
     * Compiles the stages.
     *
     * @throws IllegalArgumentException when a tree cannot be compiled
     */
    static CompiledStages of(CalcPlan plan) {
        return new CompiledStages(plan);
    }

    /** Whether any stage makes columns, so that what leaves is a batch of its own. */
    boolean makesColumns() {
        return plan.stages().stream().anyMatch(stage -> stage.kind() == Kind.PROJECT);
    }

    /** The conditions of the route at the end; empty when there is none. */
    List<Condition> branches() {
        return List.copyOf(branches);
    }

    /** The stages before the route. */
    List<Stage> open(OperatorContext context) {
        List<int[]> homes = homes();
        List<Stage> stages = new ArrayList<>();
        for (int i = 0; i < plan.stages().size(); i++) {
            CalcStage stage = plan.stages().get(i);
            EdgeSchema before = plan.before(i);
            StageMeters meters = new StageMeters(stage.counts(), before, stage.behind(before), context);
            StageErrors errors = StageErrors.of(i, plan, context);
            Condition filter = filters[i];
            Projection projection = projections[i];
            if (filter != null) {
                stages.add(new FilterStage(filter, stage.trees(), meters, errors));
            } else if (projection != null) {
                stages.add(new ProjectStage(
                        projection,
                        stage.trees(),
                        homes.get(i),
                        vectors(projection, stage, homes.get(i)),
                        meters,
                        errors));
            }
        }
        return stages;
    }

    /**
     * For each projection and each of its outputs the column of the batch that leaves which it becomes, -1 when it does
     * not leave: those of the last projection become themselves, those before what the next one passes on.
     */
    private List<int[]> homes() {
        int[] next = new int[plan.output().size()];
        Arrays.setAll(next, i -> i);
        Projection following = null;
        List<int[]> homes = new ArrayList<>();
        for (int i = plan.stages().size() - 1; i >= 0; i--) {
            int[] own = next;
            Projection projection = projections[i];
            if (projection != null) {
                own = following == null
                        ? next
                        : passedOn(following, next, projection.outputs().size());
                following = projection;
                next = own;
            }
            homes.addFirst(own);
        }
        return homes;
    }

    private static int[] passedOn(Projection following, int[] homesOfFollowing, int columns) {
        int[] homes = new int[columns];
        Arrays.fill(homes, -1);
        for (int i = 0; i < homesOfFollowing.length; i++) {
            if (following.outputs().get(i) instanceof Output.Passed(int column) && homes[column] < 0) {
                homes[column] = homesOfFollowing[i];
            }
        }
        return homes;
    }

    private @Nullable Vector[] vectors(Projection projection, CalcStage stage, int[] homes) {
        @Nullable Vector[] vectors = new Vector[projection.outputs().size()];
        for (int i = 0; i < vectors.length; i++) {
            DataType type = stage.trees().get(i).type();
            vectors[i] = switch (projection.outputs().get(i)) {
                case Output.Fixed(Object value) -> constant(type, value);
                case Output.Computed() -> homes[i] < 0 ? scratch.create(type) : null;
                case Output.Passed _, Output.Same _ -> null;
            };
        }
        return vectors;
    }

    /** A flat vector with one value in all rows, filled once and shared by all batches. */
    private static Vector constant(DataType type, @Nullable Object value) {
        Vector vector = Vector.create(type, Batch.MAX_ROWS);
        BoxedColumns.write(vector, 0, value);
        for (int row = 1; row < Batch.MAX_ROWS; row++) {
            if (vector instanceof BytesVector bytes && value != null) {
                bytes.setRange(row, 0, bytes.lengths()[0]);
            } else {
                BoxedColumns.write(vector, row, value);
            }
        }
        return vector;
    }
}
