package io.millrace.plan.graph;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.plan.testing.Drawing;
import java.util.List;
import org.junit.jupiter.api.Test;

class GuaranteesTest {

    @Test
    void aSinkPromisesNoMoreThanWhereItsRowsComeFrom() {
        Drawing drawing = Drawing.of(
                """
                - {id: flights, type: flights}
                - {id: some, type: table, name: Some rows, config: {rows: 3, schema: [{name: iata, type: STRING}]}}
                - {id: far, type: filter, config: {condition: distance > 1000}}
                - {id: named, type: join, config: {kind: lookup, on: [{id: k, left: origin, right: iata}]}}
                - {id: pure, type: blackhole}
                - {id: mixed, type: blackhole}
                - {id: printed, type: log}
                """,
                "flights > far > pure",
                "far > named.left",
                "some > named.right",
                "named > mixed",
                "far > printed");

        assertThat(guarantees(drawing))
                .containsExactlyInAnyOrder(
                        "flights: exactly once. Flights are read on.",
                        "some: at least once. A table forgets how far it is.",
                        "pure: exactly once. Nothing is written.",
                        "mixed: at least once. Because of `Some rows`: A table forgets how far it is.",
                        "printed: at least once. Lines come again.");
    }

    private static List<String> guarantees(Drawing drawing) {
        return Guarantees.of(drawing.check()).stream()
                .map(at -> at.node() + ": " + at.guarantee().level() + ". "
                        + at.guarantee().why())
                .toList();
    }
}
