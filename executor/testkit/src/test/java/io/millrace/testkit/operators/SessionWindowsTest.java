package io.millrace.testkit.operators;

import static io.millrace.testkit.operators.OverlappingWindowsTest.windows;
import static io.millrace.testkit.operators.Specs.call;
import static io.millrace.testkit.operators.Specs.numbers;
import static io.millrace.testkit.operators.Specs.schema;
import static io.millrace.testkit.operators.Specs.session;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.columns.Signal.Watermark;
import io.millrace.model.json.JsonArray;
import io.millrace.model.json.JsonObject;
import io.millrace.model.type.Schema;
import io.millrace.testkit.node.NodeOutput;
import io.millrace.testkit.node.NodeTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sessions. Slices of a gap of 32 µs are 2 µs wide. */
class SessionWindowsTest {

    private static final Schema IN = schema("k STRING", "v INT", "t TIMESTAMP(3)");
    private static final Schema OUT = schema(
            "k STRING",
            "n BIGINT NOT NULL",
            "s INT",
            "window_start TIMESTAMP(6) NOT NULL",
            "window_end TIMESTAMP(6) NOT NULL");

    /** Counts rows and sums {@code v} by {@code k}. */
    private static NodeTest test(long gap) {
        JsonObject config = JsonObject.of(
                "groupColumns",
                numbers(0),
                "aggregates",
                new JsonArray(List.of(call("COUNT", -1, "INT"), call("SUM", 1, "INT"))),
                "window",
                session(gap, 2));
        return Specs.test("aggregate", config, List.of(IN), List.of(OUT, IN));
    }

    @Test
    void rowsAtMostAGapApartAreOneSession() {
        NodeOutput out = test(32).row(0, "a", 1, 0L)
                .row(0, "b", 10, 5L)
                .row(0, "a", 2, 32L)
                .row(0, "a", 4, 65L)
                .row(0, null, null, 7L)
                .endOfInput(0)
                .run();

        assertThat(windows(out))
                .containsExactlyInAnyOrder(
                        "a, 2, 3 [0, 64)", "a, 1, 4 [65, 97)", "b, 1, 10 [5, 37)", "NULL, 1, NULL [7, 39)");
    }

    @Test
    void anInputThatIsBackBeforeItToldTimeLosesNothing() {
        NodeOutput out = test(32).idle(0)
                .watermark(0, Watermark.NONE)
                .row(0, "a", 1, 0L)
                .endOfInput(0)
                .run();

        assertThat(windows(out)).containsExactly("a, 1, 1 [0, 32)");
    }

    /** Rows that count by their event time behind it, an interval join's, must not come too late there. */
    @Test
    void noResultIsOlderThanTheWatermarkBeforeIt() {
        long millisecond = 1_000;
        long gap = 16_000 * millisecond;
        NodeOutput out = test(gap)
                .row(0, "a", 1, 1_000 * millisecond)
                .watermark(0, gap + 1_000 * millisecond - 1)
                .row(0, "b", 1, 1_000_000 * millisecond)
                .endOfInput(0)
                .run();

        long handedOn = out.all(0).stream()
                .filter(line -> line.startsWith("Watermark"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("[^-0-9]", "")))
                .findFirst()
                .orElseThrow();
        assertThat(windows(out)).contains("a, 1, 1 [%d, %d)".formatted(1_000 * millisecond, gap + 1_000 * millisecond));
        assertThat(handedOn).isLessThan(gap + 1_000 * millisecond - millisecond);
    }

    @Test
    void aRowInBetweenMakesOneSessionOfTwo() {
        NodeOutput out = test(32).row(0, "a", 1, 0L)
                .row(0, "a", 2, 60L)
                .watermark(0, 20)
                .row(0, "a", 4, 30L)
                .watermark(0, 93)
                .endOfInput(0)
                .run();

        assertThat(windows(out)).containsExactly("a, 3, 7 [0, 92)");
        assertThat(out.all(0).get(1)).startsWith("+I a, 3, 7");
    }

    @Test
    void aSessionMayLastForEverInOneGroupOfState() {
        NodeTest test = test(32);
        for (long time = 0; time < 1_000; time += 20) {
            test.row(0, "a", 1, time).watermark(0, time);
        }
        NodeOutput open = test.stopped(0).run();

        assertThat(open.rows(0)).isEmpty();
        assertThat(open.stateRows()).isLessThanOrEqualTo(4);
    }

    @Test
    void aLateRowCountsInAnOpenSessionWithinTheGapAndIsLateOtherwise() {
        NodeOutput out = test(32).row(0, "a", 1, 0L)
                .row(0, "a", 2, 30L)
                .row(0, "a", 4, 60L)
                .watermark(0, 70)
                .row(0, "a", 8, 3L)
                .row(0, "a", 16, -32L)
                .row(0, "a", 32, -65L)
                .row(0, "b", 64, 3L)
                .endOfInput(0)
                .run();

        assertThat(windows(out)).containsExactly("a, 5, 31 [-32, 92)");
        assertThat(out.rows(1))
                .hasSize(2)
                .anyMatch(row -> row.startsWith("+I a, 32"))
                .anyMatch(row -> row.startsWith("+I b, 64"));
    }

    /** Against a list of sessions by the definition, with watermarks in steps of a slice. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 32, 50})
    void anyRowsInAnyOrderGiveWhatTheDefinitionSays(int gap) {
        Random random = new Random(gap);
        NodeTest test = test(gap);
        int width = Math.max(1, gap / 16);
        List<Session> open = new ArrayList<>();
        List<String> expected = new ArrayList<>();
        int late = 0;
        long watermark = Long.MIN_VALUE / 4;
        for (int i = 0; i < 160; i++) {
            String key = random.nextInt(8) == 0 ? null : "k" + random.nextInt(4);
            Integer value = random.nextInt(5) == 0 ? null : random.nextInt(100);
            long now = (long) i * Math.max(1, gap / 12);
            long time = now - random.nextInt(3 * gap + 2);
            test.row(0, key, value, time);
            Session session = new Session(key, time, time);
            session.add(value);
            List<Session> near = open.stream()
                    .filter(other ->
                            Objects.equals(other.key, key) && other.first - gap <= time && time <= other.last + gap)
                    .toList();
            near.forEach(session::merge);
            if (session.last + gap - 1 <= watermark) {
                late++;
            } else {
                open.removeAll(near);
                open.add(session);
            }
            if (random.nextInt(6) == 0) {
                long passed = now - random.nextInt(2 * gap + 1);
                test.watermark(0, passed);
                // The largest watermark that is two before a multiple of the width, shifted by the gap.
                long steps = Math.floorDiv(passed + 2 - gap, width) * width + gap - 2;
                watermark = Math.max(watermark, steps);
                for (Session each : List.copyOf(open)) {
                    if (each.last + gap - 1 <= watermark) {
                        open.remove(each);
                        expected.add(each.text(gap));
                    }
                }
            }
        }
        open.forEach(each -> expected.add(each.text(gap)));

        NodeOutput out = test.endOfInput(0).run();

        assertThat(windows(out)).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(out.rows(1)).hasSize(late);
    }

    /** A session by hand. */
    private static final class Session {

        private final @Nullable String key;
        private long first;
        private long last;
        private int rows;
        private @Nullable Integer sum;

        Session(@Nullable String key, long first, long last) {
            this.key = key;
            this.first = first;
            this.last = last;
        }

        void add(@Nullable Integer value) {
            rows++;
            plus(value);
        }

        void merge(Session other) {
            first = Math.min(first, other.first);
            last = Math.max(last, other.last);
            rows += other.rows;
            plus(other.sum);
        }

        private void plus(@Nullable Integer value) {
            if (value != null) {
                sum = sum == null ? value : Integer.valueOf(sum + value);
            }
        }

        String text(int gap) {
            return "%s, %d, %s [%d, %d)"
                    .formatted(key, rows, sum, first, last + gap)
                    .replace("null", "NULL");
        }
    }
}
