package io.millrace.plan.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.model.problem.Fix;
import io.millrace.model.problem.Problem;
import io.millrace.model.type.EdgeSchema;
import io.millrace.plan.compare.Comparison;
import io.millrace.plan.compare.Comparison.Planned;
import io.millrace.plan.testing.Drawing;
import io.millrace.protocol.plan.PhysicalOperator;
import java.time.Duration;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class OverTest {

    private static final String TOTAL =
            "partitionBy: [{id: k, column: sensor}], functions: [{id: s, name: total, function: SUM, argument: reading}]";

    private static String framed(String frame) {
        return TOTAL + ", frame: {" + frame + "}";
    }

    @Test
    void rowsKeepWhatTheyHaveAndGetResults() {
        EdgeSchema rows = readings(
                        "functions: [{id: a, name: n, function: COUNT}, {id: b, name: total, function: SUM, argument: reading},"
                                + " {id: c, name: place, function: ROW_NUMBER}, {id: d, name: before, function: LAG, argument: sensor},"
                                + " {id: e, name: first, function: FIRST_VALUE, argument: '`at`'}]")
                .schema("over");

        assertThat(rows.changeMode()).hasToString("append");
        assertThat(rows.eventTime()).contains("at");
        assertThat(rows.schema().columns().stream().map(Object::toString))
                .containsExactly(
                        "at TIMESTAMP(3) NOT NULL",
                        "sensor INT NOT NULL",
                        "reading DOUBLE",
                        "tags ARRAY<INT>",
                        "n BIGINT NOT NULL",
                        "total DOUBLE",
                        "place BIGINT NOT NULL",
                        "before INT",
                        "first TIMESTAMP(3) NOT NULL");
    }

    @Test
    void whatLooksAheadChanges() {
        Drawing drawing = readings(
                "partitionBy: [{id: k, column: sensor}], stateTtl: 1 h, functions: [{id: a, name: next, function: LEAD, argument: sensor},"
                        + " {id: n, name: n, function: COUNT}]");
        EdgeSchema rows = drawing.schema("over");

        assertThat(rows.changeMode()).hasToString("retract");
        assertThat(rows.eventTime()).isEmpty();
        assertThat(rows.schema().columns().stream().skip(4).map(Object::toString))
                .containsExactly("next INT", "n BIGINT NOT NULL");
        assertThat(drawing.plan(2).operators().operators())
                .anyMatch(operator -> operator.type().equals("lead")
                        && operator.config().toString().contains("\"ttlMicros\":3600000000"));
    }

    @Test
    void whatIsWrongIsReportedAtOnce() {
        assertThat(readings("partitionBy: [{id: a, column: tags}, {id: b, column: sensr}], functions: ["
                                + "{id: a, name: reading, function: COUNT}, {id: b, name: b, function: SUM},"
                                + " {id: c, name: c, function: ROW_NUMBER, argument: sensor},"
                                + " {id: d, name: d, function: MIN, argument: tags}, {id: e, name: e, function: LAG, argument: 'NULL'},"
                                + " {id: f, name: f, function: SUM, argument: reading, offset: 2}]")
                        .problems())
                .satisfiesExactly(
                        nested -> assertThat(nested)
                                .isEqualTo(
                                        "error column.type at over config.partitionBy[a].column: Rows cannot be told apart by"
                                                + " values of ARRAY<INT>"),
                        unknown -> assertThat(unknown)
                                .startsWith("error column.unknown at over config.partitionBy[b].column"),
                        taken -> assertThat(taken)
                                .isEqualTo(
                                        "error column.duplicate at over config.functions[a].name: There is a column `reading`"
                                                + " before; each name stands once"),
                        bare -> assertThat(bare)
                                .isEqualTo(
                                        "error function.arguments at over config.functions[b].argument: SUM needs an argument;"
                                                + " only COUNT and ROW_NUMBER can do without"),
                        number -> assertThat(number)
                                .isEqualTo(
                                        "error function.arguments at over config.functions[c].argument: ROW_NUMBER has no"
                                                + " argument; take it away"),
                        unordered -> assertThat(unordered)
                                .startsWith("error function.arguments at over config.functions[d].argument"),
                        untyped -> assertThat(untyped)
                                .startsWith(
                                        "error expression.type at over config.functions[e].argument: NULL alone has no type"),
                        offset -> assertThat(offset)
                                .isEqualTo(
                                        "error function.arguments at over config.functions[f].offset: Only LAG and LEAD look"
                                                + " some rows away; take `offset` away"));
    }

    @Test
    void rowsWithoutTimeAndRowsThatChangeAreRefused() {
        assertThat(Drawing.of("""
                        - {id: flights, type: flights}
                        - {id: over, type: over, config: {functions: [{id: n, name: n, function: COUNT}]}}
                        - {id: out, type: blackhole}
                        """, "flights > over > out").problems())
                .containsExactly(
                        "error eventTime.missing at over: Rows are in the order of event time, and these have none; put a"
                                + " watermark node before, and let select nodes pass its column through");
        assertThat(Drawing.of("""
                        - {id: flights, type: flights}
                        - {id: n, type: aggregate, config: {aggregates: [{id: n, name: n, function: COUNT}]}}
                        - {id: over, type: over, config: {functions: [{id: m, name: m, function: COUNT}]}}
                        - {id: out, type: blackhole}
                        """, "flights > n > over > out").problems())
                .singleElement()
                .asString()
                .startsWith("error changes.refused at over: Results are of rows in the order of time");
    }

    @Test
    void partitionsThatStayForEverAreAWarningAndThoseThatTimeTakesAwayAreNone() {
        Problem problem =
                readings(framed("type: rows, preceding: 10")).check().problems().getFirst();

        assertThat(problem.toString())
                .startsWith(
                        "warning state.grows at over config.stateTtl: Partitions are kept for ever, at about 1960 bytes each");
        assertThat(problem.fixes())
                .extracting(Fix::label)
                .containsExactly("Keep them for 7 days", "Keep them for ever");
        assertThat(readings(TOTAL).problems()).hasSize(1);
        assertThat(readings(TOTAL).withStateTtl(Duration.ofDays(1)).problems()).isEmpty();
        assertThat(readings(framed("type: range, preceding: 1 h")).problems()).isEmpty();
        Problem refused = readings(framed("type: range, preceding: 1 h") + ", stateTtl: 1 d")
                .check()
                .problems()
                .getFirst();
        assertThat(refused.toString()).startsWith("error state.ttl at over config.stateTtl: What the frame needs goes");
        assertThat(refused.fixes()).extracting(Fix::label).containsExactly("Take it away");
    }

    @Test
    void onlyWhatIsReadComesAndLateRowsComeWhole() {
        Drawing drawing = Drawing.of("""
                - {id: flights, type: flights}
                - {id: time, type: watermark, config: {column: date}}
                - {id: over, type: over, config: {partitionBy: [{id: o, column: origin}],
                    functions: [{id: d, name: total, function: SUM, argument: delay * 2}, {id: n, name: n, function: ROW_NUMBER}]}}
                - {id: names, type: select, config: {columns: [{name: total, expression: total}]}}
                - {id: out, type: blackhole}
                """, "flights > time > over > names > out");

        assertThat(drawing.problems()).isEmpty();
        assertThat(operator(drawing).inputs().getFirst().schema().names())
                .containsExactlyInAnyOrder("date", "origin", "$d");
        assertThat(operator(drawing).outputs())
                .singleElement()
                .satisfies(out -> assertThat(out.schema().names()).containsExactly("total", "n"));
        Drawing late = Drawing.of("""
                - {id: flights, type: flights}
                - {id: time, type: watermark, config: {column: date}}
                - {id: over, type: over, config: {functions: [{id: d, name: total, function: SUM, argument: delay * 2}]}}
                - {id: out, type: blackhole}
                - {id: late, type: blackhole}
                """, "flights > time > over > out", "over.late > late");
        assertThat(late.problems()).isEmpty();
        assertThat(late.schema("over.late").schema().names())
                .isEqualTo(late.schema("time").schema().names());
        assertThat(operator(late).outputs()).hasSize(2);
    }

    @Test
    void stateGoesOnUnderTheSameFrame() {
        assertThat(change(framed("type: rows, preceding: 10"), framed("type: rows, preceding: 10") + ", stateTtl: 1 d"))
                .isEqualTo("rows KEEP, pending KEEP");
        assertThat(change(framed("type: rows, preceding: 10"), framed("type: rows, preceding: 11")))
                .isEqualTo("rows REBUILD, pending REBUILD");
        assertThat(change(TOTAL, TOTAL)).isEqualTo("rows KEEP, pending KEEP, totals KEEP");
        assertThat(change(TOTAL, TOTAL.replace("SUM", "MAX"))).isEqualTo("rows KEEP, pending KEEP, totals REBUILD");
        assertThat(change(TOTAL, TOTAL.replace("column: sensor", "column: reading")))
                .isEqualTo("rows REBUILD, pending REBUILD, totals REBUILD");
    }

    private static String change(String before, String now) {
        Drawing old = readings(before);
        Drawing other = readings(now);
        return Comparison.of(
                        new Planned(old.document(), old.plan(2).operators()),
                        new Planned(other.document(), other.plan(2).operators()))
                .changes()
                .stream()
                .filter(state -> state.node().value().equals("over"))
                .map(state -> state.role() + " " + state.fate())
                .collect(Collectors.joining(", "));
    }

    private static PhysicalOperator operator(Drawing drawing) {
        return drawing.plan(2).operators().operators().stream()
                .filter(operator -> operator.type().equals("over"))
                .findFirst()
                .orElseThrow();
    }

    private static Drawing readings(String config) {
        return Drawing.of("""
                - {id: readings, type: table, config: {schema: [{name: at, type: TIMESTAMP(3) NOT NULL},
                    {name: sensor, type: INT NOT NULL}, {name: reading, type: DOUBLE}, {name: tags, type: ARRAY<INT>}]}}
                - {id: time, type: watermark, config: {column: at}}
                - {id: over, type: over, config: {%s}}
                - {id: out, type: blackhole}
                """.formatted(config), "readings > time > over > out");
    }
}
