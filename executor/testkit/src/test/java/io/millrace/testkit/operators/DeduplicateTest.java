package io.millrace.testkit.operators;

import static io.millrace.testkit.operators.Specs.numbers;
import static io.millrace.testkit.operators.Specs.schema;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.model.json.Json;
import io.millrace.model.json.JsonObject;
import io.millrace.model.type.Schema;
import io.millrace.testkit.node.NodeOutput;
import io.millrace.testkit.node.NodeTest;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class DeduplicateTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration HALF = MINUTE.dividedBy(2);

    private static final Schema ROWS = schema("k STRING", "t TIMESTAMP(3) NOT NULL", "v STRING");

    private static JsonObject config(String keep) {
        return JsonObject.of("keyColumns", numbers(0), "keep", Json.of(keep));
    }

    private static NodeTest byArrival(String keep) {
        return Specs.test("deduplicate", config(keep), List.of(ROWS), List.of(ROWS));
    }

    private static NodeTest byEventTime(String keep) {
        return Specs.test("deduplicate", config(keep).with("timeColumn", Json.of(1)), List.of(ROWS), List.of(ROWS));
    }

    private static NodeTest forAMinute(String keep) {
        JsonObject config = config(keep).with("ttlMicros", Json.of(MINUTE.toNanos() / 1_000));
        return Specs.test("deduplicate", config, List.of(ROWS), List.of(ROWS));
    }

    private static String at(long micros) {
        return "1970-01-01 00:00:00.00" + micros / 1_000;
    }

    @Test
    void theFirstRowOfAKeyGoesOnAndOthersAreDropped() {
        NodeOutput out = byArrival("first")
                .row(0, "a", 2_000L, "one")
                .row(0, "b", 1_000L, null)
                .row(0, "a", 1_000L, "two")
                .watermark(0, 1_000)
                .row(0, null, 3_000L, "x")
                .row(0, "b", 3_000L, "three")
                .row(0, null, 3_000L, "y")
                .endOfInput(0)
                .run();

        assertThat(out.all(0))
                .containsExactly(
                        "+I a, " + at(2_000) + ", one",
                        "+I b, " + at(1_000) + ", NULL",
                        "Watermark[micros=1000]",
                        "+I NULL, " + at(3_000) + ", x",
                        "Watermark[micros=9223372036854775807]",
                        "End[]");
        assertThat(out.stateRows()).isEqualTo(3);
    }

    @Test
    void theLastRowByArrivalReplacesTheOneBefore() {
        NodeOutput out = byArrival("last")
                .row(0, "a", 2_000L, "one")
                .row(0, "b", 2_000L, "other")
                .row(0, "a", 1_000L, null)
                .row(0, "a", 3_000L, "three")
                .endOfInput(0)
                .run();

        assertThat(out.rows(0))
                .containsExactly(
                        "+I a, " + at(2_000) + ", one",
                        "+I b, " + at(2_000) + ", other",
                        "-U a, " + at(2_000) + ", one",
                        "+U a, " + at(1_000) + ", NULL",
                        "-U a, " + at(1_000) + ", NULL",
                        "+U a, " + at(3_000) + ", three");
    }

    @Test
    void theLastRowByEventTimeIsTheLastThatCameOfTheLatest() {
        NodeOutput out = byEventTime("last")
                .row(0, "a", 2_000L, "one")
                .row(0, "a", 1_000L, "early")
                .row(0, "a", 2_000L, "two")
                .endOfInput(0)
                .run();

        assertThat(out.rows(0))
                .containsExactly(
                        "+I a, " + at(2_000) + ", one", "-U a, " + at(2_000) + ", one", "+U a, " + at(2_000) + ", two");
    }

    @Test
    void theFirstRowByEventTimeIsTheFirstThatCameOfTheEarliest() {
        NodeOutput out = byEventTime("first")
                .row(0, "a", 2_000L, "one")
                .row(0, "a", 3_000L, "late")
                .row(0, "a", 1_000L, "two")
                .row(0, "a", 1_000L, "three")
                .endOfInput(0)
                .run();

        assertThat(out.rows(0))
                .containsExactly(
                        "+I a, " + at(2_000) + ", one", "-U a, " + at(2_000) + ", one", "+U a, " + at(1_000) + ", two");
    }

    @Test
    void anEqualRowChangesNothing() {
        NodeTest test = byArrival("last")
                .row(0, "a", 1_000L, "one")
                .row(0, null, 1_000L, null)
                .watermark(0, 1)
                .row(0, "a", 1_000L, "one")
                .row(0, null, 1_000L, null)
                .row(0, "new", 1_000L, "two")
                .endOfInput(0);

        assertThat(test.run().rows(0))
                .containsExactly(
                        "+I a, " + at(1_000) + ", one",
                        "+I NULL, " + at(1_000) + ", NULL",
                        "+I new, " + at(1_000) + ", two");
    }

    @Test
    void noRowsAreAnswered() {
        for (String keep : List.of("first", "last")) {
            assertThat(byArrival(keep).endOfInput(0).run().all(0))
                    .containsExactly("Watermark[micros=9223372036854775807]", "End[]");
        }
    }

    /** As many changes as fill more than one batch, all of the same keys and then of others. */
    @Test
    void moreChangesThanABatchHoldsAreSentOneBatchAfterTheOther() {
        NodeTest test = byArrival("last");
        for (int round = 0; round < 2; round++) {
            for (int i = 0; i < 4_096; i++) {
                test.row(0, "k" + i, 1_000L, "round " + round);
            }
            test.watermark(0, 1 + round);
        }
        NodeOutput out = test.endOfInput(0).runQuickly();

        assertThat(out.rows(0)).hasSize(3 * 4_096);
        assertThat(out.standingAtLast(0))
                .contains("k4095, " + at(1_000) + ", round 1=1")
                .doesNotContain("round 0");
    }

    @Test
    void aKeyIsSeenUntilItsTimeIsOverWhateverComesMeanwhile() {
        NodeOutput out = forAMinute("first")
                .row(0, "a", 1_000L, "one")
                .timePasses(HALF)
                .row(0, "a", 1_000L, "two")
                .row(0, "b", 1_000L, "three")
                .timePasses(HALF)
                .row(0, "b", 1_000L, "four")
                .row(0, "a", 1_000L, "five")
                .row(0, "a", 1_000L, "six")
                .endOfInput(0)
                .run();

        assertThat(out.rows(0))
                .containsExactly(
                        "+I a, " + at(1_000) + ", one",
                        "+I b, " + at(1_000) + ", three",
                        "+I a, " + at(1_000) + ", five");
    }

    @Test
    void aRowStandsForItsTimeSinceItWasLastWritten() {
        NodeOutput out = forAMinute("last")
                .row(0, "a", 1_000L, "one")
                .timePasses(HALF)
                .row(0, "a", 1_000L, "one")
                .timePasses(HALF)
                .row(0, "a", 1_000L, "two")
                .timePasses(MINUTE)
                .row(0, "a", 1_000L, "three")
                .endOfInput(0)
                .run();

        assertThat(out.rows(0))
                .containsExactly(
                        "+I a, " + at(1_000) + ", one",
                        "-U a, " + at(1_000) + ", one",
                        "+U a, " + at(1_000) + ", two",
                        "+I a, " + at(1_000) + ", three");
    }

    @Test
    void whatNobodyAsksForIsGivenBack() {
        for (String keep : List.of("first", "last")) {
            NodeTest test = forAMinute(keep);
            for (int i = 0; i < 1_000; i++) {
                test.row(0, "k" + i, 1_000L, "v");
            }
            test.timePasses(MINUTE);
            for (int i = 0; i < 10; i++) {
                test.timePasses(MINUTE.dividedBy(20)).row(0, "x", 1_000L, "v" + i);
            }
            assertThat(test.endOfInput(0).runQuickly().stateRows()).isEqualTo(1);
        }
    }
}
