package io.millrace.testkit.operators;

import static io.millrace.testkit.operators.Specs.numbers;
import static io.millrace.testkit.operators.Specs.schema;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.model.json.Json;
import io.millrace.model.json.JsonObject;
import io.millrace.model.type.Schema;
import io.millrace.testkit.node.NodeOutput;
import io.millrace.testkit.node.NodeTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Left rows from 10 before a right row to 3 after it. */
class IntervalJoinTest {

    private static final long BEFORE = 10;
    private static final long AFTER = 3;

    private static final Schema LEFT = schema("k STRING", "lt TIMESTAMP(6) NOT NULL", "v BIGINT");
    private static final Schema RIGHT = schema("id STRING", "rt TIMESTAMP(6) NOT NULL", "name STRING");
    private static final Schema OUT =
            schema("k STRING", "lt TIMESTAMP(6)", "v BIGINT", "rt TIMESTAMP(6)", "name STRING");

    /** A row that came in time. */
    private record Came(@Nullable String key, long time, String text) {}

    private static NodeTest join(String type) {
        JsonObject config = new JsonObject(Map.of(
                "type", Json.of(type), "leftKeys", numbers(0), "rightKeys", numbers(0), "rightColumns", numbers(1, 2)));
        return Specs.test(
                "intervalJoin",
                config.with("leftTime", Json.of(1))
                        .with("rightTime", Json.of(1))
                        .with("beforeMicros", Json.of(BEFORE))
                        .with("afterMicros", Json.of(AFTER)),
                List.of(LEFT, RIGHT),
                List.of(OUT));
    }

    @Test
    void rowsAtBothEndsOfTheIntervalMatchWhicheverComesFirst() {
        NodeOutput out = join("inner")
                .row(1, "a", 100L, "first")
                .row(0, "a", 89L, 1L)
                .row(0, "a", 90L, 2L)
                .row(0, "a", 103L, 3L)
                .row(0, "a", 104L, 4L)
                .row(0, "b", 100L, 5L)
                .row(1, "a", 99L, "second")
                .endOfInput(0)
                .endOfInput(1)
                .run();

        assertThat(bare(out.rows(0)))
                .containsExactly(
                        "+I a, 90, 2, 100, first",
                        "+I a, 103, 3, 100, first",
                        "+I a, 89, 1, 99, second",
                        "+I a, 90, 2, 99, second");
    }

    @Test
    void aRowComesOutAloneWhenItsLastMatchCouldHaveCome() {
        NodeOutput out = join("left")
                .row(0, "a", 100L, 1L)
                .row(0, "a", 100L, 2L)
                .row(0, "b", 101L, 3L)
                .row(1, "b", 108L, "match")
                .watermark(0, 109)
                .watermark(1, 109)
                .watermark(0, 110)
                .watermark(1, 110)
                .watermark(0, 111)
                .watermark(1, 111)
                .endOfInput(0)
                .endOfInput(1)
                .run();

        assertThat(bare(out.all(0)))
                .startsWith(
                        "+I b, 101, 3, 108, match",
                        "Watermark[micros=99]",
                        "+I a, 100, 1, NULL, NULL",
                        "+I a, 100, 2, NULL, NULL",
                        "Watermark[micros=100]",
                        "Watermark[micros=101]");
    }

    @Test
    void aRightRowComesOutAloneWithAWatermarkThatIsBehindIt() {
        NodeOutput out = join("right")
                .row(1, "a", 100L, "x")
                .watermark(0, 103)
                .watermark(1, 103)
                .endOfInput(0)
                .endOfInput(1)
                .run();

        assertThat(bare(out.all(0))).startsWith("+I NULL, NULL, NULL, 100, x", "Watermark[micros=100]");
    }

    @Test
    void aRowWithoutAKeyHasNothingToWaitFor() {
        NodeOutput out = join("full")
                .row(0, null, 100L, 1L)
                .row(1, null, 100L, "x")
                .watermark(0, 1)
                .watermark(1, 1)
                .endOfInput(0)
                .endOfInput(1)
                .run();

        assertThat(bare(out.rows(0))).containsExactly("+I NULL, 100, 1, NULL, NULL", "+I NULL, NULL, NULL, 100, x");
    }

    @Test
    void aRowAtTheWatermarkIsLate() {
        NodeOutput out = join("full")
                .row(1, "a", 98L, "x")
                .watermark(0, 99)
                .watermark(1, 99)
                .row(0, "a", 99L, 1L)
                .row(0, "a", 100L, 2L)
                .row(1, "a", 99L, "y")
                .endOfInput(0)
                .endOfInput(1)
                .run();

        assertThat(bare(out.rows(0))).containsExactly("+I a, 100, 2, 98, x");
    }

    @Test
    void rowsAreKeptNoLongerThanMatchesMayCome() {
        // Less than a second's rows are not dropped on their own.
        long second = 1_000_000;
        NodeTest test = join("full");
        for (int i = 1; i <= 1_000; i++) {
            test.row(0, "a", second * i, (long) i).row(1, "b", second * i, "x" + i);
            if (i % 50 == 0) {
                test.watermark(0, second * i).watermark(1, second * i);
            }
        }
        NodeOutput out = test.stopped(0).stopped(1).runQuickly();

        assertThat(out.rows(0)).hasSize(1_998);
        // The last row of each side, and its timer.
        assertThat(out.stateRows()).isEqualTo(4);
    }

    /** Whatever the order, after each watermark all pairs that came are there, and those alone that have nothing to come. */
    @ParameterizedTest
    @ValueSource(strings = {"inner", "left", "right", "full"})
    void whatIsThereIsTheJoinOfWhatCameInTime(String type) {
        for (int seed = 0; seed < 3; seed++) {
            Random random = new Random(seed);
            String[] keys = seed == 2 ? new String[] {"one"} : new String[] {"a", "b", "c", null};
            NodeTest test = join(type);
            List<Came> left = new ArrayList<>();
            List<Came> right = new ArrayList<>();
            List<String> expected = new ArrayList<>();
            long delay = type.equals("right") ? AFTER : BEFORE;
            long watermark = Long.MIN_VALUE;
            for (int i = 0; i < 42; i++) {
                String key = keys[random.nextInt(keys.length)];
                long time = 1L + i + random.nextInt(12);
                boolean isLeft = random.nextBoolean();
                Object value = isLeft ? (Object) (long) random.nextInt(3) : "n" + random.nextInt(3);
                test.row(isLeft ? 0 : 1, key, time, value);
                if (time > watermark) {
                    (isLeft ? left : right)
                            .add(new Came(key, time, "1970-01-01 00:00:00.%06d".formatted(time) + ", " + value));
                }
                if (i % 7 == 6) {
                    watermark = i;
                    test.watermark(0, i + random.nextInt(2)).watermark(1, i);
                    expected.add(answer(type, left, right, watermark) + " Watermark[micros=" + (i - delay) + "]");
                }
            }

            NodeOutput out = test.endOfInput(0).endOfInput(1).run();

            List<String> standing = out.standing(0);
            assertThat(standing.subList(0, expected.size())).as("seed %d", seed).isEqualTo(expected);
            assertThat(standing.getLast())
                    .as("seed %d", seed)
                    .isEqualTo(answer(type, left, right, Long.MAX_VALUE) + " End[]");
        }
    }

    /** Times as their microseconds. */
    private static List<String> bare(List<String> texts) {
        return texts.stream()
                .map(text -> text.replaceAll("1970-01-01 00:00:00\\.0*", ""))
                .toList();
    }

    private static String answer(String type, List<Came> left, List<Came> right, long watermark) {
        Map<String, Integer> rows = new TreeMap<>();
        for (Came one : left) {
            for (Came other : right) {
                if (matches(one, other)) {
                    rows.merge(one.key + ", " + one.text + ", " + other.text, 1, Integer::sum);
                }
            }
        }
        if (type.equals("left") || type.equals("full")) {
            for (Came one : left) {
                boolean complete = one.key == null || one.time + BEFORE <= watermark;
                if (complete && right.stream().noneMatch(other -> matches(one, other))) {
                    rows.merge(
                            (one.key == null ? "NULL" : one.key) + ", " + one.text + ", NULL, NULL", 1, Integer::sum);
                }
            }
        }
        if (type.equals("right") || type.equals("full")) {
            for (Came other : right) {
                boolean complete = other.key == null || other.time + AFTER <= watermark;
                if (complete && left.stream().noneMatch(one -> matches(one, other))) {
                    rows.merge("NULL, NULL, NULL, " + other.text, 1, Integer::sum);
                }
            }
        }
        return rows.toString();
    }

    private static boolean matches(Came one, Came other) {
        return one.key != null
                && one.key.equals(other.key)
                && one.time >= other.time - BEFORE
                && one.time <= other.time + AFTER;
    }
}
