package io.millrace.plan.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.model.type.ChangeMode;
import io.millrace.plan.testing.Drawing;
import org.junit.jupiter.api.Test;

class UnionTest {

    @Test
    void columnsMeetByNameInTheOrderOfTheFirstInput() {
        assertThat(union(
                                "[{name: a, type: INT}, {name: b, type: STRING}]",
                                "[{name: b, type: STRING}, {name: a, type: INT}]")
                        .schema("both")
                        .schema()
                        .toString())
                .isEqualTo("(a INT, b STRING)");
    }

    @Test
    void aColumnMayBeNullWhenItMayBeInOneInput() {
        assertThat(union("[{name: a, type: INT NOT NULL}]", "[{name: a, type: INT}]")
                        .schema("both")
                        .schema()
                        .toString())
                .isEqualTo("(a INT)");
        assertThat(union("[{name: a, type: INT NOT NULL}]", "[{name: a, type: INT NOT NULL}]")
                        .schema("both")
                        .schema()
                        .toString())
                .isEqualTo("(a INT NOT NULL)");
    }

    @Test
    void allDifferencesOfColumnsAreSaidAtOnce() {
        assertThat(union(
                                "[{name: a, type: INT}, {name: b, type: STRING}]",
                                "[{name: a, type: BIGINT}, {name: c, type: STRING}]")
                        .problems())
                .containsExactly(
                        "error columns.differ at both: The rows of second.out do not have the columns of first.out:"
                                + " `a` is BIGINT and not INT, `b` is missing, `c` is one too many. A select node before makes them"
                                + " alike");
    }

    @Test
    void eventTimeStaysWhenAllInputsHaveTheSame() {
        String timed = """
                - {id: first, type: flights}
                - {id: second, type: flights}
                - {id: t1, type: watermark, config: {column: date}}
                - {id: t2, type: watermark, config: {column: date}}
                - {id: both, type: union}
                - {id: out, type: blackhole}
                """;

        assertThat(Drawing.of(timed, "first > t1 > both > out", "second > t2 > both")
                        .schema("both")
                        .eventTime())
                .contains("date");
        assertThat(Drawing.of(timed, "first > t1 > both > out", "second > both")
                        .schema("both")
                        .eventTime())
                .isEmpty();
    }

    @Test
    void changesOfOneInputAreChangesOfTheUnion() {
        Drawing drawing = Drawing.of("""
                - {id: first, type: flights}
                - {id: second, type: table, config: {schema: [{name: n, type: BIGINT NOT NULL}]}}
                - {id: count, type: aggregate, config: {aggregates: [{id: n, name: n, function: COUNT}]}}
                - {id: both, type: union}
                - {id: out, type: blackhole}
                """, "first > count > both > out", "second > both");

        assertThat(drawing.problems()).isEmpty();
        assertThat(drawing.schema("both").changeMode()).isEqualTo(ChangeMode.RETRACT);
    }

    @Test
    void theUnionIsBoundedWhenAllInputsAre() {
        String table = "- {id: %s, type: table, config: {%s schema: [{name: a, type: INT}]}}\n";
        String rest = "- {id: both, type: union}\n- {id: out, type: blackhole}\n";

        assertThat(Drawing.of(
                                table.formatted("first", "rows: 3,") + table.formatted("second", "rows: 3,") + rest,
                                "first > both > out",
                                "second > both")
                        .isBounded("both"))
                .isTrue();
        assertThat(Drawing.of(
                                table.formatted("first", "rows: 3,") + table.formatted("second", "") + rest,
                                "first > both > out",
                                "second > both")
                        .isBounded("both"))
                .isFalse();
    }

    private static Drawing union(String first, String second) {
        return Drawing.of("""
                - {id: first, type: table, config: {schema: %s}}
                - {id: second, type: table, config: {schema: %s}}
                - {id: both, type: union}
                - {id: out, type: blackhole}
                """.formatted(first, second), "first > both > out", "second > both");
    }
}
