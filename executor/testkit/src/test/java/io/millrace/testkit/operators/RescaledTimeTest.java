package io.millrace.testkit.operators;

import static io.millrace.testkit.operators.Specs.call;
import static io.millrace.testkit.operators.Specs.numbers;
import static io.millrace.testkit.operators.Specs.schema;
import static io.millrace.testkit.operators.Specs.window;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.columns.KeyGroups;
import io.millrace.columns.KeyHash;
import io.millrace.columns.Vector;
import io.millrace.columns.testing.BoxedValues;
import io.millrace.model.json.Json;
import io.millrace.model.json.JsonArray;
import io.millrace.model.json.JsonObject;
import io.millrace.model.type.DataType;
import io.millrace.model.type.Schema;
import io.millrace.testkit.node.NodeOutput;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Two tasks stand at different watermarks when one takes over from both: it goes on from the further one, so that no key has rows behind
 * those that have come out. What waited at the other one comes out; rows that lie between are late, whoever's they are.
 */
class RescaledTimeTest {

    private static final String FAR = keyOf(0, "STRING");
    private static final String BEHIND = keyOf(1, "STRING");

    /** The time of a window that is a key beside another. */
    private static final long WINDOW = 2_000;

    /** A key that comes to one of two tasks, alone or with {@link #WINDOW}. */
    private static String keyOf(int task, String... types) {
        return Stream.iterate(0, i -> i + 1)
                .map(i -> "k" + i)
                .filter(key -> KeyGroups.range(task, 2).contains(KeyHash.keyGroup(hash(key, types))))
                .findFirst()
                .orElseThrow();
    }

    private static long hash(String key, String... types) {
        long[] hashes = new long[1];
        for (int i = 0; i < types.length; i++) {
            Vector vector = Vector.create(DataType.parse(types[i]), 1);
            BoxedValues.set(vector, 0, i == 0 ? key : (Object) WINDOW);
            KeyHash.hash(vector, null, 1, hashes, i == 0);
        }
        return hashes[0];
    }

    @Test
    void overGoesOnFromTheFurthestAndBringsOutWhatWaited() {
        Schema rows = schema("k STRING", "t TIMESTAMP(6) NOT NULL", "x BIGINT");
        JsonObject config = JsonObject.of("partitionColumns", numbers(0), "timeColumn", Json.of(1))
                .with("frame", JsonObject.of("range", Json.of(true)))
                .with("passed", numbers(0, 2))
                .with("keepsTotals", Json.of(true))
                .with("calls", new JsonArray(List.of(call("SUM", 2, "BIGINT"))));
        NodeOutput out = Specs.test(
                        "over", config, List.of(rows), List.of(schema("k STRING", "x BIGINT", "s BIGINT"), rows))
                .row(0, FAR, 1_000L, 1L)
                .row(0, BEHIND, 1_000L, 2L)
                .row(0, BEHIND, 2_000L, 4L)
                .watermarkOfTask(0, 0, 3_000)
                .watermarkOfTask(1, 0, 1_000)
                .rescale(1)
                .row(0, FAR, 2_500L, 8L)
                .row(0, BEHIND, 2_500L, 16L)
                .row(0, FAR, 5_000L, 32L)
                .endOfInput(0)
                .runInTasks(2);

        assertThat(out.rows(0))
                .containsExactly(
                        "+I %s, 1, 1".formatted(FAR),
                        "+I %s, 2, 2".formatted(BEHIND),
                        "+I %s, 4, 6".formatted(BEHIND),
                        "+I %s, 32, 33".formatted(FAR));
        assertThat(out.rows(1)).hasSize(2).allMatch(row -> row.contains("00:00:00.0025"));
    }

    @Test
    void theFirstRowsOfAWindowAreNotSentAgain() {
        Schema rows = schema("k STRING", "p BIGINT", "w TIMESTAMP(6) NOT NULL");
        JsonObject highest = JsonObject.of("column", Json.of(1), "descending", Json.of(true));
        JsonObject config = JsonObject.of("partitionColumns", numbers(0, 2), "order", new JsonArray(List.of(highest)))
                .with("limit", Json.of(2))
                .with("passed", numbers(0, 1))
                .with("ranked", Json.of(true))
                .with("timeColumn", Json.of(2));
        String far = keyOf(0, "STRING", "TIMESTAMP(6)");
        String behind = keyOf(1, "STRING", "TIMESTAMP(6)");
        NodeOutput out = Specs.test(
                        "topN", config, List.of(rows), List.of(schema("k STRING", "p BIGINT", "r BIGINT NOT NULL")))
                .row(0, far, 5L, WINDOW)
                .row(0, behind, 6L, WINDOW)
                .watermarkOfTask(0, 0, 3_000)
                .watermarkOfTask(1, 0, 1_000)
                .rescale(1)
                .row(0, far, 9L, WINDOW)
                .row(0, behind, 9L, WINDOW)
                .row(0, behind, 7L, 4_000L)
                .endOfInput(0)
                .runInTasks(2);

        assertThat(out.rows(0))
                .containsExactly(
                        "+I %s, 5, 1".formatted(far), "+I %s, 6, 1".formatted(behind), "+I %s, 7, 1".formatted(behind));
    }

    @Test
    void aWindowThatOneTaskHasSentTakesNoMoreRowsOfAny() {
        Schema rows = schema("k STRING", "v INT", "t TIMESTAMP(6) NOT NULL");
        JsonObject config = JsonObject.of(
                "groupColumns",
                numbers(0),
                "aggregates",
                new JsonArray(List.of(call("COUNT", -1, "INT"))),
                "window",
                window(10, 0, 2));
        Schema results = schema(
                "k STRING",
                "n BIGINT NOT NULL",
                "window_start TIMESTAMP(6) NOT NULL",
                "window_end TIMESTAMP(6) NOT NULL");
        NodeOutput out = Specs.test("aggregate", config, List.of(rows), List.of(results, rows))
                .row(0, FAR, 1, 3L)
                .row(0, BEHIND, 1, 3L)
                .watermarkOfTask(0, 0, 9)
                .watermarkOfTask(1, 0, 1)
                .rescale(1)
                .row(0, FAR, 1, 5L)
                .row(0, BEHIND, 1, 5L)
                .endOfInput(0)
                .runInTasks(2);

        assertThat(out.rows(0))
                .hasSize(2)
                .anyMatch(row -> row.startsWith("+I " + FAR + ", 1"))
                .anyMatch(row -> row.startsWith("+I " + BEHIND + ", 1"));
        assertThat(out.rows(1)).hasSize(2);
    }
}
