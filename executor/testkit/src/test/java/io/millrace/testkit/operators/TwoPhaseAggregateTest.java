package io.millrace.testkit.operators;

import static io.millrace.testkit.operators.Specs.call;
import static io.millrace.testkit.operators.Specs.numbers;
import static io.millrace.testkit.operators.Specs.schema;
import static io.millrace.testkit.operators.Specs.window;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.model.json.JsonArray;
import io.millrace.model.json.JsonObject;
import io.millrace.model.type.Schema;
import io.millrace.testkit.node.NodeOutput;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class TwoPhaseAggregateTest {

    private static final Schema IN = schema("k STRING", "v DECIMAL(10, 2)", "t TIMESTAMP(3)");
    private static final Schema PARTIAL = schema(
            "k STRING",
            "start TIMESTAMP(3) NOT NULL",
            "rows BIGINT NOT NULL",
            "s DECIMAL(38, 2) NOT NULL",
            "sn BIGINT NOT NULL",
            "low DECIMAL(10, 2)");

    @Test
    void theLocalHalfSendsOnePartialFormPerGroupBeforeTheWatermarkThatCompletesIt() {
        JsonObject config = JsonObject.of(
                "groupColumns",
                numbers(0),
                "aggregates",
                new JsonArray(List.of(call("AVG", 1, "DECIMAL(10, 2)"), call("MIN", 1, "DECIMAL(10, 2)"))),
                "window",
                window(10, 0, 2));

        NodeOutput out = Specs.test("localAggregate", config, List.of(IN), List.of(PARTIAL))
                .row(0, "a", 150L, 1L)
                .row(0, "a", 250L, 2L)
                .row(0, "b", null, 3L)
                .row(0, "a", 50L, 12L)
                .watermark(0, 11)
                .row(0, "a", 70L, 13L)
                .endOfInput(0)
                .runWithoutBarriers();

        assertThat(out.rows(0).subList(0, 2))
                .containsExactlyInAnyOrder(
                        "+I a, 1970-01-01 00:00, 2, 4.00, 2, 1.50", "+I b, 1970-01-01 00:00, 1, 0.00, 0, NULL");
        assertThat(out.rows(0).subList(2, 3)).containsExactly("+I a, 1970-01-01 00:00:00.000010, 2, 1.20, 2, 0.50");
    }

    @Test
    void theLocalHalfHoldsNothingBackWhenItsInputGoesIdle() {
        JsonObject config = JsonObject.of(
                "groupColumns",
                numbers(0),
                "aggregates",
                new JsonArray(List.of(call("AVG", 1, "DECIMAL(10, 2)"), call("MIN", 1, "DECIMAL(10, 2)"))),
                "window",
                window(10, 0, 2));

        NodeOutput out = Specs.test("localAggregate", config, List.of(IN), List.of(PARTIAL))
                .row(0, "a", 150L, 1L)
                .idle(0)
                .row(0, "a", 250L, 2L)
                .endOfInput(0)
                .runWithoutBarriers();

        assertThat(out.rows(0))
                .containsExactly(
                        "+I a, 1970-01-01 00:00, 1, 1.50, 1, 1.50", "+I a, 1970-01-01 00:00, 1, 2.50, 1, 2.50");
    }

    /** Nobody would say a second time that their slice is complete. */
    @Test
    void theLocalHalfDoesNotHoldLateRowsBack() {
        JsonObject config = JsonObject.of(
                "groupColumns",
                numbers(0),
                "aggregates",
                new JsonArray(List.of(call("AVG", 1, "DECIMAL(10, 2)"), call("MIN", 1, "DECIMAL(10, 2)"))),
                "window",
                window(10, 0, 2));

        NodeOutput out = Specs.test("localAggregate", config, List.of(IN), List.of(PARTIAL))
                .watermark(0, 11)
                .row(0, "a", 150L, 1L)
                .timePasses(Duration.ofSeconds(1))
                .row(0, "a", 250L, 2L)
                .endOfInput(0)
                .runWithoutBarriers();

        assertThat(out.rows(0))
                .containsExactly(
                        "+I a, 1970-01-01 00:00, 1, 1.50, 1, 1.50", "+I a, 1970-01-01 00:00, 1, 2.50, 1, 2.50");
    }

    @Test
    void theGlobalHalfMakesResultsOfPartialForms() {
        JsonObject config = new JsonObject(java.util.Map.of(
                "groupColumns",
                numbers(0),
                "rowCountColumn",
                io.millrace.model.json.Json.of(2),
                "aggregates",
                new JsonArray(List.of(call("AVG", 3, "DECIMAL(10, 2)"), call("MIN", 5, "DECIMAL(10, 2)"))),
                "window",
                window(10, 0, 1)));
        Schema result = schema(
                "k STRING",
                "average DECIMAL(38, 6)",
                "low DECIMAL(10, 2)",
                "window_start TIMESTAMP(3) NOT NULL",
                "window_end TIMESTAMP(3) NOT NULL");

        NodeOutput out = Specs.test("globalAggregate", config, List.of(PARTIAL), List.of(result))
                .row(0, "a", 0L, 2L, java.math.BigInteger.valueOf(400), 2L, 150L)
                .row(0, "a", 0L, 1L, java.math.BigInteger.valueOf(100), 1L, 100L)
                .row(0, "b", 0L, 1L, java.math.BigInteger.valueOf(0), 0L, null)
                .endOfInput(0)
                .run();

        assertThat(out.rows(0))
                .containsExactlyInAnyOrder(
                        "+I a, 1.666667, 1.00, 1970-01-01 00:00, 1970-01-01 00:00:00.000010",
                        "+I b, NULL, NULL, 1970-01-01 00:00, 1970-01-01 00:00:00.000010");
    }
}
