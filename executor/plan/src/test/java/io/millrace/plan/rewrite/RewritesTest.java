package io.millrace.plan.rewrite;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.plan.Plan;
import io.millrace.plan.PlanOptions;
import io.millrace.plan.logical.Calc;
import io.millrace.plan.logical.LogicalNode;
import io.millrace.plan.logical.LogicalPlan;
import io.millrace.plan.logical.SourceRead;
import io.millrace.plan.logical.Stage;
import io.millrace.plan.testing.Drawing;
import io.millrace.plan.testing.PlanSummary;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RewritesTest {

    private static final String FLIGHTS = "- {id: flights, type: flights}\n";
    private static final String RENAME = """
            - {id: rename, type: select, config: {columns: [
                {name: d, expression: delay}, {name: far, expression: distance * 2}]}}
            """;
    private static final String LATE = "- {id: late, type: filter, config: {condition: d > 15}}\n";
    private static final String OUT = "- {id: out, type: blackhole}\n";

    @Test
    void aFilterOfColumnsThatPassMovesBeforeTheSelect() {
        Plan plan = Drawing.of(FLIGHTS + RENAME + LATE + OUT, "flights > rename > late > out")
                .planWithOnly("push-filter-down", 1);

        assertThat(path(plan.logical())).containsExactly("source flights", "filter late", "project rename", "sink out");
        assertThat(plan.rewrites())
                .extracting(AppliedRewrite::what)
                .containsExactly("the filter `late` runs before `rename`");
        assertThat(plan.logical()
                        .schema(plan.logical()
                                .nodes()
                                .getLast()
                                .inputs()
                                .getFirst()
                                .getFirst())
                        .schema())
                .isEqualTo(plan.drawn()
                        .schema(plan.drawn()
                                .nodes()
                                .getLast()
                                .inputs()
                                .getFirst()
                                .getFirst())
                        .schema());
    }

    @Test
    void aFilterOfAComputedColumnStays() {
        String far = "- {id: late, type: filter, config: {condition: far > 15}}\n";

        assertThat(Drawing.of(FLIGHTS + RENAME + far + OUT, "flights > rename > late > out")
                        .planWithOnly("push-filter-down", 1)
                        .rewrites())
                .isEmpty();
    }

    @Test
    void aFilterDoesNotMoveWhereOthersReadWhatItReads() {
        assertThat(Drawing.of(
                                FLIGHTS + RENAME + LATE + OUT + "- {id: all, type: blackhole}\n",
                                "flights > rename > late > out",
                                "rename > all")
                        .planWithOnly("push-filter-down", 1)
                        .rewrites())
                .isEmpty();
    }

    @Test
    void aFilterDoesNotMovePastAWatermark() {
        String time = "- {id: time, type: watermark, config: {column: date}}\n";
        String late = "- {id: late, type: filter, config: {condition: delay > 15}}\n";

        assertThat(Drawing.of(FLIGHTS + time + late + OUT, "flights > time > late > out")
                        .planWithOnly("push-filter-down", 1)
                        .rewrites())
                .isEmpty();
    }

    @Test
    void aFilterBehindAUnionMovesIntoEachInput() {
        String union = """
                - {id: east, type: flights}
                - {id: west, type: flights}
                - {id: both, type: union}
                - {id: late, type: filter, config: {condition: delay > 15}}
                """;

        assertThat(path(Drawing.of(union + OUT, "east > both > late > out", "west > both")
                        .planWithOnly("push-filter-down", 1)
                        .logical()))
                .containsExactly(
                        "source east", "filter late", "source west", "filter late", "project both", "sink out");
    }

    @Test
    void aSourceReadsOnlyTheColumnsThatAreRead() {
        Plan plan = Drawing.of(FLIGHTS + RENAME + LATE + OUT, "flights > rename > late > out")
                .planWithOnly("prune-columns", 1);
        SourceRead source = (SourceRead) plan.logical().nodes().getFirst().operator();

        assertThat(source.projection()).containsExactly(1, 2);
        assertThat(source.outputs().getFirst().schema().names()).containsExactly("delay", "distance");
        assertThat(plan.rewrites())
                .extracting(AppliedRewrite::what)
                .containsExactly("`flights` reads 2 of its 5 columns");
        assertThat(plan.logical().nodes().getLast().operator().inputs())
                .isEqualTo(plan.drawn().nodes().getLast().operator().inputs());
    }

    @Test
    void aSourceThatCannotLeaveOutColumnsReadsAll() {
        String table = "- {id: rows, type: table, config: {schema: [{name: a, type: INT}, {name: b, type: INT}]}}\n";
        String a = "- {id: a, type: select, config: {columns: [{name: a, expression: a}]}}\n";

        assertThat(Drawing.of(table + a + OUT, "rows > a > out")
                        .planWithOnly("prune-columns", 1)
                        .rewrites())
                .isEmpty();
    }

    @Test
    void columnsThatNobodyReadsAreNotComputed() {
        String only = "- {id: only, type: select, config: {columns: [{name: d, expression: d}]}}\n";
        Plan plan = Drawing.of(FLIGHTS + RENAME + only + OUT, "flights > rename > only > out")
                .planWithOnly("prune-columns", 1);

        assertThat(((SourceRead) plan.logical().nodes().getFirst().operator()).projection())
                .containsExactly(1);
        assertThat(plan.rewrites().getFirst().what())
                .isEqualTo("`flights` reads 1 of its 5 columns, `rename` computes only what is read");
    }

    @Test
    void rowsAreStillCountedWhenNoColumnIsRead() {
        String count = "- {id: n, type: aggregate, config: {aggregates: [{id: n, name: n, function: COUNT}]}}\n";
        Plan plan = Drawing.of(FLIGHTS + count + OUT, "flights > n > out").planWithOnly("prune-columns", 1);

        assertThat(((SourceRead) plan.logical().nodes().getFirst().operator()).projection())
                .containsExactly(0);
    }

    @Test
    void eachReaderOfASourceGetsWhatAllReadersNeed() {
        String two = """
                - {id: a, type: select, config: {columns: [{name: d, expression: delay}]}}
                - {id: b, type: select, config: {columns: [{name: o, expression: origin}]}}
                - {id: outb, type: blackhole}
                """;
        Plan plan = Drawing.of(FLIGHTS + two + OUT, "flights > a > out", "flights > b > outb")
                .planWithOnly("prune-columns", 1);

        assertThat(((SourceRead) plan.logical().nodes().getFirst().operator()).projection())
                .containsExactly(1, 3);
    }

    @Test
    void inputsOfAUnionAreMadeAlikeWhenOneReadsMore() {
        String union = """
                - {id: east, type: flights}
                - {id: west, type: flights}
                - {id: both, type: union}
                - {id: d, type: select, config: {columns: [{name: d, expression: delay}]}}
                - {id: raw, type: blackhole}
                """;
        Plan plan = Drawing.of(union + OUT, "east > both > d > out", "west > both", "west > raw")
                .planWithOnly("prune-columns", 1);

        assertThat(path(plan.logical()))
                .containsExactlyInAnyOrder(
                        "source east",
                        "source west",
                        "project both",
                        "project both",
                        "project d",
                        "sink out",
                        "sink raw");
        assertThat(plan.logical().nodes().stream()
                        .filter(node -> node.operator() instanceof SourceRead)
                        .map(node -> ((SourceRead) node.operator()).projection().size()))
                .containsExactlyInAnyOrder(1, 5);
    }

    @Test
    void theRightSideOfAJoinIsPrunedAsWell() {
        String join = """
                - {id: airports, type: flights}
                - {id: named, type: join, config: {kind: lookup, on: [{id: k, left: origin, right: origin}],
                    columns: [{name: other, column: delay}]}}
                - {id: two, type: select, config: {columns: [{name: a, expression: other}, {name: b, expression: distance}]}}
                """;
        Plan plan = Drawing.of(
                        FLIGHTS + join + OUT, "flights > named.left", "airports > named.right", "named > two > out")
                .planWithOnly("prune-columns", 1);

        assertThat(plan.logical().nodes().stream()
                        .filter(node -> node.operator() instanceof SourceRead)
                        .map(node -> ((SourceRead) node.operator())
                                .outputs()
                                .getFirst()
                                .schema()
                                .names()))
                .containsExactly(List.of("distance", "origin"), List.of("delay", "origin"));
    }

    @Test
    void neighboursThatLookAtOneRowRunAsOneOperator() {
        Plan plan = Drawing.of(FLIGHTS + RENAME + LATE + OUT, "flights > rename > late > out")
                .planWithOnly("merge-calcs", 1);

        assertThat(PlanSummary.of(plan.operators()))
                .containsExactly("0 x1: source[flights], calc[rename, late], sink[out]");
    }

    @Test
    void nothingMergesBehindARoute() {
        String route = """
                - {id: parts, type: route, config: {branches: [{id: late, condition: delay > 15}]}}
                - {id: far, type: filter, config: {condition: distance > 1000}}
                """;

        assertThat(PlanSummary.of(Drawing.of(FLIGHTS + route + OUT, "flights > parts", "parts.late > far > out")
                        .plan(1)
                        .operators()))
                .containsExactly("0 x1: source[flights], calc[parts], calc[far], sink[out]");
    }

    @Test
    void withoutRewritesThePlanIsAsDrawn() {
        Plan plan = Drawing.of(FLIGHTS + RENAME + LATE + OUT, "flights > rename > late > out")
                .planAsDrawn(2);

        assertThat(plan.rewrites()).isEmpty();
        assertThat(plan.logical()).isEqualTo(plan.drawn());
        assertThat(path(plan.logical())).containsExactly("source flights", "project rename", "filter late", "sink out");
    }

    @Test
    void oneRewriteCanBeLeftOut() {
        Plan plan = Drawing.of(FLIGHTS + RENAME + LATE + OUT, "flights > rename > late > out")
                .plan(new PlanOptions(1, Set.of("prune-columns")));

        assertThat(plan.rewrites()).extracting(AppliedRewrite::name).containsExactly("push-filter-down", "merge-calcs");
    }

    @Test
    void theNamesOfAllRewritesAreKnown() {
        assertThat(Rewriter.names())
                .containsExactly("push-filter-down", "prune-columns", "split-aggregation", "merge-calcs");
    }

    /** What each logical node does, in order. */
    private static List<String> path(LogicalPlan plan) {
        return plan.nodes().stream().map(RewritesTest::word).toList();
    }

    private static String word(LogicalNode node) {
        if (node.operator() instanceof Calc calc && calc.stages().size() == 1) {
            Stage stage = calc.stages().getFirst();
            return stage.getClass().getSimpleName().toLowerCase(Locale.ROOT) + " " + stage.node();
        }
        return node.operator().type() + " " + node.operator().nodeIds().getFirst();
    }
}
