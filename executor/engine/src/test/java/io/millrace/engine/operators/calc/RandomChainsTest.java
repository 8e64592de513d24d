package io.millrace.engine.operators.calc;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.columns.BatchPool;
import io.millrace.columns.Change;
import io.millrace.columns.Rows;
import io.millrace.columns.testing.RandomRows;
import io.millrace.engine.codegen.BoxedColumns;
import io.millrace.engine.operators.calc.CalcStage.Kind;
import io.millrace.expr.Expr;
import io.millrace.expr.interpret.Interpreter;
import io.millrace.expr.interpret.Outcome;
import io.millrace.expr.testing.RandomTrees;
import io.millrace.expr.value.PipelineZone;
import io.millrace.model.type.Schema;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;

/** Any chain of stages over any rows comes to what the interpreter makes of each row alone. */
class RandomChainsTest {

    /** A row on its way through the interpreter. */
    private record Traveller(byte change, int row, List<@Nullable Object> values) {}

    @Property(tries = 100)
    void chainsComeToWhatTheInterpreterMakesOfEachRow(@ForAll long seed) {
        RandomRows random = new RandomRows(seed);
        CalcFixture task = new CalcFixture(random.schema());
        List<CalcStage> stages = stages(random, task.schema);
        CalcProgram program = task.program(stages.toArray(CalcStage[]::new));
        for (int round = 0; round < 2; round++) {
            Rows rows = rows(random, task);
            List<Traveller> arriving = travellers(rows);
            int before = task.errors.size();
            List<List<Traveller>> expected = new ArrayList<>();
            int failed = interpret(stages, arriving, expected);

            List<Rows> results = program.runRouted(rows);

            assertThat(results.stream().map(RandomChainsTest::travellers).toList())
                    .as("what comes of %s", stages)
                    .isEqualTo(expected.stream().map(RandomChainsTest::mended).toList());
            assertThat(task.errors.size() - before)
                    .as("failed rows in %s", stages)
                    .isEqualTo(failed);
            results.forEach(Rows::release);
        }
        task.assertNothingHeld();
    }

    private static List<CalcStage> stages(RandomRows random, Schema input) {
        List<CalcStage> stages = new ArrayList<>();
        Schema schema = input;
        int count = 1 + random.random().nextInt(4);
        for (int i = 0; i < count; i++) {
            RandomTrees trees = new RandomTrees(random.random(), schema);
            boolean last = i == count - 1;
            switch (random.random().nextInt(last ? 3 : 2)) {
                case 0 -> stages.add(new CalcStage("n" + i, Kind.FILTER, List.of(trees.condition(4))));
                case 1 -> {
                    List<Expr> columns = new ArrayList<>();
                    for (int k = random.random().nextInt(5); k >= 0; k--) {
                        columns.add(trees.tree(4));
                    }
                    stages.add(new CalcStage("n" + i, Kind.PROJECT, columns));
                    schema = CalcFixture.outputOf(stages.getLast());
                }
                default ->
                    stages.add(new CalcStage("n" + i, Kind.ROUTE, List.of(trees.condition(4), trees.condition(4))));
            }
        }
        return stages;
    }

    private static Rows rows(RandomRows random, CalcFixture task) {
        var batch = random.batch(new BatchPool(task.schema), 1 + random.random().nextInt(100));
        boolean changes = random.random().nextBoolean();
        if (changes) {
            random.change(batch);
        }
        // A selection must not split updates: that is what this operator promises, and what it is promised.
        return changes ? task.rows().take(batch) : random.rows(task.rows(), batch);
    }

    private static List<Traveller> travellers(Rows rows) {
        List<Traveller> travellers = new ArrayList<>();
        for (int i = 0; i < rows.count(); i++) {
            int row = rows.row(i);
            List<@Nullable Object> values = new ArrayList<>();
            for (int column = 0; column < rows.batch().columnCount(); column++) {
                values.add(BoxedColumns.read(rows.batch().column(column), row));
            }
            travellers.add(new Traveller(rows.batch().change(row), row, values));
        }
        return travellers;
    }

    /** Fills in what leaves by each output and says how many rows failed. */
    private static int interpret(List<CalcStage> stages, List<Traveller> arriving, List<List<Traveller>> outputs) {
        List<Traveller> rows = arriving;
        int failed = 0;
        for (CalcStage stage : stages) {
            List<Interpreter> trees = stage.trees().stream()
                    .map(tree -> new Interpreter(tree, PipelineZone.UTC))
                    .toList();
            List<Traveller> left = new ArrayList<>();
            if (stage.kind() == Kind.ROUTE) {
                trees.forEach(_ -> outputs.add(new ArrayList<>()));
            }
            for (Traveller row : rows) {
                int fate = interpret(stage.kind(), trees, row, outputs, left);
                failed += fate;
            }
            rows = left;
        }
        outputs.add(rows);
        return failed;
    }

    /** 1 when the row fails, else 0. */
    private static int interpret(
            Kind kind, List<Interpreter> trees, Traveller row, List<List<Traveller>> outputs, List<Traveller> left) {
        List<@Nullable Object> values = new ArrayList<>();
        for (int i = 0; i < trees.size(); i++) {
            if (!(trees.get(i).evaluate(row.values) instanceof Outcome.Value(Object value))) {
                return 1;
            }
            values.add(value);
            boolean isTrue = Boolean.TRUE.equals(value);
            if (kind == Kind.ROUTE && isTrue) {
                outputs.get(i).add(row);
                return 0;
            }
            if (kind == Kind.FILTER && !isTrue) {
                return 0;
            }
        }
        left.add(kind == Kind.PROJECT ? new Traveller(row.change, row.row, values) : row);
        return 0;
    }

    private static List<Traveller> mended(List<Traveller> rows) {
        List<Traveller> mended = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            Traveller row = rows.get(i);
            boolean pairBefore =
                    row.change == Change.UPDATE_BEFORE && i + 1 < rows.size() && rows.get(i + 1).row == row.row + 1;
            boolean pairAfter = row.change == Change.UPDATE_AFTER && i > 0 && rows.get(i - 1).row == row.row - 1;
            byte change =
                    switch (row.change) {
                        case Change.UPDATE_BEFORE -> pairBefore ? row.change : Change.DELETE;
                        case Change.UPDATE_AFTER -> pairAfter ? row.change : Change.INSERT;
                        default -> row.change;
                    };
            mended.add(new Traveller(change, row.row, row.values));
        }
        return mended;
    }
}
