package io.millrace.plan.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.plan.testing.Drawing;
import java.util.List;
import org.junit.jupiter.api.Test;

class SelectTest {

    @Test
    void eventTimeFollowsItsColumnUnderANewName() {
        assertThat(select("{name: at, expression: '`date`'}, {name: delay, expression: delay}")
                        .schema("chosen")
                        .eventTime())
                .contains("at");
    }

    @Test
    void eventTimeIsGoneWithItsColumn() {
        assertThat(select("{name: delay, expression: delay}").schema("chosen").eventTime())
                .isEmpty();
    }

    @Test
    void eventTimeIsGoneWhenItsColumnIsComputed() {
        assertThat(select("{name: date, expression: delay + 1}")
                        .schema("chosen")
                        .eventTime())
                .isEmpty();
    }

    @Test
    void keysStayWhenAllTheirColumnsPass() {
        String count = """
                - {id: flights, type: flights}
                - id: count
                  type: aggregate
                  config:
                    groupBy: [{id: o, name: origin, expression: origin}, {id: d, name: dest, expression: destination}]
                    aggregates: [{id: n, name: n, function: COUNT}]
                - {id: chosen, type: select, config: {columns: [%s]}}
                - {id: out, type: blackhole}
                """;

        assertThat(Drawing.of(
                                count.formatted("{name: a, expression: origin}, {name: b, expression: dest}"),
                                "flights > count > chosen > out")
                        .schema("chosen")
                        .keys())
                .containsExactly(List.of("a", "b"));
        assertThat(Drawing.of(count.formatted("{name: a, expression: origin}"), "flights > count > chosen > out")
                        .schema("chosen")
                        .keys())
                .isEmpty();
    }

    @Test
    void aColumnOfNullNeedsAType() {
        assertThat(select("{name: nothing, expression: 'NULL'}").problems())
                .containsExactly("error expression.type at chosen config.columns[0].expression: NULL alone has no type;"
                        + " write CAST(NULL AS INT) or another type");
    }

    @Test
    void aColumnWithoutANameIsAProblem() {
        assertThat(select("{name: '', expression: delay}").problems())
                .containsExactly("error column.name at chosen config.columns[0].name: A column needs a name");
    }

    private static Drawing select(String columns) {
        return Drawing.of("""
                - {id: flights, type: flights}
                - {id: time, type: watermark, config: {column: date}}
                - {id: chosen, type: select, config: {columns: [%s]}}
                - {id: out, type: blackhole}
                """.formatted(columns), "flights > time > chosen > out");
    }
}
