package io.millrace.plan.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.plan.testing.Drawing;
import org.junit.jupiter.api.Test;

class RouteTest {

    @Test
    void everyBranchIsAnOutputWithTheColumnsOfTheInput() {
        Drawing drawing = route("{id: far, condition: distance > 1000}, {id: late, condition: delay > 15}");

        assertThat(drawing.problems()).isEmpty();
        assertThat(drawing.schema("parts.far")).isEqualTo(drawing.schema("flights"));
        assertThat(drawing.schema("parts.otherwise")).isEqualTo(drawing.schema("flights"));
    }

    @Test
    void everyConditionIsChecked() {
        assertThat(route("{id: far, condition: distnce > 1000}, {id: late, condition: delay}")
                        .check()
                        .problems())
                .extracting(problem -> problem.fieldPath().orElseThrow() + " " + problem.code())
                .containsExactly(
                        "config.branches[far].condition column.unknown",
                        "config.branches[late].condition expression.type");
    }

    @Test
    void aBranchCannotHaveTheNameOfTheOutputForTheRest() {
        assertThat(route("{id: far, condition: distance > 1000}, {id: otherwise, condition: delay > 15}")
                        .check()
                        .problems())
                .extracting(problem -> problem.code().value())
                .containsExactly("port.taken");
    }

    @Test
    void aBranchThatIsNoneIsNotTheStartOfAnEdge() {
        assertThat(route("{id: near, condition: distance > 1000}").problems())
                .containsExactly(
                        "error port.unknown at edges[1].from.port: `parts` has no output `far`; its outputs are near,"
                                + " otherwise");
    }

    private static Drawing route(String branches) {
        return Drawing.of("""
                - {id: flights, type: flights}
                - {id: parts, type: route, config: {branches: [%s]}}
                - {id: out, type: blackhole}
                - {id: rest, type: blackhole}
                """.formatted(branches), "flights > parts", "parts.far > out", "parts.otherwise > rest");
    }
}
