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
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Groups, joined rows and partitions that live for a minute after they were last written. */
class StateTtlTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration HALF = MINUTE.dividedBy(2);

    private static final Schema IN = schema("k STRING", "v BIGINT");
    private static final Schema SUMS = schema("k STRING", "n BIGINT NOT NULL", "s BIGINT");
    private static final Schema NAMES = schema("id STRING", "name STRING");
    private static final Schema JOINED = schema("k STRING", "v BIGINT", "name STRING");

    private static NodeTest sums() {
        return Specs.test(
                "aggregate",
                JsonObject.of(
                                "groupColumns",
                                numbers(0),
                                "aggregates",
                                new JsonArray(List.of(call("COUNT", -1, "BIGINT"), call("SUM", 1, "BIGINT"))))
                        .with("ttlMicros", micros(MINUTE)),
                List.of(IN),
                List.of(SUMS));
    }

    private static NodeTest join(boolean ofLeft, boolean ofRight) {
        JsonObject config = JsonObject.of("type", Json.of("inner"), "leftKeys", numbers(0))
                .with("rightKeys", numbers(0))
                .with("rightColumns", numbers(1));
        if (ofLeft) {
            config = config.with("leftTtlMicros", micros(MINUTE));
        }
        if (ofRight) {
            config = config.with("rightTtlMicros", micros(MINUTE));
        }
        return Specs.test("regularJoin", config, List.of(IN, NAMES), List.of(JOINED));
    }

    private static NodeTest firstTwo() {
        JsonObject config = JsonObject.of("partitionColumns", numbers(0))
                .with("order", new JsonArray(List.of(JsonObject.of("column", Json.of(1)))))
                .with("limit", Json.of(2))
                .with("passed", numbers(0, 1))
                .with("ttlMicros", micros(MINUTE));
        return Specs.test("topN", config, List.of(IN), List.of(IN));
    }

    private static NodeTest sumsOfThree() {
        JsonObject config = JsonObject.of("partitionColumns", numbers(0), "timeColumn", Json.of(1))
                .with("frame", JsonObject.of("range", Json.of(false), "preceding", Json.of(2)))
                .with("passed", numbers(0))
                .with("calls", new JsonArray(List.of(call("SUM", 2, "BIGINT"))))
                .with("ttlMicros", micros(MINUTE));
        return Specs.test(
                "over",
                config,
                List.of(schema("k STRING", "t TIMESTAMP(3) NOT NULL", "v BIGINT")),
                List.of(schema("k STRING", "s BIGINT")));
    }

    private static Json micros(Duration duration) {
        return Json.of(duration.toNanos() / 1_000);
    }

    @Test
    void aGroupBeginsAnewWhenItsTimeIsOver() {
        NodeOutput out = sums().row(0, "a", 1L)
                .row(0, "b", 1L)
                .timePasses(HALF)
                .row(0, "a", 2L)
                .timePasses(HALF)
                .row(0, "a", 4L)
                .row(0, "b", 8L)
                .endOfInput(0)
                .run();

        assertThat(out.rows(0))
                .containsExactly(
                        "+I a, 1, 1",
                        "+I b, 1, 1",
                        "-U a, 1, 1",
                        "+U a, 2, 3",
                        "-U a, 2, 3",
                        "+U a, 3, 7",
                        "+I b, 1, 8");
    }

    @Test
    void aGroupLivesUntilItsLastMicrosecond() {
        NodeOutput out = sums().row(0, "a", 1L)
                .timePasses(MINUTE.minus(Duration.ofNanos(1_000)))
                .row(0, "a", 1L)
                .timePasses(MINUTE)
                .row(0, "a", 1L)
                .endOfInput(0)
                .run();

        assertThat(out.rows(0)).containsExactly("+I a, 1, 1", "-U a, 1, 1", "+U a, 2, 2", "+I a, 1, 1");
    }

    @Test
    void whatIsTakenBackFromAGroupThatIsGoneIsLeftOut() {
        NodeOutput out = sums().row(0, "a", 1L)
                .timePasses(MINUTE)
                .change(0, Change.UPDATE_BEFORE, "a", 1L)
                .change(0, Change.UPDATE_AFTER, "a", 5L)
                .change(0, Change.DELETE, "a", 5L)
                .change(0, Change.DELETE, "a", 7L)
                .row(0, "a", 6L)
                .endOfInput(0)
                .run();

        assertThat(out.standing(0).getLast()).contains("a, 1, 6=1").doesNotContain("-");
    }

    @Test
    void whatNobodyAsksForIsGivenBack() {
        NodeTest test = sums();
        for (int i = 0; i < 1_000; i++) {
            test.row(0, "k" + i, 1L);
        }
        test.timePasses(MINUTE);
        for (int i = 0; i < 10; i++) {
            test.timePasses(MINUTE.dividedBy(20)).row(0, "x", 1L);
        }
        NodeOutput out = test.endOfInput(0).runQuickly();

        assertThat(out.stateRows()).isEqualTo(1);
    }

    @Test
    void joinedRowsMatchUntilTheirTimeIsOver() {
        NodeOutput out = join(true, true)
                .row(1, "a", "one")
                .row(1, "b", "two")
                .timePasses(HALF)
                .row(0, "a", 1L)
                .row(1, "a", "three")
                .timePasses(HALF)
                .row(0, "a", 2L)
                .row(0, "b", 3L)
                .timePasses(HALF)
                .row(1, "a", "four")
                .endOfInput(0)
                .endOfInput(1)
                .run();

        assertThat(out.rows(0)).containsExactly("+I a, 1, one", "+I a, 1, three", "+I a, 2, three", "+I a, 2, four");
    }

    @Test
    void aSideWithoutATimeStandsForEver() {
        NodeOutput out = join(true, false)
                .row(1, "a", "one")
                .timePasses(MINUTE.multipliedBy(1_000))
                .row(0, "a", 1L)
                .timePasses(MINUTE)
                .row(1, "a", "two")
                .endOfInput(0)
                .endOfInput(1)
                .run();

        assertThat(out.rows(0)).containsExactly("+I a, 1, one");
    }

    @Test
    void aJoinedRowWhoseTimeIsOverCannotBeTakenBack() {
        NodeOutput out = join(true, true)
                .row(0, "a", 1L)
                .row(0, "a", 1L)
                .timePasses(MINUTE)
                .change(0, Change.DELETE, "a", 1L)
                .row(0, "a", 1L)
                .row(1, "a", "one")
                .endOfInput(0)
                .endOfInput(1)
                .run();

        assertThat(out.rows(0)).containsExactly("+I a, 1, one");
    }

    @Test
    void joinedRowsThatNobodyAsksForAreGivenBack() {
        NodeTest test = join(true, true);
        for (int i = 0; i < 600; i++) {
            test.row(0, "k" + i % 100, 1L);
        }
        test.timePasses(MINUTE);
        for (int i = 0; i < 10; i++) {
            test.timePasses(MINUTE.dividedBy(20)).row(1, "x" + i % 2, "y");
        }
        NodeOutput out = test.endOfInput(0).endOfInput(1).runQuickly();

        assertThat(out.stateRows()).isEqualTo(10);
    }

    @Test
    void partitionsThatNobodyAsksForAreGivenBack() {
        NodeTest test = firstTwo();
        for (int i = 0; i < 3_000; i++) {
            test.row(0, "k" + i % 1_000, (long) i);
        }
        test.timePasses(MINUTE);
        for (int i = 0; i < 10; i++) {
            test.timePasses(MINUTE.dividedBy(20)).row(0, "x", (long) i);
        }
        NodeOutput out = test.endOfInput(0).runQuickly();

        assertThat(out.stateRows()).isEqualTo(2);
    }

    @Test
    void partitionsOfWhichAllRowsHaveComeOutAreGivenBack() {
        NodeTest test = sumsOfThree();
        for (int i = 0; i < 3_000; i++) {
            test.row(0, "k" + i % 1_000, (long) i, 1L);
        }
        test.watermark(0, 3_000).row(0, "later", 10_000L, 1L).timePasses(MINUTE);
        for (int i = 0; i < 10; i++) {
            test.timePasses(MINUTE.dividedBy(20)).row(0, "x", 4_000L + i, 1L).watermark(0, 4_000L + i);
        }
        NodeOutput out = test.stopped(0).runQuickly();

        assertThat(out.stateRows())
                .as("two of x, one that waits, and its timer")
                .isEqualTo(4);
    }
}
