package io.millrace.engine.codegen;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.columns.Batch;
import io.millrace.columns.Rows;
import io.millrace.columns.Vector;
import io.millrace.engine.codegen.Projection.Output;
import io.millrace.expr.Expr;
import io.millrace.expr.interpret.Interpreter;
import io.millrace.expr.interpret.Outcome;
import io.millrace.expr.value.PipelineZone;
import java.time.ZoneId;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Runs generated code on rows and holds it against what the interpreter says. */
final class Oracle {

    static final PipelineZone ZONE = new PipelineZone(ZoneId.of("Europe/Berlin"));

    private final Rows rows;
    private final Vector[] columns;
    private final int @Nullable [] selection;
    private final int count;

    Oracle(Rows rows) {
        this.rows = rows;
        columns = columns(rows.batch());
        selection = rows.selection();
        count = rows.count();
    }

    static Vector[] columns(Batch batch) {
        Vector[] columns = new Vector[batch.columnCount()];
        Arrays.setAll(columns, batch::column);
        return columns;
    }

    /** What the interpreter makes of each selected row. */
    List<Outcome> interpreted(Expr expr) {
        Interpreter interpreter = new Interpreter(expr, ZONE);
        List<Outcome> outcomes = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            outcomes.add(interpreter.evaluate(row(columns, rows.row(i))));
        }
        return outcomes;
    }

    private static List<@Nullable Object> row(Vector[] columns, int row) {
        return new AbstractList<>() {
            @Override
            public @Nullable Object get(int index) {
                return BoxedColumns.read(columns[index], row);
            }

            @Override
            public int size() {
                return columns.length;
            }
        };
    }

    /** The condition keeps the rows where the interpreter says TRUE, and fails those where it fails. */
    void checkSelect(Expr condition) {
        Condition compiled = Condition.selecting(condition, columns.length, ZONE);
        for (int round = 0; round < 2; round++) {
            int[] kept = new int[count];
            FailedRows failed = new FailedRows();
            int keptCount = compiled.select(columns, selection, count, kept, failed);
            assertThat(Arrays.copyOf(kept, keptCount))
                    .as("kept by %s", condition)
                    .isEqualTo(rowsWhere(condition, true));
            checkFailed(List.of(condition), failed);
        }
    }

    /** As select; the rest are those where it says FALSE or NULL. */
    void checkSplit(Expr condition) {
        Condition compiled = Condition.splitting(condition, columns.length, ZONE);
        int[] kept = new int[count];
        int[] rest = new int[count];
        for (int i = 0; i < count; i++) {
            rest[i] = rows.row(i);
        }
        int[] rowsOfRest = rest.clone();
        FailedRows failed = new FailedRows();
        int keptCount = compiled.split(columns, rest, count, kept, rest, failed);
        int[] expectedRest = rowsWhere(condition, false);
        assertThat(Arrays.copyOf(kept, keptCount)).as("kept by %s", condition).isEqualTo(rowsWhere(condition, true));
        assertThat(Arrays.copyOf(rest, expectedRest.length))
                .as("left over by %s of %s", condition, rowsOfRest)
                .isEqualTo(expectedRest);
        checkFailed(List.of(condition), failed);
    }

    /** Each output has the interpreter's values; a row fails when any tree fails. */
    void checkProjection(List<Expr> trees) {
        Projection projection = Projection.compile(trees, columns.length, ZONE, new ScratchVectors());
        for (int round = 0; round < 2; round++) {
            Vector[] targets = new Vector[trees.size()];
            for (int i = 0; i < targets.length; i++) {
                targets[i] = Vector.create(trees.get(i).type(), Batch.MAX_ROWS);
            }
            FailedRows failed = new FailedRows();
            projection.compute(columns, selection, count, targets, failed);
            checkFailed(trees, failed);
            for (int i = 0; i < targets.length; i++) {
                checkOutput(trees.get(i), projection.outputs().get(i), targets, i, failed);
            }
        }
    }

    /** The same values when the tree is cut into very small methods. */
    void checkOutlined(Expr tree, int budget) {
        Node root = new Lowering(ZONE).lower(tree);
        LoopFactory factory = new LoopFactory(ZONE, new ScratchVectors(), new Partition(budget));
        LoopPair<ValueLoop> loop = new LoopPair<>(
                root, node -> factory.value(node, Optional.empty(), tree.type().physical()));
        Vector target = Vector.create(tree.type(), Batch.MAX_ROWS);
        FailedRows failed = new FailedRows();
        loop.bind(columns).compute(loop.inputs(), selection, count, target, failed);
        checkFailed(List.of(tree), failed);
        checkOutput(tree, new Output.Computed(), new Vector[] {target}, 0, failed);
    }

    private void checkOutput(Expr tree, Output output, Vector[] targets, int index, FailedRows failed) {
        List<Outcome> expected = interpreted(tree);
        for (int i = 0; i < count; i++) {
            int row = rows.row(i);
            if (failed.contains(row)) {
                continue;
            }
            Object actual =
                    switch (output) {
                        case Output.Passed(int column) -> BoxedColumns.read(columns[column], row);
                        case Output.Same(int other) -> BoxedColumns.read(targets[other], row);
                        case Output.Fixed(Object value) -> value;
                        case Output.Computed() -> BoxedColumns.read(targets[index], row);
                    };
            assertThat(new Outcome.Value(actual)).as("row %d of %s", row, tree).isEqualTo(expected.get(i));
        }
    }

    private int[] rowsWhere(Expr condition, boolean isTrue) {
        List<Outcome> outcomes = interpreted(condition);
        int[] found = new int[count];
        int size = 0;
        for (int i = 0; i < count; i++) {
            if (outcomes.get(i) instanceof Outcome.Value(Object value) && Boolean.TRUE.equals(value) == isTrue) {
                found[size++] = rows.row(i);
            }
        }
        return Arrays.copyOf(found, size);
    }

    private void checkFailed(List<Expr> trees, FailedRows failed) {
        boolean[] expected = new boolean[count];
        for (Expr tree : trees) {
            List<Outcome> outcomes = interpreted(tree);
            for (int i = 0; i < count; i++) {
                expected[i] |= outcomes.get(i) instanceof Outcome.Failed;
            }
        }
        for (int i = 0; i < count; i++) {
            assertThat(failed.contains(rows.row(i)))
                    .as("row %d fails in %s", rows.row(i), trees)
                    .isEqualTo(expected[i]);
        }
    }
}
