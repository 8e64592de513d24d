package io.millrace.engine.operators.calc;

import static io.millrace.engine.operators.calc.CalcFixture.call;
import static io.millrace.engine.operators.calc.CalcFixture.shown;
import static io.millrace.engine.operators.calc.CalcFixture.stage;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.columns.Batch;
import io.millrace.columns.Change;
import io.millrace.columns.Rows;
import io.millrace.columns.Vector;
import io.millrace.columns.testing.BoxedValues;
import io.millrace.engine.operators.calc.CalcStage.Kind;
import io.millrace.expr.ColumnRef;
import io.millrace.expr.Expr;
import io.millrace.expr.Literal;
import io.millrace.model.error.ErrorDomain;
import io.millrace.model.error.RunError;
import io.millrace.spi.NodeMetrics.Metric;
import io.millrace.spi.error.RunException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CalcProgramTest {

    private final CalcFixture task = new CalcFixture("k INT NOT NULL", "v BIGINT", "s STRING");
    private final Expr k = task.column("k");
    private final Expr v = task.column("v");
    private final Expr s = task.column("s");

    @AfterEach
    void nothingIsHeld() {
        task.assertNothingHeld();
    }

    @Test
    void filterNarrowsTheSelectionOverTheSameBatch() {
        CalcProgram program = task.program(stage("big", Kind.FILTER, call(">", v, Literal.of(10))));
        Batch batch = task.batch(List.of(row(1, 5L, "a"), row(2, 15L, "b"), row(3, null, "c"), row(4, 25L, "d")));

        Rows result = program.run(task.rows(batch));

        assertThat(result.batch()).isSameAs(batch);
        assertThat(shown(result)).containsExactly("+I [2, 15, b]", "+I [4, 25, d]");
        result.release();
    }

    @Test
    void filterReadsASelectionThatOthersReadTooWithoutWritingIt() {
        CalcProgram program = task.program(stage("big", Kind.FILTER, call(">", v, Literal.of(10))));
        Rows shared = task.selected(
                task.batch(List.of(row(1, 5L, "a"), row(2, 15L, "b"), row(3, 4L, "c"), row(4, 25L, "d"))), 0, 1, 3);
        shared.retain();

        Rows result = program.run(shared);

        assertThat(shown(result)).containsExactly("+I [2, 15, b]", "+I [4, 25, d]");
        assertThat(shown(shared)).containsExactly("+I [1, 5, a]", "+I [2, 15, b]", "+I [4, 25, d]");
        result.release();
        shared.release();
    }

    @Test
    void selectThatOnlyNamesColumnsSharesTheirVectors() {
        CalcProgram program = task.program(stage("names", Kind.PROJECT, s, k, s));
        Batch batch = task.batch(List.of(row(1, 5L, "a"), row(2, 15L, "b")));
        Vector text = batch.column(2);

        Rows result = program.run(task.rows(batch));

        assertThat(result.selection()).isNull();
        assertThat(result.batch().column(0)).isSameAs(text);
        assertThat(result.batch().column(2)).isSameAs(text);
        assertThat(result.batch().schema().names()).containsExactly("o0", "o1", "o2");
        assertThat(shown(result)).containsExactly("+I [a, 1, a]", "+I [b, 2, b]");
        result.release();
    }

    @Test
    void computedColumnsKeepRowNumbersOriginAndChanges() {
        CalcProgram program = task.program(
                stage("odd", Kind.FILTER, call("=", call("MOD", k, Literal.of(2)), Literal.of(1))),
                stage("sum", Kind.PROJECT, k, call("+", v, k)));
        Batch batch = task.batch(List.of(row(1, 5L, "a"), row(2, 15L, "b"), row(3, null, "c")));
        byte[] changes = batch.writableChanges();
        changes[0] = Change.INSERT;
        changes[1] = Change.INSERT;
        changes[2] = Change.DELETE;

        Rows result = program.run(task.rows(batch));

        assertThat(shown(result)).containsExactly("+I [1, 6]", "-D [3, null]");
        assertThat(result.row(1)).isEqualTo(2);
        assertThat(result.batch().origin()).isNotNull();
        assertThat(result.batch().origin().describe(result.row(1))).isEqualTo("line 3");
        result.release();
    }

    @Test
    void aConstantColumnIsOneVectorForAllBatches() {
        CalcProgram program = task.program(stage(
                "tag",
                Kind.PROJECT,
                k,
                Literal.of("tag"),
                Literal.nullOf(v.type()),
                call("+", Literal.of(1), Literal.of(2))));
        List<Vector> seen = new ArrayList<>();
        for (int round = 0; round < 2; round++) {
            Rows result = program.run(task.rows(List.of(row(1, 5L, "a"), row(2, 15L, "b"))));
            assertThat(shown(result)).containsExactly("+I [1, tag, null, 3]", "+I [2, tag, null, 3]");
            seen.add(result.batch().column(1));
            result.release();
        }

        assertThat(seen.get(0)).isSameAs(seen.get(1));
    }

    @Test
    void stagesReadWhatTheStageBeforeHasMade() {
        Expr sum = call("+", v, k);
        Expr sumColumn = new ColumnRef(1, "sum", sum.type());
        Expr keyColumn = new ColumnRef(0, "k", k.type());
        CalcProgram program = task.program(
                stage("first", Kind.PROJECT, k, sum, s),
                stage("filter", Kind.FILTER, call(">", sumColumn, Literal.of(10))),
                stage("second", Kind.PROJECT, call("*", sumColumn, keyColumn), sumColumn, sumColumn));

        Rows result = program.run(task.rows(List.of(row(1, 5L, "a"), row(2, 15L, "b"), row(3, 8L, "c"))));

        assertThat(shown(result)).containsExactly("+I [34, 17, 17]", "+I [33, 11, 11]");
        result.release();
    }

    @Test
    void everyNodeCountsTheRowsItGetsAndGives() {
        CalcProgram program = task.program(
                stage("big", Kind.FILTER, call(">", v, Literal.of(10))),
                stage("half", Kind.PROJECT, call("/", v, k)),
                stage("routes", Kind.ROUTE, call(">", new ColumnRef(0, "h", v.type()), Literal.of(10))));

        List<Rows> results = program.runRouted(
                task.rows(List.of(row(1, 5L, "a"), row(0, 15L, "b"), row(3, 50L, "c"), row(5, 20L, "d"))));

        assertThat(results.stream().map(CalcFixture::shown)).containsExactly(List.of("+I [16]"), List.of("+I [4]"));
        assertThat(task.counted("big", Metric.ROWS_IN)).isEqualTo(4);
        assertThat(task.left("big", "out")).isEqualTo(3);
        assertThat(task.counted("half", Metric.ROWS_IN)).isEqualTo(3);
        assertThat(task.left("half", "out")).isEqualTo(2);
        assertThat(task.counted("routes", Metric.ROWS_IN)).isEqualTo(2);
        assertThat(task.left("routes", "o0")).isEqualTo(1);
        assertThat(task.left("routes", "otherwise")).isEqualTo(1);
        results.forEach(Rows::release);
    }

    @Test
    void aHelperStageLeavesTheCountingToTheOperatorBehindIt() {
        CalcStage helper = new CalcStage(
                "sums", Kind.PROJECT, List.of(call("/", Literal.of(6), v)), List.of("o0"), true, CalcCounts.NOTHING);
        CalcProgram program = task.program(helper);

        program.run(task.rows(List.of(row(1, 3L, "a"), row(2, 0L, "b")))).release();

        // The row that fails here is not seen by the operator behind.
        assertThat(task.counted("sums", Metric.ROWS_IN)).isEqualTo(1);
        assertThat(task.left("sums", "out")).isZero();
        assertThat(task.errors).singleElement().satisfies(error -> assertThat(error.nodeId())
                .contains("sums"));
    }

    @Test
    void aFailedRowIsReportedWithItsPlaceAndLeftOut() {
        CalcProgram program = task.program(stage("ratio", Kind.PROJECT, call("/", v, k), s));

        Rows result = program.run(task.rows(List.of(row(1, 5L, "a"), row(0, 15L, "b"), row(3, 9L, "c"))));

        assertThat(shown(result)).containsExactly("+I [5, a]", "+I [3, c]");
        assertThat(task.errors).hasSize(1);
        RunError error = task.errors.getFirst();
        assertThat(error.domain()).isEqualTo(ErrorDomain.USER);
        assertThat(error.code()).isEqualTo("expression.divisionByZero");
        assertThat(error.nodeId()).contains("ratio");
        assertThat(error.position()).contains("line 2");
        assertThat(error.message()).contains("15", "0", "division by zero");
        assertThat(task.raw).containsExactly("(k = 0, v = 15, s = b)");
        result.release();
    }

    @Test
    void aRowThatFailsInSeveralColumnsIsReportedOnce() {
        CalcProgram program = task.program(
                stage("ratios", Kind.PROJECT, call("/", v, k), call("MOD", v, k), call("/", Literal.of(7), k)));

        Rows result = program.run(task.selected(task.batch(List.of(row(1, 5L, "a"), row(0, 15L, "b"))), 1));

        assertThat(result.count()).isZero();
        assertThat(task.errors).hasSize(1);
        result.release();
    }

    @Test
    void aRowWithoutOriginIsNamedByItsValues() {
        CalcProgram program = task.program(stage("ratio", Kind.FILTER, call(">", call("/", v, k), Literal.of(1))));
        Batch batch = task.batch(List.of(row(0, 15L, "b")));
        batch.setOrigin(null);

        program.run(task.rows(batch)).release();

        assertThat(task.errors.getFirst().position()).contains("row (k = 0, v = 15, s = b)");
    }

    @Test
    void whenThePolicyEndsTheJobNothingStaysBehind() {
        task.skipsFailedRows = false;
        CalcProgram program = task.program(
                stage("ok", Kind.PROJECT, k, v), stage("ratio", Kind.ROUTE, call(">", call("/", v, k), Literal.of(1))));

        assertThatThrownBy(() -> program.runRouted(task.rows(List.of(row(1, 5L, "a"), row(0, 15L, "b")))))
                .isInstanceOf(RunException.class)
                .hasMessageContaining("line 2");
    }

    @Test
    void routeSendsEachRowToTheFirstBranchThatHolds() {
        CalcProgram program = task.program(stage(
                "routes",
                Kind.ROUTE,
                call(">", v, Literal.of(10)),
                call("<", v, Literal.of(20)),
                call(">", v, Literal.of(0))));

        List<Rows> results = program.runRouted(task.rows(
                List.of(row(1, 5L, "a"), row(2, 15L, "b"), row(3, null, "c"), row(4, 25L, "d"), row(5, 3L, "e"))));

        assertThat(results.stream().map(CalcFixture::shown))
                .containsExactly(
                        List.of("+I [2, 15, b]", "+I [4, 25, d]"),
                        List.of("+I [1, 5, a]", "+I [5, 3, e]"),
                        List.of(),
                        List.of("+I [3, null, c]"));
        results.forEach(Rows::release);
    }

    @Test
    void aRowThatFailsInALaterBranchOnlyFailsWhenItGetsThere() {
        CalcProgram program = task.program(stage(
                "routes",
                Kind.ROUTE,
                call("=", k, Literal.of(0)),
                call(">", call("/", v, call("-", k, Literal.of(1))), Literal.of(1))));

        List<Rows> results = program.runRouted(task.rows(List.of(row(0, 5L, "a"), row(1, 6L, "b"), row(2, 7L, "c"))));

        assertThat(results.stream().map(CalcFixture::shown))
                .containsExactly(List.of("+I [0, 5, a]"), List.of("+I [2, 7, c]"), List.of());
        assertThat(task.errors)
                .extracting(error -> error.position().orElseThrow())
                .containsExactly("line 2");
        results.forEach(Rows::release);
    }

    @Test
    void aFilterThatSplitsAnUpdateMakesDeleteOrInsertOfTheHalfThatStays() {
        CalcProgram program = task.program(stage("big", Kind.FILTER, call(">", v, Literal.of(10))));

        Rows result = program.run(task.rows(updates(5, 15, 25, 7, 30, 40)));

        assertThat(shown(result)).containsExactly("+I [1, 15, x]", "-D [2, 25, x]", "-U [4, 30, x]", "+U [5, 40, x]");
        result.release();
    }

    @Test
    void aRouteThatSplitsAnUpdateDeletesHereAndInsertsThere() {
        CalcProgram program = task.program(
                stage("plus", Kind.PROJECT, v),
                stage("routes", Kind.ROUTE, call(">", new ColumnRef(0, "v", v.type()), Literal.of(10))));

        List<Rows> results = program.runRouted(task.rows(updates(5, 15, 25, 7, 30, 40)));

        assertThat(results.stream().map(CalcFixture::shown))
                .containsExactly(List.of("+I [15]", "-D [25]", "-U [30]", "+U [40]"), List.of("-D [5]", "+I [7]"));
        results.forEach(Rows::release);
    }

    @Test
    void anUpdateOneHalfOfWhichFailsLosesOnlyThatHalf() {
        CalcProgram program = task.program(stage("ratio", Kind.PROJECT, call("/", Literal.of(100), v)));

        Rows result = program.run(task.rows(updates(5, 0, 0, 10)));

        assertThat(shown(result)).containsExactly("-D [20]", "+I [10]");
        assertThat(task.errors).hasSize(2);
        result.release();
    }

    @Test
    void changesOfTheInputAreNotTouchedByMending() {
        CalcProgram program = task.program(stage("big", Kind.FILTER, call(">", v, Literal.of(10))));
        Rows shared = task.rows(updates(5, 15));
        shared.retain();

        Rows result = program.run(shared);

        assertThat(shown(result)).containsExactly("+I [1, 15, x]");
        assertThat(shown(shared)).containsExactly("-U [0, 5, x]", "+U [1, 15, x]");
        result.release();
        shared.release();
    }

    @Test
    void nothingOfOneBatchShowsInTheNext() {
        CalcProgram program = task.program(stage("sum", Kind.PROJECT, call("+", v, k), s));
        Rows first = program.run(task.rows(List.of(row(1, null, "a"), row(2, 1L, "long text"))));
        first.release();

        Rows second = program.run(task.rows(List.of(row(1, 1L, "b"), row(2, null, null))));

        assertThat(BoxedValues.rows(second)).containsExactly(row(2L, "b"), row(null, null));
        second.release();
    }

    /** Pairs of an update, as values of v. */
    private Batch updates(long... values) {
        List<List<Object>> rows = new ArrayList<>();
        for (int i = 0; i < values.length; i++) {
            rows.add(List.of(i, values[i], "x"));
        }
        Batch batch = task.batch(rows);
        byte[] changes = batch.writableChanges();
        for (int i = 0; i < values.length; i++) {
            changes[i] = i % 2 == 0 ? Change.UPDATE_BEFORE : Change.UPDATE_AFTER;
        }
        return batch;
    }

    private static List<@Nullable Object> row(@Nullable Object... values) {
        return Arrays.asList(values);
    }
}
