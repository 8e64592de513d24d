package io.millrace.testkit.operators;

import static io.millrace.testkit.operators.Specs.numbers;
import static io.millrace.testkit.operators.Specs.schema;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.model.json.Json;
import io.millrace.model.json.JsonArray;
import io.millrace.model.json.JsonObject;
import io.millrace.model.type.Schema;
import io.millrace.testkit.checkpoint.FewRowsInMemory;
import io.millrace.testkit.node.NodeOutput;
import io.millrace.testkit.node.NodeTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OverTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    private static final Schema ROWS = schema("k STRING", "t TIMESTAMP(3) NOT NULL", "x BIGINT");

    private static final Schema OUT =
            schema("k STRING", "x BIGINT", "sum BIGINT", "n BIGINT NOT NULL", "before BIGINT", "last BIGINT");

    private static JsonObject call(String function, int argument) {
        return JsonObject.of("id", Json.of(function.toLowerCase(java.util.Locale.ROOT)), "function", Json.of(function))
                .with("argument", Json.of(argument))
                .with("argumentType", Json.of("BIGINT"));
    }

    private static JsonObject config(JsonObject frame) {
        return JsonObject.of("partitionColumns", numbers(0), "timeColumn", Json.of(1), "frame", frame)
                .with("passed", numbers(0, 2))
                .with("keepsTotals", Json.of(true))
                .with(
                        "calls",
                        new JsonArray(List.of(
                                call("SUM", 2),
                                call("ROW_NUMBER", -1),
                                call("LAG", 2).with("offset", Json.of(2)),
                                call("LAST_VALUE", 2))));
    }

    private static JsonObject range() {
        return JsonObject.of("range", Json.of(true));
    }

    private static JsonObject rows(long preceding) {
        return JsonObject.of("range", Json.of(false), "preceding", Json.of(preceding));
    }

    private static NodeTest over(JsonObject frame) {
        return Specs.test("over", config(frame), List.of(ROWS), List.of(OUT));
    }

    @Test
    void rowsComeOutInOrderWhenTheWatermarkHasPassedThem() {
        NodeOutput out = over(range())
                .row(0, "a", 3_000L, 3L)
                .row(0, "a", 1_000L, 1L)
                .row(0, "b", 2_000L, 5L)
                .row(0, "a", 2_000L, null)
                .watermark(0, 2_000)
                .row(0, "a", 3_000L, 4L)
                .endOfInput(0)
                .run();

        assertThat(out.all(0))
                .containsExactly(
                        "+I a, 1, 1, 1, NULL, 1",
                        "+I a, NULL, 1, 2, NULL, 1",
                        "+I b, 5, 5, 1, NULL, 5",
                        "Watermark[micros=2000]",
                        "+I a, 3, 8, 3, 1, 4",
                        "+I a, 4, 8, 4, NULL, 4",
                        "Watermark[micros=9223372036854775807]",
                        "End[]");
    }

    @Test
    void aFrameOfRowsHoldsSoManyBeforeTheRow() {
        NodeOutput out = over(rows(1))
                .row(0, "a", 1_000L, 1L)
                .row(0, "a", 1_000L, 2L)
                .watermark(0, 1_000)
                .row(0, "a", 2_000L, 4L)
                .row(0, "a", 3_000L, 8L)
                .endOfInput(0)
                .run();

        assertThat(out.rows(0))
                .containsExactly(
                        "+I a, 1, 1, 1, NULL, 1",
                        "+I a, 2, 3, 2, NULL, 2",
                        "+I a, 4, 6, 3, 1, 4",
                        "+I a, 8, 12, 4, 2, 8");
        // Two rows for LAG, and how many there were.
        assertThat(out.stateRows()).isEqualTo(3);
    }

    @Test
    void aRangeKeepsNoMoreThanItsTime() {
        JsonObject config = config(JsonObject.of("range", Json.of(true), "preceding", Json.of(1_000)))
                .with("keepsTotals", Json.of(false))
                .with("calls", new JsonArray(List.of(call("SUM", 2))));
        NodeOutput out = Specs.test(
                        "over", config, List.of(ROWS), List.of(schema("k STRING", "x BIGINT", "sum BIGINT")))
                .row(0, "a", 1_000L, 1L)
                .row(0, "b", 1_000L, 1L)
                .watermark(0, 1_000)
                .row(0, "a", 2_000L, 2L)
                .watermark(0, 2_000)
                .row(0, "a", 3_001L, 4L)
                .watermark(0, 9_000)
                .endOfInput(0)
                .run();

        assertThat(out.rows(0)).containsExactly("+I a, 1, 1", "+I b, 1, 1", "+I a, 2, 3", "+I a, 4, 4");
        assertThat(out.stateRows()).isZero();
    }

    @Test
    void aRowThatTheWatermarkHasPassedIsLate() {
        NodeOutput out = Specs.test("over", config(range()), List.of(ROWS), List.of(OUT, ROWS))
                .row(0, "a", 1_000L, 1L)
                .watermark(0, 2_000)
                .row(0, "a", 2_000L, 2L)
                .row(0, "a", 2_001L, 3L)
                .endOfInput(0)
                .run();

        assertThat(out.rows(0)).containsExactly("+I a, 1, 1, 1, NULL, 1", "+I a, 3, 4, 2, NULL, 3");
        assertThat(out.rows(1)).containsExactly("+I a, 1970-01-01 00:00:00.002, 2");
        assertThat(out.signals(1)).hasSize(3);
    }

    @Test
    void aSumThatDoesNotFitIsAnErrorOfItsRow() {
        NodeOutput out = over(rows(1))
                .row(0, "a", 1_000L, Long.MAX_VALUE)
                .row(0, "a", 2_000L, 1L)
                .row(0, "a", 3_000L, 1L)
                .endOfInput(0)
                .skippingErrors(1)
                .run();

        assertThat(out.rows(0))
                .containsExactly(
                        "+I a, 9223372036854775807, 9223372036854775807, 1, NULL, 9223372036854775807",
                        "+I a, 1, 2, 3, 9223372036854775807, 1");
        assertThat(out.errors()).singleElement().satisfies(error -> assertThat(error.code())
                .isEqualTo("aggregate.overflow"));
    }

    @Test
    void aPartitionLivesForItsTimeSinceItsLastRowCameOut() {
        for (JsonObject frame : List.of(range(), rows(5))) {
            JsonObject config = config(frame).with("ttlMicros", Json.of(MINUTE.toNanos() / 1_000));
            NodeOutput out = Specs.test("over", config, List.of(ROWS), List.of(OUT))
                    .row(0, "a", 1_000L, 1L)
                    .watermark(0, 1_000)
                    .timePasses(MINUTE.dividedBy(2))
                    .row(0, "a", 2_000L, 2L)
                    .watermark(0, 2_000)
                    .row(0, "a", 3_000L, 4L)
                    .timePasses(MINUTE)
                    .watermark(0, 3_000)
                    .row(0, "a", 4_000L, 8L)
                    .endOfInput(0)
                    .run();

            assertThat(out.rows(0))
                    .containsExactly(
                            "+I a, 1, 1, 1, NULL, 1",
                            "+I a, 2, 3, 2, NULL, 2",
                            "+I a, 4, 4, 1, NULL, 4",
                            "+I a, 8, 12, 2, NULL, 8");
        }
    }

    @Test
    void rowsOfManyPartitionsThatHaveHadTheirTimeAreTakenOutOneAfterTheOther() {
        JsonObject config = config(rows(2)).with("ttlMicros", Json.of(MINUTE.toNanos() / 1_000));
        NodeTest test = Specs.test("over", config, List.of(ROWS), List.of(OUT));
        List<String> expected = new ArrayList<>();
        for (int round = 1; round <= 3; round++) {
            for (int k = 0; k < 12; k++) {
                test.row(0, "k" + k, round * 1_000L + k, (long) round * k);
            }
            test.watermark(0, round * 1_000L + 100);
        }
        test.timePasses(MINUTE.multipliedBy(2));
        for (int k = 0; k < 12; k++) {
            test.row(0, "k" + k, 9_000L + k, 100L + k);
        }
        NodeOutput out = test.endOfInput(0).run();

        assertThat(out.rows(0)).hasSize(48);
        for (int k = 0; k < 12; k++) {
            expected.add("+I k%d, %d, %d, 1, NULL, %d".formatted(k, 100 + k, 100 + k, 100 + k));
        }
        assertThat(out.rows(0).subList(36, 48)).containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void moreResultsThanABatchHoldsAreSentOneBatchAfterTheOther() {
        for (JsonObject frame : List.of(range(), rows(2))) {
            for (int partitions : List.of(1, 9_000)) {
                NodeTest test = over(frame);
                for (int i = 0; i < 9_000; i++) {
                    test.row(0, "k" + i % partitions, 1_000L + i, 1L);
                }
                NodeOutput out = test.endOfInput(0).runQuickly();

                assertThat(out.rows(0)).hasSize(9_000);
                assertThat(out.rows(0).getLast()).contains(partitions == 1 ? ", 9000, 1, 1" : ", 1, 1, NULL, 1");
            }
        }
    }

    @Test
    void aPartitionIsGoneThroughOnceForAWatermarkHoweverManyRowsComeOut() {
        JsonObject config = config(range().with("preceding", Json.of(1_000_000)))
                .with("keepsTotals", Json.of(false))
                .with("calls", new JsonArray(List.of(call("SUM", 2))));
        NodeTest test =
                Specs.test("over", config, List.of(ROWS), List.of(schema("k STRING", "x BIGINT", "sum BIGINT")));
        int rows = 9_000;
        for (int i = 0; i < rows; i++) {
            test.row(0, "a", 1_000L + i, 1L);
        }
        long before = FewRowsInMemory.rowsRead();
        NodeOutput out = test.watermark(0, 20_000).endOfInput(0).runQuickly();

        assertThat(out.rows(0)).hasSize(rows);
        assertThat(FewRowsInMemory.rowsRead() - before)
                .as("to compute and to note what has come out")
                .isBetween(rows + 1L, 2L * rows + 1_000);
    }

    @Test
    void noRowsAreAnswered() {
        assertThat(over(range()).endOfInput(0).run().all(0))
                .containsExactly("Watermark[micros=9223372036854775807]", "End[]");
    }
}
