package io.millrace.testkit.operators;

import static io.millrace.testkit.operators.Specs.call;
import static io.millrace.testkit.operators.Specs.cumulative;
import static io.millrace.testkit.operators.Specs.hopping;
import static io.millrace.testkit.operators.Specs.numbers;
import static io.millrace.testkit.operators.Specs.schema;
import static io.millrace.testkit.operators.Specs.session;
import static io.millrace.testkit.operators.Specs.window;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.columns.Signal.Watermark;
import io.millrace.model.json.Json;
import io.millrace.model.json.JsonArray;
import io.millrace.model.json.JsonObject;
import io.millrace.model.type.Schema;
import io.millrace.testkit.node.NodeOutput;
import io.millrace.testkit.node.NodeTest;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Windows that go by the clock, which a script moves. It shows 1970-01-01 00:00 and a microsecond at first. */
class ProcessingTimeTest {

    private static final long SECOND = 1_000_000;

    private static final Schema IN = schema("k STRING", "v INT", "t TIMESTAMP_LTZ(3)");
    private static final Schema OUT = schema(
            "k STRING",
            "n BIGINT NOT NULL",
            "s INT",
            "window_start TIMESTAMP_LTZ(3) NOT NULL",
            "window_end TIMESTAMP_LTZ(3) NOT NULL");

    /** Counts rows and sums {@code v} by {@code k}. */
    private static NodeTest test(JsonObject window) {
        JsonObject config = JsonObject.of(
                "groupColumns",
                numbers(0),
                "aggregates",
                new JsonArray(List.of(call("COUNT", -1, "INT"), call("SUM", 1, "INT"))),
                "window",
                window.with("processingTime", Json.of(true)));
        return Specs.test("aggregate", config, List.of(IN), List.of(OUT));
    }

    private static NodeTest tumbling() {
        return test(window(10 * SECOND, 0, 2));
    }

    private static List<String> rows(NodeOutput out) {
        return out.rows(0).stream()
                .map(row -> row.replace("1970-01-01 ", "").replace("+I ", ""))
                .toList();
    }

    @Test
    void rowsCountInTheWindowInWhichTheyCome() {
        NodeOutput out = tumbling()
                .row(0, "a", 1, 77L)
                .row(0, "b", 2, null)
                .timePasses(Duration.ofSeconds(4))
                .row(0, "a", 4, 0L)
                .timePasses(Duration.ofSeconds(6))
                .row(0, "a", 8, 0L)
                .timePasses(Duration.ofSeconds(30))
                .row(0, null, null, 0L)
                .timePasses(Duration.ofSeconds(10))
                .endOfInput(0)
                .run();

        assertThat(rows(out))
                .containsExactlyInAnyOrder(
                        "a, 2, 5, 00:00, 00:00:10",
                        "b, 1, 2, 00:00, 00:00:10",
                        "a, 1, 8, 00:00:10, 00:00:20",
                        "NULL, 1, NULL, 00:00:40, 00:00:50");
    }

    @Test
    void aWindowIsSentWhenItsTimeIsUpThoughNothingComes() {
        NodeOutput out = tumbling()
                .row(0, "a", 1, 0L)
                .timePasses(Duration.ofSeconds(9))
                .timePasses(Duration.ofSeconds(1))
                .stopped(0)
                .run();

        assertThat(rows(out)).containsExactly("a, 1, 1, 00:00, 00:00:10");
        assertThat(out.stateRows()).isZero();
    }

    @Test
    void theEndOfABoundedInputEndsTheWindowAndAStopDoesNot() {
        assertThat(rows(tumbling().row(0, "a", 1, 0L).endOfInput(0).run())).containsExactly("a, 1, 1, 00:00, 00:00:10");

        NodeOutput stopped = tumbling().row(0, "a", 1, 0L).stopped(0).run();
        assertThat(rows(stopped)).isEmpty();
        assertThat(stopped.stateRows()).isEqualTo(1);
    }

    /** What rows say of event time is another time, and results have none to hand on. */
    @Test
    void watermarksAndIdlenessOfTheInputMeanNothing() {
        NodeOutput out = tumbling()
                .row(0, "a", 1, 0L)
                .watermark(0, 3_600 * SECOND)
                .row(0, "a", 2, 0L)
                .idle(0)
                .timePasses(Duration.ofSeconds(10))
                .row(0, "a", 4, 0L)
                .endOfInput(0)
                .run();

        assertThat(rows(out)).containsExactly("a, 2, 3, 00:00, 00:00:10", "a, 1, 4, 00:00:10, 00:00:20");
        assertThat(out.signals(0)).containsExactly(new Watermark(Watermark.END_OF_TIME).toString(), "End[]");
    }

    @Test
    void overlappingWindowsAreSentEachAtItsEnd() {
        NodeTest test = test(hopping(10 * SECOND, 4 * SECOND, 0, 2)).row(0, "a", 1, 0L);
        for (int i = 0; i < 4; i++) {
            test.timePasses(Duration.ofSeconds(3)).row(0, "a", 1, 0L);
        }
        NodeOutput out = test.timePasses(Duration.ofSeconds(60)).stopped(0).run();

        assertThat(rows(out))
                .containsExactly(
                        "a, 1, 1, 1969-12-31 23:59:52, 00:00:02",
                        "a, 2, 2, 1969-12-31 23:59:56, 00:00:06",
                        "a, 4, 4, 00:00, 00:00:10",
                        "a, 3, 3, 00:00:04, 00:00:14",
                        "a, 2, 2, 00:00:08, 00:00:18",
                        "a, 1, 1, 00:00:12, 00:00:22");
    }

    @Test
    void cumulativeWindowsAreSentEachAtItsEnd() {
        NodeOutput out = test(cumulative(10 * SECOND, 5 * SECOND, 0, 2))
                .row(0, "a", 1, 0L)
                .timePasses(Duration.ofSeconds(6))
                .row(0, "a", 2, 0L)
                .timePasses(Duration.ofSeconds(6))
                .stopped(0)
                .run();

        assertThat(rows(out)).containsExactly("a, 1, 1, 00:00, 00:00:05", "a, 2, 3, 00:00, 00:00:10");
    }

    /** Looked at in steps of a sixteenth of the gap: the second one is complete within the fifth second. */
    @Test
    void aSessionEndsWhenNothingHasComeForTheGap() {
        NodeOutput out = test(session(16 * SECOND, 2))
                .timePasses(Duration.ofSeconds(1))
                .row(0, "a", 1, 0L)
                .timePasses(Duration.ofSeconds(16))
                .row(0, "a", 2, 0L)
                .row(0, "b", 4, 0L)
                .timePasses(Duration.ofSeconds(10))
                .row(0, "b", 8, 0L)
                .timePasses(Duration.ofSeconds(8))
                .row(0, "a", 16, 0L)
                .timePasses(Duration.ofSeconds(60))
                .stopped(0)
                .run();

        assertThat(rows(out))
                .containsExactlyInAnyOrder(
                        "a, 2, 3, 00:00:01, 00:00:33", "b, 2, 12, 00:00:17, 00:00:43", "a, 1, 16, 00:00:35, 00:00:51");
    }

    /** The job was down while its window ended. */
    @Test
    void aWindowThatEndedMeanwhileIsSentAtOnceAfterARestore() {
        NodeOutput out = tumbling()
                .row(0, "a", 1, 0L)
                .row(0, "b", 2, 0L)
                .timePasses(Duration.ofSeconds(12))
                .row(0, "a", 4, 0L)
                .rescale(3)
                .timePasses(Duration.ofSeconds(30))
                .rescale(2)
                .row(0, "b", 8, 0L)
                .stopped(0)
                .runInTasks(1);

        assertThat(rows(out))
                .containsExactlyInAnyOrder(
                        "a, 1, 1, 00:00, 00:00:10", "b, 1, 2, 00:00, 00:00:10", "a, 1, 4, 00:00:10, 00:00:20");
        assertThat(out.stateRows()).isEqualTo(1);
    }

    /** What has been sent of windows that overlap is told by the clock as it was, which a checkpoint keeps. */
    @Test
    void overlappingWindowsAreSentOnceThoughTheJobIsRestoredBetween() {
        NodeOutput out = test(hopping(10 * SECOND, 5 * SECOND, 0, 2))
                .row(0, "a", 1, 0L)
                .timePasses(Duration.ofSeconds(6))
                .rescale(2)
                .timePasses(Duration.ofSeconds(6))
                .stopped(0)
                .runInTasks(1);

        assertThat(rows(out)).containsExactly("a, 1, 1, 1969-12-31 23:59:55, 00:00:05", "a, 1, 1, 00:00, 00:00:10");
    }

    /** It was behind on the machine on which the job went on, or somebody set it. */
    @Test
    void aClockThatIsSetBackTakesNoTimeBack() {
        NodeOutput out = tumbling()
                .row(0, "a", 1, 0L)
                .timePasses(Duration.ofSeconds(12))
                .timePasses(Duration.ofSeconds(-6))
                .row(0, "a", 2, 0L)
                .rescale(1)
                .row(0, "a", 4, 0L)
                .timePasses(Duration.ofSeconds(14))
                .stopped(0)
                .runInTasks(1);

        assertThat(rows(out)).containsExactly("a, 1, 1, 00:00, 00:00:10", "a, 2, 6, 00:00:10, 00:00:20");
    }
}
