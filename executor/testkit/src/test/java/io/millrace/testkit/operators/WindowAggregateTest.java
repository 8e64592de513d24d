package io.millrace.testkit.operators;

import static io.millrace.testkit.operators.Specs.call;
import static io.millrace.testkit.operators.Specs.numbers;
import static io.millrace.testkit.operators.Specs.schema;
import static io.millrace.testkit.operators.Specs.window;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.columns.Signal.Watermark;
import io.millrace.model.json.JsonArray;
import io.millrace.model.json.JsonObject;
import io.millrace.model.type.Schema;
import io.millrace.testkit.node.NodeOutput;
import io.millrace.testkit.node.NodeTest;
import java.util.List;
import org.junit.jupiter.api.Test;

class WindowAggregateTest {

    private static final Schema IN = schema("k STRING", "v INT", "t TIMESTAMP(3)");
    private static final Schema OUT = schema(
            "k STRING",
            "n BIGINT NOT NULL",
            "s INT",
            "top INT",
            "window_start TIMESTAMP(3) NOT NULL",
            "window_end TIMESTAMP(3) NOT NULL");

    /** Counts rows, sums and takes the largest {@code v} by {@code k} in windows of 10 µs. */
    private static NodeTest test(boolean latePort) {
        JsonObject config = JsonObject.of(
                "groupColumns",
                numbers(0),
                "aggregates",
                new JsonArray(List.of(call("COUNT", -1, "INT"), call("SUM", 1, "INT"), call("MAX", 1, "INT"))),
                "window",
                window(10, 0, 2));
        return Specs.test("aggregate", config, List.of(IN), latePort ? List.of(OUT, IN) : List.of(OUT));
    }

    @Test
    void aWindowFiresOnceTheWatermarkHasPassedItsEnd() {
        NodeOutput out = test(false)
                .row(0, "a", 1, 3L)
                .row(0, "b", 5, 9L)
                .row(0, "a", 2, 9L)
                .row(0, "a", 7, 10L)
                .watermark(0, 8)
                .watermark(0, 9)
                .endOfInput(0)
                .run();

        // The window's rows will have the time a millisecond before its end.
        assertThat(out.all(0).subList(0, 1)).containsExactly("Watermark[micros=-991]");
        assertThat(out.rows(0).subList(0, 2))
                .containsExactlyInAnyOrder(
                        "+I a, 2, 3, 2, 1970-01-01 00:00, 1970-01-01 00:00:00.000010",
                        "+I b, 1, 5, 5, 1970-01-01 00:00, 1970-01-01 00:00:00.000010");
        assertThat(out.rows(0).get(2))
                .isEqualTo("+I a, 1, 7, 7, 1970-01-01 00:00:00.000010, 1970-01-01 00:00:00.000020");
    }

    @Test
    void anInputThatIsBackBeforeItToldTimeLosesNothing() {
        NodeOutput out = test(true)
                .idle(0)
                .watermark(0, Watermark.NONE)
                .row(0, "a", 1, 3L)
                .endOfInput(0)
                .run();

        assertThat(out.rows(0)).hasSize(1);
        assertThat(out.rows(1)).isEmpty();
    }

    @Test
    void nullsAreAGroupOfTheirOwnAndAreNotAggregated() {
        NodeOutput out = test(false)
                .row(0, null, null, 1L)
                .row(0, null, 4, 2L)
                .row(0, "a", null, 2L)
                .endOfInput(0)
                .run();

        assertThat(out.rows(0))
                .containsExactlyInAnyOrder(
                        "+I NULL, 2, 4, 4, 1970-01-01 00:00, 1970-01-01 00:00:00.000010",
                        "+I a, 1, NULL, NULL, 1970-01-01 00:00, 1970-01-01 00:00:00.000010");
    }

    @Test
    void aRowOfAFiredWindowLeavesByTheLatePort() {
        NodeOutput out = test(true)
                .row(0, "a", 1, 3L)
                .watermark(0, 12)
                .row(0, "a", 2, 4L)
                .row(0, "a", 3, 11L)
                .endOfInput(0)
                .run();

        assertThat(out.rows(1)).containsExactly("+I a, 2, 1970-01-01 00:00:00.000004");
        assertThat(out.rows(0)).hasSize(2).allMatch(row -> row.startsWith("+I a, 1, "));
    }

    @Test
    void aStoppedInputFiresNoOpenWindow() {
        NodeOutput out =
                test(false).row(0, "a", 1, 3L).watermark(0, 5).stopped(0).run();

        assertThat(out.rows(0)).isEmpty();
    }

    @Test
    void aSumBeyondItsTypeIsARowError() {
        NodeOutput out = test(false)
                .row(0, "a", Integer.MAX_VALUE, 1L)
                .row(0, "a", 1, 1L)
                .row(0, "b", 1, 1L)
                .skippingErrors(1)
                .endOfInput(0)
                .run();

        assertThat(out.errors()).singleElement().satisfies(error -> {
            assertThat(error.message()).contains("INT").contains("Cast");
            assertThat(error.position()).hasValue("group k = a");
        });
        assertThat(out.rows(0)).singleElement().asString().startsWith("+I b, 1, 1, 1");
    }

    @Test
    void windowsBeforeTheEpochBeginWhereTheyShould() {
        NodeOutput out = test(false).row(0, "a", 1, -1L).endOfInput(0).run();

        assertThat(out.rows(0)).containsExactly("+I a, 1, 1, 1, 1969-12-31 23:59:59.999990, 1970-01-01 00:00");
    }

    @Test
    void manyGroupsComeOutInSeveralBatches() {
        NodeTest test = test(false);
        for (int i = 0; i < 5_000; i++) {
            test.row(0, "k" + i, i, 1L);
        }
        NodeOutput out = test.endOfInput(0).runQuickly();

        assertThat(out.rows(0)).hasSize(5_000).doesNotHaveDuplicates();
    }
}
