package io.millrace.plan.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.plan.compare.Comparison;
import io.millrace.plan.compare.Comparison.Planned;
import io.millrace.plan.testing.Drawing;
import io.millrace.protocol.plan.PhysicalOperator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Aggregates of values that count once. */
class DistinctAggregateTest {

    private static final String COUNT = "{id: n, name: n, function: COUNT, argument: delay, distinct: true}";

    @Test
    void theResultHasTheTypeOfTheFunction() {
        assertThat(aggregate(COUNT + ", {id: s, name: s, function: SUM, argument: delay, distinct: true}")
                        .schema("sums")
                        .schema()
                        .toString())
                .isEqualTo("(origin STRING NOT NULL, n BIGINT NOT NULL, s INT)");
    }

    @Test
    void rowsHaveNoValuesThatCountOnce() {
        assertThat(aggregate("{id: n, name: n, function: COUNT, distinct: true}")
                        .problems())
                .containsExactly(
                        "error function.arguments at sums config.aggregates[n].distinct: COUNT(*) counts rows, and DISTINCT"
                                + " is about values: give the argument whose values are to be counted once, or take"
                                + " `distinct` away");
    }

    @Test
    void nestedValuesAreNotToldApart() {
        assertThat(aggregate("{id: n, name: n, function: COUNT, argument: \"ARRAY[delay]\", distinct: true}")
                        .problems())
                .containsExactly(
                        "error expression.type at sums config.aggregates[n].distinct: Values of ARRAY<INT> are not told"
                                + " apart; take `distinct` away, or aggregate a part of them");
    }

    @Test
    void valuesAreAStateOfTheirOwnAndRowsAreNotSummedUpBefore() {
        List<PhysicalOperator> operators = aggregate(COUNT).plan(2).operators().operators();

        assertThat(operators.stream().map(PhysicalOperator::type)).doesNotContain("localAggregate");
        assertThat(operators.toString()).contains("\"role\":\"distinct-n\"", "COUNT(DISTINCT INT)");
    }

    @Test
    void ofEqualValuesOneIsAsLargeAsAll() {
        String plan = aggregate("{id: n, name: n, function: MAX, argument: delay, distinct: true}")
                .plan(2)
                .operators()
                .toString();

        assertThat(plan).contains("localAggregate").doesNotContain("distinct");
    }

    @Test
    void whatBecomesOfTheCountBecomesOfItsValues() {
        String other = "{id: m, name: m, function: COUNT}";
        assertThat(fates(COUNT, COUNT)).containsExactly("accumulators KEEP", "distinct-n KEEP");
        assertThat(fates(COUNT, COUNT + ", " + other)).containsExactly("accumulators REBUILD", "distinct-n REBUILD");
        assertThat(fates(COUNT + ", " + other, COUNT)).containsExactly("accumulators CONVERT", "distinct-n CONVERT");
        assertThat(fates(COUNT, COUNT.replace(", distinct: true", "")))
                .containsExactly("accumulators REBUILD", "distinct-n DROP");
    }

    private static Set<String> fates(String before, String now) {
        Drawing old = aggregate(before);
        Drawing other = aggregate(now);
        return Comparison.of(
                        new Planned(old.document(), old.plan(2).operators()),
                        new Planned(other.document(), other.plan(2).operators()))
                .changes()
                .stream()
                .filter(state -> state.node().value().equals("sums"))
                .map(state -> state.role() + " " + state.fate())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Drawing aggregate(String calls) {
        return Drawing.of("""
                - {id: flights, type: flights}
                - {id: sums, type: aggregate, config: {groupBy: [{id: o, name: origin, expression: origin}], aggregates: [%s]}}
                - {id: out, type: blackhole}
                """.formatted(calls), "flights > sums > out");
    }
}
