package io.millrace.testkit.operators;

import static io.millrace.testkit.operators.Specs.call;
import static io.millrace.testkit.operators.Specs.numbers;
import static io.millrace.testkit.operators.Specs.schema;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.columns.Change;
import io.millrace.model.json.Json;
import io.millrace.model.json.JsonArray;
import io.millrace.model.json.JsonObject;
import io.millrace.model.type.Schema;
import io.millrace.testkit.node.NodeOutput;
import io.millrace.testkit.node.NodeTest;
import io.millrace.testkit.operators.AggregateOracle.Call;
import io.millrace.testkit.operators.AggregateOracle.Keys;
import io.millrace.testkit.operators.AggregateOracle.Windows;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Each value of a group counts once. */
class DistinctAggregateTest {

    private static final List<Call> CALLS = List.of(
            Call.of("rows", "COUNT", "", "BIGINT NOT NULL", "count(*)"),
            Call.of("texts", "COUNT", "s", "BIGINT NOT NULL", "count(DISTINCT s)")
                    .distinct(),
            Call.of("sum", "SUM", "v", "BIGINT", "sum(DISTINCT v)").distinct(),
            Call.of("all", "SUM", "v", "BIGINT", "sum(v)"),
            Call.of("average", "AVG", "v", "BIGINT", "trunc(avg(DISTINCT v))").distinct(),
            Call.of("doubles", "COUNT", "d", "BIGINT NOT NULL", "count(DISTINCT d)")
                    .distinct(),
            Call.of("money", "SUM", "m", "DECIMAL(38, 2)", "sum(DISTINCT m)").distinct());

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Schema IN = schema("k STRING", "v BIGINT");
    private static final Schema OUT = schema("k STRING", "n BIGINT NOT NULL", "s BIGINT");

    @ParameterizedTest
    @MethodSource("io.millrace.testkit.operators.AggregateOracle#cases")
    void resultsAreThosePostgresFinds(Windows windows, Keys keys) {
        for (long seed = 1; seed <= 3; seed++) {
            new AggregateOracle(CALLS, windows, keys, seed).check();
        }
    }

    @ParameterizedTest
    @EnumSource(Keys.class)
    void overNoRowsResultsAreThosePostgresFinds(Keys keys) {
        new AggregateOracle(CALLS, Windows.NONE, keys, 1).withoutRows().check();
        new AggregateOracle(CALLS, Windows.SESSION, keys, 1).withoutRows().check();
    }

    private static NodeTest countAndSum(boolean lives) {
        JsonObject config = JsonObject.of(
                "groupColumns",
                numbers(0),
                "aggregates",
                new JsonArray(List.of(
                        call("COUNT", 1, "BIGINT").with("distinct", Json.of(true)),
                        call("SUM", 1, "BIGINT").with("distinct", Json.of(true)))));
        return Specs.test(
                "aggregate",
                lives ? config.with("ttlMicros", Json.of(MINUTE.toNanos() / 1_000)) : config,
                List.of(IN),
                List.of(OUT));
    }

    @Test
    void aValueThatOtherRowsHaveStaysWhenOneIsTakenBack() {
        NodeOutput out = countAndSum(false)
                .row(0, "a", 7L)
                .row(0, "a", 7L)
                .row(0, "a", 2L)
                .change(0, Change.DELETE, "a", 7L)
                .change(0, Change.DELETE, "a", 7L)
                .endOfInput(0)
                .run();

        assertThat(out.rows(0)).containsExactly("+I a, 1, 7", "-U a, 1, 7", "+U a, 2, 9", "-U a, 2, 9", "+U a, 1, 2");
    }

    @Test
    void aGroupThatBeginsAnewKnowsNoValueOfBefore() {
        NodeOutput out = countAndSum(true)
                .row(0, "a", 7L)
                .row(0, "a", 8L)
                .timePasses(MINUTE)
                .row(0, "a", 7L)
                .row(0, "a", 7L)
                .endOfInput(0)
                .run();

        assertThat(out.rows(0)).containsExactly("+I a, 1, 7", "-U a, 1, 7", "+U a, 2, 15", "+I a, 1, 7");
    }

    @Test
    void whatIsTakenBackOfAnEarlierLifeIsLeftOut() {
        NodeOutput out = countAndSum(true)
                .row(0, "a", 7L)
                .row(0, "a", 7L)
                .timePasses(MINUTE)
                .row(0, "a", 8L)
                .row(0, "a", 9L)
                .change(0, Change.DELETE, "a", 7L)
                .row(0, "a", 7L)
                .endOfInput(0)
                .run();

        assertThat(out.standing(0).getLast()).contains("a, 3, 24=1");
    }

    @Test
    void valuesOfAGroupLiveAsLongAsItDoes() {
        NodeTest test = countAndSum(true);
        for (long i = 0; i < 20; i++) {
            test.row(0, "a", i % 2).timePasses(MINUTE.dividedBy(2));
        }
        NodeOutput out = test.endOfInput(0).run();

        assertThat(out.rows(0)).containsExactly("+I a, 1, 0", "-U a, 1, 0", "+U a, 2, 1");
        assertThat(out.stateRows()).isEqualTo(1 + 2 * 2);
    }

    @Test
    void valuesOfGroupsThatAreGoneAreGivenBack() {
        NodeTest test = countAndSum(true);
        for (int i = 0; i < 1_000; i++) {
            test.row(0, "k" + i % 100, (long) i);
        }
        test.timePasses(MINUTE);
        for (int i = 0; i < 20; i++) {
            test.timePasses(MINUTE.dividedBy(20)).row(0, "x", 1L);
        }
        NodeOutput out = test.endOfInput(0).runQuickly();

        assertThat(out.stateRows()).isEqualTo(1 + 2);
    }
}
