package io.millrace.plan.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.plan.testing.Drawing;
import org.junit.jupiter.api.Test;

class JoinTest {

    private static final String ON = "on: [{id: k, left: origin, right: iata}]";

    @Test
    void withoutAListAllRightColumnsButTheKeysAreAdded() {
        assertThat(join("rows: 3,", ON).schema("named").schema().names())
                .containsExactly("date", "delay", "distance", "origin", "destination", "city", "size");
    }

    @Test
    void aLeftJoinMakesRightColumnsNullable() {
        assertThat(join("rows: 3,", "type: left, " + ON + ", columns: [{column: size}]")
                        .schema("named")
                        .schema()
                        .toString())
                .endsWith("size BIGINT)");
        assertThat(join("rows: 3,", ON + ", columns: [{column: size}]")
                        .schema("named")
                        .schema()
                        .toString())
                .endsWith("size BIGINT NOT NULL)");
    }

    @Test
    void anAddedColumnCanHaveAnotherName() {
        assertThat(join("rows: 3,", ON + ", columns: [{column: city, name: town}]")
                        .schema("named")
                        .schema()
                        .names())
                .endsWith("destination", "town");
    }

    @Test
    void aNameThatIsTakenIsAProblem() {
        assertThat(join("rows: 3,", ON + ", columns: [{column: city, name: origin}]")
                        .problems())
                .containsExactly(
                        "error column.duplicate at named config.columns[0].name: There is a column `origin` before;"
                                + " each name stands once");
    }

    @Test
    void allUnknownColumnsAreReportedAtOnce() {
        assertThat(join("rows: 3,", "on: [{id: k, left: orign, right: iatta}], columns: [{column: citi}]")
                        .check()
                        .problems())
                .extracting(problem -> problem.fieldPath().orElseThrow().toString())
                .containsExactly("config.on[k].left", "config.on[k].right", "config.columns[0].column");
    }

    @Test
    void theRightSideMustEnd() {
        assertThat(join("", ON).problems())
                .containsExactly(
                        "error input.unbounded at named: The right rows are read to their end before the first left"
                                + " row, and these have no end");
    }

    @Test
    void keysThatCannotBeComparedAreAProblem() {
        assertThat(join("rows: 3,", "on: [{id: k, left: date, right: size}]").problems())
                .containsExactly(
                        "error column.type at named config.on[k]: `date` is TIMESTAMP(3) and `size` is BIGINT; CAST"
                                + " one to the type of the other in a select node before");
    }

    @Test
    void bothSidesOfOneSourceAreRefused() {
        Drawing drawing = Drawing.of("""
                - {id: flights, type: flights}
                - {id: far, type: filter, config: {condition: distance > 1000}}
                - {id: named, type: join, config: {kind: lookup, on: [{id: k, left: origin, right: destination}],
                    columns: [{column: delay, name: other}]}}
                - {id: out, type: blackhole}
                """, "flights > named.left", "flights > far > named.right", "named > out");

        assertThat(drawing.problems())
                .containsExactly(
                        "error join.sharedInput at named: Both sides come from `flights`, which cannot hold back the"
                                + " left rows until the right ones are read; read the right side by a source of its own");
    }

    @Test
    void eventTimeAndChangesAreThoseOfTheLeftRows() {
        Drawing drawing = Drawing.of("""
                - {id: flights, type: flights}
                - {id: time, type: watermark, config: {column: date}}
                - {id: airports, type: table, config: {rows: 3, schema: [{name: iata, type: STRING}]}}
                - {id: named, type: join, config: {kind: lookup, on: [{id: k, left: origin, right: iata}]}}
                - {id: out, type: blackhole}
                """, "flights > time > named.left", "airports > named.right", "named > out");

        assertThat(drawing.schema("named").eventTime()).contains("date");
    }

    @Test
    void aRegularJoinHasNoEventTimeAndKeepsTheKeysThatStayUnique() {
        Drawing drawing = regular("");

        assertThat(drawing.schema("both").eventTime()).isEmpty();
        assertThat(drawing.schema("both").changeMode()).hasToString("retract");
        assertThat(drawing.schema("both").keys()).isEmpty();
        assertThat(drawing.schema("both").schema().names())
                .containsExactly("date", "delay", "distance", "origin", "destination", "n");
        assertThat(drawing.problems()).isEmpty();
    }

    @Test
    void aRegularJoinIsInner() {
        assertThat(regular("type: left,").problems())
                .containsExactly(
                        "error join.type at both config.type: A `regular` join is `inner`; a `lookup` join of a"
                                + " bounded right side can be `left`");
    }

    @Test
    void bothSidesOfARegularJoinMayComeFromOneNodeAndHaveNoEnd() {
        assertThat(regular("").plan(2).operators().operators())
                .extracting(operator -> operator.type())
                .contains("regularJoin");
    }

    private static Drawing regular(String config) {
        return Drawing.of(
                """
                - {id: flights, type: flights}
                - {id: time, type: watermark, config: {column: date}}
                - {id: counted, type: aggregate, config: {groupBy: [{id: o, name: o, expression: origin}],
                    aggregates: [{id: n, name: n, function: COUNT}]}}
                - {id: both, type: join, config: {kind: regular, %s on: [{id: k, left: origin, right: o}]}}
                - {id: out, type: blackhole}
                """.formatted(config), "flights > time > both.left", "time > counted > both.right", "both > out");
    }

    private static Drawing join(String table, String config) {
        return Drawing.of(
                """
                - {id: flights, type: flights}
                - {id: airports, type: table, config: {%s schema: [{name: iata, type: STRING}, {name: city, type: STRING},
                    {name: size, type: BIGINT NOT NULL}]}}
                - {id: named, type: join, config: {kind: lookup, %s}}
                - {id: out, type: blackhole}
                """.formatted(table, config), "flights > named.left", "airports > named.right", "named > out");
    }
}
