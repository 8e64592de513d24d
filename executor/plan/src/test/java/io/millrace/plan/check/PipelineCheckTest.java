package io.millrace.plan.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.model.document.Edge;
import io.millrace.model.document.NodeId;
import io.millrace.model.document.NodeTypeName;
import io.millrace.model.edit.Edit;
import io.millrace.model.problem.Problem;
import io.millrace.model.type.ChangeMode;
import io.millrace.plan.testing.Drawing;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PipelineCheckTest {

    private static final String LATE_FLIGHTS = """
            - {id: flights, type: flights}
            - {id: late, type: filter, config: {condition: delay > 15}}
            - {id: shorter, type: select, config: {columns: [
                {name: minutes, expression: delay}, {name: from, expression: origin}]}}
            - {id: out, type: blackhole}
            """;

    @Test
    void everyEdgeOfASoundDrawingHasASchema() {
        Drawing drawing = Drawing.of(LATE_FLIGHTS, "flights > late > shorter > out");

        assertThat(drawing.problems()).isEmpty();
        assertThat(drawing.schema("late").schema())
                .isEqualTo(drawing.schema("flights").schema());
        assertThat(drawing.schema("shorter").schema().toString()).isEqualTo("(minutes INT, from STRING NOT NULL)");
        assertThat(drawing.schema("shorter").changeMode()).isEqualTo(ChangeMode.APPEND);
    }

    @Test
    void problemsOfAllNodesComeAtOnceInTheOrderOfTheDocument() {
        Drawing drawing = Drawing.of("""
                - {id: flights, type: flights}
                - {id: late, type: filter, config: {condition: dely > 15}}
                - {id: shorter, type: select, config: {columns: [
                    {name: minutes, expression: delay + origin}, {name: minutes, expression: distance}]}}
                - {id: out, type: balckhole}
                """, "flights > late > shorter > out");

        assertThat(drawing.check().problems())
                .extracting(problem -> problem.nodeId().orElseThrow().value() + " " + problem.code())
                .containsExactly(
                        "late column.unknown",
                        "shorter function.arguments",
                        "shorter column.duplicate",
                        "out node.type.unknown");
    }

    @Test
    void whatCanBeTypedBehindAFlawIsTyped() {
        Drawing drawing = Drawing.of("""
                - {id: flights, type: flights}
                - {id: late, type: filter, config: {condition: dely > 15}}
                - {id: far, type: filter, config: {condition: distnce > 15}}
                - {id: out, type: blackhole}
                """, "flights > late > far > out");

        assertThat(drawing.check().problems())
                .extracting(problem -> problem.args().get("column"))
                .containsExactly("dely", "distnce");
    }

    @Test
    void aFixOfAnExpressionIsAnEditOfItsField() {
        Drawing drawing = Drawing.of("""
                - {id: flights, type: flights}
                - {id: late, type: filter, config: {condition: dely > 15}}
                - {id: out, type: blackhole}
                """, "flights > late > out");

        Problem problem = onlyProblem(drawing);
        assertThat(problem.toString())
                .isEqualTo("error column.unknown at late config.condition 0-4:"
                        + " There is no column `dely`; did you mean `delay`?");
        assertThat(problem.fixes().getFirst().edits().getFirst().toString())
                .contains("late", "condition", "delay > 15");
    }

    @Test
    void aConditionMustBeBoolean() {
        assertThat(Drawing.of("""
                        - {id: flights, type: flights}
                        - {id: late, type: filter, config: {condition: delay}}
                        - {id: out, type: blackhole}
                        """, "flights > late > out").problems())
                .containsExactly("error expression.type at late config.condition 0-5:"
                        + " A condition must be BOOLEAN; this is INT");
    }

    @Test
    void anExpressionOverUnknownColumnsIsCheckedForItsSyntax() {
        Drawing drawing = Drawing.of("""
                - {id: flights, type: flihgts}
                - {id: late, type: filter, config: {condition: delay >}}
                - {id: out, type: blackhole}
                """, "flights > late > out");

        assertThat(drawing.check().problems())
                .extracting(problem -> problem.code().value())
                .containsExactly("node.type.unknown", "expression.syntax");
    }

    @Test
    void anUnknownTypeGetsTheNearestOneAsAFix() {
        Problem problem = Drawing.of("- {id: late, type: fliter, config: {condition: delay > 15}}")
                .check()
                .problems()
                .getFirst();

        assertThat(problem.message()).isEqualTo("There is no node type `fliter`; did you mean `filter`?");
        assertThat(problem.fixes().getFirst().edits())
                .containsExactly(new Edit.SetNodeType(new NodeId("late"), new NodeTypeName("filter"), 1));
    }

    /** What other tools call it, the beginning of its name, other capitals. */
    @ParameterizedTest
    @CsvSource({"dedup, deduplicate", "agg, aggregate", "groupBy, aggregate", "where, filter", "map, select"})
    void aTypeOfAnotherToolIsMendedByTheOneThatDoesTheSame(String wanted, String meant) {
        Problem problem =
                Drawing.of("- {id: n, type: " + wanted + "}").check().problems().getFirst();

        assertThat(problem.message())
                .isEqualTo("There is no node type `" + wanted + "`; did you mean `" + meant + "`?");
        assertThat(problem.fixes().getFirst().edits())
                .containsExactly(new Edit.SetNodeType(new NodeId("n"), new NodeTypeName(meant), 1));
    }

    @Test
    void aTypeThatIsLikeNoneIsToldWhichThereAre() {
        Problem problem =
                Drawing.of("- {id: n, type: quxify}").check().problems().getFirst();

        assertThat(problem.message()).startsWith("There is no node type `quxify`; there are aggregate, blackhole, ");
        assertThat(problem.fixes()).isEmpty();
    }

    @Test
    void anUnknownVersionNamesTheNewest() {
        assertThat(Drawing.of("- {id: late, type: filter, typeVersion: 7, config: {condition: 'TRUE'}}")
                        .check()
                        .problems()
                        .getFirst()
                        .message())
                .isEqualTo("There is no version 7 of the node type `filter`; the newest is 1");
    }

    @Test
    void anEdgeToNowhereIsAProblemAtBothItsEnds() {
        Drawing drawing = Drawing.of(LATE_FLIGHTS, "flights > late > shorter > out", "flihgts > nowhere");

        assertThat(drawing.problems())
                .containsExactly(
                        "error node.unknown at edges[3].from.node: The edge flihgts.out → nowhere.in names the node"
                                + " `flihgts`, which is not there; did you mean `flights`?",
                        "error node.unknown at edges[3].to.node: The edge flihgts.out → nowhere.in names the node"
                                + " `nowhere`, which is not there");
    }

    @Test
    void anUnknownPortNamesThePortsThereAre() {
        Problem problem = Drawing.of(LATE_FLIGHTS, "flights.uot > late", "late > shorter > out")
                .check()
                .problems()
                .getFirst();

        assertThat(problem.message()).isEqualTo("`flights` has no output `uot`; its output is out");
        assertThat(problem.fixes().getFirst().edits())
                .contains(new Edit.AddEdge(Edge.between(new NodeId("flights"), new NodeId("late")), Optional.empty()));
    }

    @Test
    void aSecondEdgeIntoAPortOfOneIsAProblem() {
        Drawing drawing = Drawing.of(LATE_FLIGHTS, "flights > late > shorter > out", "flights > shorter");
        Problem problem = onlyProblem(drawing);

        assertThat(problem.code().value()).isEqualTo("port.crowded");
        assertThat(problem.fixes().getFirst().edits())
                .containsExactly(new Edit.RemoveEdge(Edge.between(new NodeId("flights"), new NodeId("shorter"))));
    }

    @Test
    void aNodeWithoutInputIsAProblem() {
        assertThat(Drawing.of(LATE_FLIGHTS, "flights > late", "shorter > out").problems())
                .containsExactly(
                        "warning node.unused at late: The rows of `late` go nowhere, so it will not run; draw an edge from"
                                + " it",
                        "error port.unconnected at shorter: No rows come to `in` of `shorter`; draw an edge to it");
    }

    @Test
    void aCircleIsNamedAndTheRestIsStillTyped() {
        Drawing drawing = Drawing.of("""
                - {id: flights, type: flights}
                - {id: a, type: union}
                - {id: b, type: filter, config: {condition: delay > 15}}
                - {id: out, type: blackhole}
                - {id: c, type: filter, config: {condition: dely > 15}}
                - {id: out2, type: blackhole}
                """, "flights > a > b > a", "b > out", "flights > c > out2");

        assertThat(drawing.problems())
                .containsExactly(
                        "error edge.cycle at edges[2]: Rows go in a circle: a → b → a; remove one of these edges",
                        "error column.unknown at c config.condition 0-4:"
                                + " There is no column `dely`; did you mean `delay`?");
    }

    @Test
    void anEmptyPipelineAndOneWithoutASinkSayWhatIsMissing() {
        assertThat(Drawing.of("[]").problems())
                .containsExactly("error pipeline.empty: The pipeline has no nodes; start with a source and a sink");
        assertThat(Drawing.of("- {id: flights, type: flights}").problems())
                .contains("error pipeline.noSink: The pipeline writes nothing; draw its last rows to a sink");
    }

    @Test
    void flawsOfAConfigAreProblemsOfItsFields() {
        assertThat(Drawing.of("""
                        - {id: flights, type: flights, config: {speed: 3}}
                        - {id: late, type: filter, config: {conditoin: delay > 15}}
                        - {id: out, type: blackhole}
                        """, "flights > late > out").check().problems())
                .extracting(problem -> problem.nodeId().orElseThrow() + " "
                        + problem.fieldPath().orElseThrow())
                .contains("flights config.speed", "late config.conditoin", "late config.condition");
    }

    @Test
    void theColumnsOfASourceAreReadFromItsConfig() {
        Drawing drawing = Drawing.of("""
                - {id: t, type: table, config: {schema: [{name: a, type: INT}, {name: b, type: 'ROW<x INT>'}]}}
                - {id: out, type: blackhole}
                """, "t > out");

        assertThat(drawing.problems()).isEmpty();
        assertThat(drawing.schema("t").schema().toString()).isEqualTo("(a INT, b ROW<x INT>)");
    }

    @Test
    void twoColumnsOfASourceWithOneNameAreAProblem() {
        assertThat(Drawing.of("""
                        - {id: t, type: table, config: {schema: [{name: a, type: INT}, {name: a, type: STRING}]}}
                        - {id: out, type: blackhole}
                        """, "t > out").problems())
                .containsExactly("error column.duplicate at t config.schema[1].name: There is a column `a` before; each"
                        + " name stands once");
    }

    @Test
    void aSinkRefusesChangesItCannotWriteAndSaysWhatToDo() {
        assertThat(Drawing.of("""
                        - {id: flights, type: flights}
                        - {id: count, type: aggregate, config: {aggregates: [{id: n, name: n, function: COUNT}]}}
                        - {id: out, type: log}
                        """, "flights > count > out").problems())
                .containsExactly("error changes.refused at out: `out` writes new rows only; what comes is a result that"
                        + " changes as rows come. Give the aggregate a window, so that its results are final, or use a sink"
                        + " that takes changes");
    }

    @Test
    void aSinkThatWritesChangesAsRowsWantsAColumnForThemAndOffersOne() {
        String counts = """
                - {id: flights, type: flights}
                - {id: count, type: aggregate, config: {aggregates: [{id: n, name: n, function: COUNT}]}}
                """;
        Drawing drawing = Drawing.of(counts + "- {id: out, type: book}\n", "flights > count > out");

        assertThat(drawing.problems())
                .containsExactly(
                        "error changes.refused at out config.changes: What comes is a result that changes as rows"
                                + " come, and what `out` has written cannot be changed. Write each change as a row by `changes`, or"
                                + " give the aggregate a window, so that its results are final");
        assertThat(onlyProblem(drawing).fixes()).hasSize(1);
        assertThat(Drawing.of(counts + "- {id: out, type: book, config: {changes: c}}\n", "flights > count > out")
                        .problems())
                .isEmpty();
        assertThat(Drawing.of("- {id: flights, type: flights}\n- {id: out, type: book}\n", "flights > out")
                        .problems())
                .isEmpty();
    }

    @Test
    void aDefaultThatIsNoneOfTheParametersTypeIsAProblem() {
        assertThat(Drawing.of(LATE_FLIGHTS, "flights > late > shorter > out")
                        .withParameters("- {name: threshold, type: INT, default: many}")
                        .problems())
                .containsExactly("error parameter.value at parameters[0].default: `many` is no INT, which the parameter"
                        + " `threshold` is");
    }

    private static Problem onlyProblem(Drawing drawing) {
        List<Problem> problems = drawing.check().problems();
        assertThat(problems).hasSize(1);
        return problems.getFirst();
    }
}
