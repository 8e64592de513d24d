package io.millrace.plan.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.plan.testing.Drawing;
import io.millrace.protocol.plan.PhysicalOperator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Aggregates that keep all values of a group. */
class GatheringAggregateTest {

    @Test
    void onlyListaggHasASeparator() {
        assertThat(aggregate("{id: x, name: x, function: ARRAY_AGG, argument: origin, separator: ';'}")
                        .problems())
                .containsExactly(
                        "error function.arguments at sums config.aggregates[x].separator: Only LISTAGG puts something"
                                + " between values; take `separator` away");
        assertThat(aggregate("{id: x, name: x, function: LISTAGG, argument: origin, separator: ';'}")
                        .problems())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"LISTAGG", "ARRAY_AGG"})
    void allValuesAreNotDistinct(String function) {
        assertThat(aggregate("{id: x, name: x, function: " + function + ", argument: origin, distinct: true}")
                        .problems())
                .containsExactly("error function.arguments at sums config.aggregates[x].distinct: " + function
                        + " is of all values; take `distinct` away, or deduplicate the rows before");
    }

    @Test
    void theFirstValueIsAlsoTheFirstOfDistinctOnesButTheLastMayBeNone() {
        assertThat(aggregate("{id: x, name: x, function: FIRST_VALUE, argument: delay, distinct: true}")
                        .problems())
                .isEmpty();
        assertThat(aggregate("{id: x, name: x, function: LAST_VALUE, argument: delay, distinct: true}")
                        .problems())
                .containsExactly("error function.arguments at sums config.aggregates[x].distinct: The value that came"
                        + " last is mostly none that came for the first time, so LAST_VALUE of values that count once may be"
                        + " either; take `distinct` away for the one that came last, or deduplicate the rows before for the"
                        + " other");
    }

    @Test
    void onlyTextsArePutOneBehindTheOther() {
        assertThat(aggregate("{id: x, name: x, function: LISTAGG, argument: delay}")
                        .problems())
                .containsExactly(
                        "error function.arguments at sums config.aggregates[x].argument: LISTAGG does not take INT; it is"
                                + " LISTAGG(text)");
    }

    @Test
    void valuesAreAStateAndTheConditionOfArraysAColumn() {
        String plan = plan(aggregate("""
                {id: t, name: t, function: LISTAGG, argument: origin, separator: '; ', filter: delay > 1},
                {id: a, name: a, function: ARRAY_AGG, argument: delay, filter: delay > 1}"""));

        assertThat(plan)
                .contains("\"role\":\"values-t\"", "\"role\":\"values-a\"", "\"separator\":\"; \"", "\"filterColumn\"")
                .doesNotContain("localAggregate");
    }

    @Test
    void theFirstOfRowsThatAreTakenBackIsFoundAmongAll() {
        assertThat(plan(aggregate("{id: x, name: x, function: FIRST_VALUE, argument: delay}")))
                .doesNotContain("values-x");
        Drawing twice = Drawing.of("""
                - {id: flights, type: flights}
                - {id: sums, type: aggregate, config: {groupBy: [{id: o, name: origin, expression: origin}],
                    aggregates: [{id: n, name: n, function: COUNT}]}}
                - {id: again, type: aggregate, config: {aggregates: [{id: x, name: x, function: FIRST_VALUE, argument: n}]}}
                - {id: out, type: blackhole}
                """, "flights > sums > again > out");
        assertThat(twice.problems()).isEmpty();
        assertThat(plan(twice)).contains("\"role\":\"values-x\"");
    }

    private static String plan(Drawing drawing) {
        List<PhysicalOperator> operators = drawing.plan(2).operators().operators();
        return operators.toString();
    }

    private static Drawing aggregate(String calls) {
        return Drawing.of("""
                - {id: flights, type: flights}
                - {id: sums, type: aggregate, config: {groupBy: [{id: o, name: origin, expression: origin}], aggregates: [%s]}}
                - {id: out, type: blackhole}
                """.formatted(calls), "flights > sums > out");
    }
}
