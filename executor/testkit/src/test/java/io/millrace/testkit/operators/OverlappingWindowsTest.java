package io.millrace.testkit.operators;

import static io.millrace.testkit.operators.Specs.call;
import static io.millrace.testkit.operators.Specs.cumulative;
import static io.millrace.testkit.operators.Specs.hopping;
import static io.millrace.testkit.operators.Specs.numbers;
import static io.millrace.testkit.operators.Specs.schema;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.model.json.JsonArray;
import io.millrace.model.json.JsonObject;
import io.millrace.model.type.Schema;
import io.millrace.testkit.node.NodeOutput;
import io.millrace.testkit.node.NodeTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Hopping and cumulative windows. Times are shown as microseconds: {@code [0, 10)}. */
class OverlappingWindowsTest {

    private static final Schema IN = schema("k STRING", "v INT", "t TIMESTAMP(3)");
    private static final Schema OUT = schema(
            "k STRING",
            "n BIGINT NOT NULL",
            "s INT",
            "top INT",
            "least STRING",
            "window_start TIMESTAMP(6) NOT NULL",
            "window_end TIMESTAMP(6) NOT NULL");

    /** Counts rows, sums and takes the largest {@code v}, and the least {@code k}, by {@code k}. */
    private static NodeTest test(JsonObject window, boolean latePort) {
        JsonObject config = JsonObject.of(
                "groupColumns",
                numbers(0),
                "aggregates",
                new JsonArray(List.of(
                        call("COUNT", -1, "INT"),
                        call("SUM", 1, "INT"),
                        call("MAX", 1, "INT"),
                        call("MIN", 0, "STRING"))),
                "window",
                window);
        return Specs.test("aggregate", config, List.of(IN), latePort ? List.of(OUT, IN) : List.of(OUT));
    }

    @Test
    void aRowCountsInEveryWindowThatHoldsIt() {
        NodeOutput out = test(hopping(10, 5, 0, 2), false)
                .row(0, "a", 1, 3L)
                .row(0, "b", 5, 7L)
                .row(0, "a", 2, 9L)
                .endOfInput(0)
                .run();

        assertThat(windows(out))
                .containsExactlyInAnyOrder(
                        "a, 1, 1, 1, a [-5, 5)",
                        "a, 2, 3, 2, a [0, 10)",
                        "b, 1, 5, 5, b [0, 10)",
                        "a, 1, 2, 2, a [5, 15)",
                        "b, 1, 5, 5, b [5, 15)");
    }

    @Test
    void windowsFireOneByOneAsTheWatermarkPassesTheirEnds() {
        NodeOutput out = test(hopping(10, 5, 0, 2), false)
                .row(0, "a", 1, 7L)
                .watermark(0, 8)
                .watermark(0, 9)
                .watermark(0, 13)
                .watermark(0, 14)
                .endOfInput(0)
                .run();

        assertThat(out.all(0)).hasSize(8);
        assertThat(out.all(0).get(0)).isEqualTo("Watermark[micros=-991]");
        assertThat(out.all(0).get(1)).startsWith("+I a, 1, ");
        assertThat(out.all(0).subList(2, 4)).containsExactly("Watermark[micros=-986]", "Watermark[micros=-986]");
        assertThat(out.all(0).get(4)).startsWith("+I a, 1, ");
    }

    @Test
    void aSizeThatIsNoMultipleOfTheSlideIsCutAtBoth() {
        NodeOutput out = test(hopping(10, 4, 1, 2), false)
                .row(0, "a", 1, 0L)
                .row(0, "a", 2, 1L)
                .row(0, "a", 4, 8L)
                .row(0, "a", 8, 11L)
                .endOfInput(0)
                .run();

        assertThat(windows(out))
                .containsExactly(
                        "a, 2, 3, 2, a [-7, 3)",
                        "a, 2, 3, 2, a [-3, 7)",
                        "a, 2, 6, 4, a [1, 11)",
                        "a, 2, 12, 8, a [5, 15)",
                        "a, 1, 8, 8, a [9, 19)");
    }

    @Test
    void cumulativeWindowsGrowUntilTheyHaveTheirSize() {
        NodeOutput out = test(cumulative(12, 4, 0, 2), false)
                .row(0, "a", 1, 1L)
                .row(0, "a", 2, 9L)
                .row(0, "b", 4, 13L)
                .endOfInput(0)
                .run();

        assertThat(windows(out))
                .containsExactly(
                        "a, 1, 1, 1, a [0, 4)",
                        "a, 1, 1, 1, a [0, 8)",
                        "a, 2, 3, 2, a [0, 12)",
                        "b, 1, 4, 4, b [12, 16)",
                        "b, 1, 4, 4, b [12, 20)",
                        "b, 1, 4, 4, b [12, 24)");
    }

    @Test
    void aRowIsLateOnlyWhenAllItsWindowsHaveBeenSent() {
        NodeOutput out = test(hopping(10, 5, 0, 2), true)
                .row(0, "a", 1, 7L)
                .watermark(0, 12)
                .row(0, "a", 2, 6L)
                .row(0, "a", 4, 4L)
                .endOfInput(0)
                .run();

        assertThat(windows(out)).containsExactly("a, 1, 1, 1, a [0, 10)", "a, 2, 3, 2, a [5, 15)");
        assertThat(out.rows(1)).containsExactly("+I a, 4, 1970-01-01 00:00:00.000004");
    }

    @Test
    void aGapInTimeIsSkipped() {
        NodeOutput out = test(hopping(1_000, 1, 0, 2), false)
                .row(0, "a", 1, 0L)
                .watermark(0, 250_000_000_000_000_000L)
                .row(0, "a", 1, 250_000_000_000_000_001L)
                .endOfInput(0)
                .runQuickly();

        assertThat(out.rows(0)).hasSize(2_000).doesNotHaveDuplicates();
    }

    /** Against the windows by their definition: a row counts in each that holds it and has not been sent. */
    @ParameterizedTest
    @CsvSource({
        "hopping, 12, 4, 5",
        "hopping, 10, 4, 0",
        "hopping, 7, 5, 3",
        "hopping, 64, 1, 0",
        "hopping, 100, 3, 2",
        "cumulative, 12, 4, 5",
        "cumulative, 40, 2, 0",
        "cumulative, 9, 9, 1"
    })
    void anyRowsInAnyOrderGiveWhatTheDefinitionSays(String kind, int size, int step, int offset) {
        Random random = new Random(size * 31L + step);
        NodeTest test =
                test(kind.equals("hopping") ? hopping(size, step, offset, 2) : cumulative(size, step, offset, 2), true);
        TreeMap<String, Group> expected = new TreeMap<>();
        int late = 0;
        long watermark = Long.MIN_VALUE;
        for (int i = 0; i < 150; i++) {
            String key = random.nextInt(8) == 0 ? null : "k" + random.nextInt(3);
            Integer value = random.nextInt(5) == 0 ? null : random.nextInt(100);
            long time = i / 2L - random.nextInt(30);
            test.row(0, key, value, time);
            boolean counts = false;
            for (long end = time - size; end <= time + size; end++) {
                long start = start(kind, size, step, offset, end);
                if (start <= time && time < end && end - 1 > watermark) {
                    counts = true;
                    expected.computeIfAbsent(key + " [" + start + ", " + end + ")", _ -> new Group())
                            .add(key, value);
                }
            }
            late += counts ? 0 : 1;
            if (random.nextInt(6) == 0) {
                watermark = Math.max(watermark, i / 2L - random.nextInt(25));
                test.watermark(0, watermark);
            }
        }

        NodeOutput out = test.endOfInput(0).run();

        List<String> wanted = new ArrayList<>();
        expected.forEach((window, group) -> wanted.add(group.toString() + window.substring(window.indexOf(" ["))));
        assertThat(windows(out)).containsExactlyInAnyOrderElementsOf(wanted);
        assertThat(out.rows(1)).hasSize(late);
    }

    /** The start of the window that ends there, or a time behind it when none does. */
    private static long start(String kind, int size, int step, int offset, long end) {
        if (Math.floorMod(end - offset - (kind.equals("hopping") ? size : 0), step) != 0) {
            return end + 1;
        }
        return kind.equals("hopping") ? end - size : end - 1 - Math.floorMod(end - 1 - offset, size);
    }

    /** What a group comes to, by hand. */
    private static final class Group {

        private @Nullable String key;
        private int rows;
        private @Nullable Integer sum;
        private @Nullable Integer top;

        void add(@Nullable String of, @Nullable Integer value) {
            key = of;
            rows++;
            if (value != null) {
                sum = sum == null ? value : Integer.valueOf(sum + value);
                top = top == null ? value : Integer.valueOf(Math.max(top, value));
            }
        }

        @Override
        public String toString() {
            return "%s, %d, %s, %s, %s".formatted(key, rows, sum, top, key).replace("null", "NULL");
        }
    }

    /** Results as {@code values [start, end)}. */
    static List<String> windows(NodeOutput out) {
        return out.rows(0).stream().map(OverlappingWindowsTest::window).toList();
    }

    /** A change of a result without the change, its window in brackets. */
    static String window(String row) {
        List<String> values = List.of(row.substring(3).split(", "));
        int count = values.size();
        return String.join(", ", values.subList(0, count - 2)) + " [" + micros(values.get(count - 2)) + ", "
                + micros(values.get(count - 1)) + ")";
    }

    private static long micros(String time) {
        java.time.LocalDateTime parsed =
                java.time.LocalDateTime.parse(Objects.requireNonNull(time).replace(' ', 'T'));
        return java.time.temporal.ChronoUnit.MICROS.between(java.time.LocalDateTime.of(1970, 1, 1, 0, 0), parsed);
    }
}
