package io.millrace.testkit.operators;

import static io.millrace.testkit.operators.Specs.call;
import static io.millrace.testkit.operators.Specs.numbers;
import static io.millrace.testkit.operators.Specs.schema;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.millrace.model.json.JsonArray;
import io.millrace.model.json.JsonObject;
import io.millrace.testkit.node.NodeOutput;
import io.millrace.testkit.operators.AggregateOracle.Call;
import io.millrace.testkit.operators.AggregateOracle.Keys;
import io.millrace.testkit.operators.AggregateOracle.Windows;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** FIRST_VALUE and LAST_VALUE, in the order in which rows came. */
class EndValuesTest {

    private static final List<Call> CALLS = List.of(
            end("fs", "FIRST_VALUE", "s", "STRING"),
            end("ls", "LAST_VALUE", "s", "STRING"),
            end("fv", "FIRST_VALUE", "v", "BIGINT"),
            end("lm", "LAST_VALUE", "m", "DECIMAL(10, 2)"),
            Call.of("n", "COUNT", "", "BIGINT NOT NULL", "count(*)"));

    private static Call end(String id, String function, String column, String result) {
        String order = function.equals("FIRST_VALUE") ? "" : " DESC";
        return Call.of(
                id,
                function,
                column,
                result,
                "(array_agg(%1$s ORDER BY %2$s%3$s) FILTER (WHERE %1$s IS NOT NULL))[1]"
                        .formatted(column, AggregateOracle.ARRIVAL, order));
    }

    @ParameterizedTest
    @MethodSource("io.millrace.testkit.operators.AggregateOracle#cases")
    void resultsAreThosePostgresFinds(Windows windows, Keys keys) {
        assumeThat(windows).as("the planner refuses changes").isNotEqualTo(Windows.CHANGES);
        for (long seed = 1; seed <= 4; seed++) {
            new AggregateOracle(CALLS, windows, keys, seed).check();
        }
    }

    @ParameterizedTest
    @EnumSource(Keys.class)
    void overNoRowsResultsAreThosePostgresFinds(Keys keys) {
        new AggregateOracle(CALLS, Windows.NONE, keys, 1).withoutRows().check();
    }

    @Test
    void whatComesLateForASessionIsBehindWhatIsThere() {
        JsonObject config = JsonObject.of(
                        "groupColumns",
                        numbers(0),
                        "aggregates",
                        new JsonArray(List.of(call("FIRST_VALUE", 1, "STRING"), call("LAST_VALUE", 1, "STRING"))))
                .with("window", Specs.session(160, 2));
        NodeOutput out = Specs.test(
                        "aggregate",
                        config,
                        List.of(schema("k STRING", "s STRING", "t TIMESTAMP(3) NOT NULL")),
                        List.of(
                                schema(
                                        "k STRING",
                                        "first STRING",
                                        "last STRING",
                                        "from TIMESTAMP(3)",
                                        "to TIMESTAMP(3)"),
                                schema("k STRING", "s STRING", "t TIMESTAMP(3) NOT NULL")))
                .row(0, "a", "one", 10L)
                .row(0, "a", "two", 100L)
                .watermark(0, 200)
                .row(0, "a", "late", 5L)
                .endOfInput(0)
                .run();

        assertThat(out.rows(0))
                .containsExactly("+I a, one, late, 1970-01-01 00:00:00.000005, 1970-01-01 00:00:00.000260");
        assertThat(out.rows(1)).isEmpty();
    }
}
