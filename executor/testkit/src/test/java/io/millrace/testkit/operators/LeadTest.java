package io.millrace.testkit.operators;

import static io.millrace.testkit.operators.Specs.numbers;
import static io.millrace.testkit.operators.Specs.schema;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.columns.Batch;
import io.millrace.model.json.Json;
import io.millrace.model.json.JsonArray;
import io.millrace.model.json.JsonObject;
import io.millrace.model.type.Schema;
import io.millrace.testkit.node.NodeOutput;
import io.millrace.testkit.node.NodeTest;
import io.millrace.testkit.oracle.PostgresOracle;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LeadTest {

    private static final Schema ROWS = schema("k STRING", "n BIGINT NOT NULL", "s STRING");
    private static final Schema OUT = schema("n BIGINT NOT NULL", "next STRING", "later BIGINT");
    private static final List<@Nullable String> TEXTS = Arrays.asList("a", null, "", "b");

    private static NodeTest test(boolean isOne, int near, int far, JsonObject more) {
        JsonObject config = JsonObject.of(
                "partitionColumns",
                isOne ? numbers() : numbers(0),
                "passed",
                numbers(1),
                "leads",
                new JsonArray(List.of(lead(2, near), lead(1, far))));
        for (var one : more.members().entrySet()) {
            config = config.with(one.getKey(), one.getValue());
        }
        return Specs.test("lead", config, List.of(ROWS), List.of(OUT));
    }

    private static Json lead(int argument, int offset) {
        return JsonObject.of("argument", Json.of(argument), "offset", Json.of(offset));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void resultsAreThosePostgresFinds(boolean isOne) {
        for (int seed = 1; seed <= 4; seed++) {
            Random random = new Random(seed);
            int near = 1 + random.nextInt(2);
            int far = 1 + random.nextInt(5);
            NodeTest test = test(isOne, near, far, JsonObject.EMPTY);
            List<List<@Nullable Object>> rows = new ArrayList<>();
            for (int round = 0; round < 8; round++) {
                for (int i = random.nextInt(9); i > 0; i--) {
                    List<@Nullable Object> row = Arrays.asList(
                            isOne ? "k" : TEXTS.get(random.nextInt(3)),
                            (long) rows.size(),
                            TEXTS.get(random.nextInt(TEXTS.size())));
                    test.row(0, row.toArray());
                    rows.add(row);
                }
                test.watermark(0, round);
            }
            NodeOutput out = test.endOfInput(0).run();
            try (PostgresOracle postgres = PostgresOracle.open()) {
                postgres.createTable("rows", ROWS, rows);
                List<String> expected = postgres.query("""
                        SELECT concat_ws(', ', n, coalesce(next, 'NULL'), coalesce(later::text, 'NULL')) FROM (
                            SELECT n, lead(s, %d) OVER w AS next, lead(n, %d) OVER w AS later
                            FROM rows WINDOW w AS (PARTITION BY k ORDER BY n)) AS led
                        """.formatted(near, far)).stream()
                        .map(row -> row.getFirst().substring(1, row.getFirst().length() - 1))
                        .toList();
                assertThat(standing(out.rows(0))).containsExactlyInAnyOrderElementsOf(expected);
            }
        }
    }

    private static List<String> standing(List<String> changes) {
        List<String> rows = new ArrayList<>();
        for (String change : changes) {
            String row = change.substring(3);
            if (change.startsWith("+")) {
                rows.add(row);
            } else {
                assertThat(rows.remove(row)).as(change).isTrue();
            }
        }
        return rows;
    }

    @Test
    void aRowComesAtOnceAndAgainWhenThatBehindItHasCome() {
        NodeOutput out = test(false, 1, 2, JsonObject.EMPTY)
                .row(0, "a", 1L, "x")
                .watermark(0, 1)
                .row(0, "b", 2L, "other")
                .row(0, "a", 3L, "y")
                .watermark(0, 2)
                .row(0, "a", 4L, null)
                .endOfInput(0)
                .run();

        assertThat(out.rows(0))
                .containsExactly(
                        "+I 1, NULL, NULL",
                        "+I 2, NULL, NULL",
                        "-U 1, NULL, NULL",
                        "+U 1, y, NULL",
                        "+I 3, NULL, NULL",
                        "-U 1, y, NULL",
                        "+U 1, y, 4",
                        "+I 4, NULL, NULL");
    }

    /** More rows of a partition than a batch holds, and more that wait. */
    @Test
    void manyRowsWait() {
        NodeTest test = test(true, 1, 1_000, JsonObject.EMPTY);
        int rows = Batch.MAX_ROWS + 100;
        for (long i = 0; i < rows; i++) {
            test.row(0, "k", i, "x");
        }
        List<String> standing = standing(test.endOfInput(0).runQuickly().rows(0));

        assertThat(standing).hasSize(rows).contains("0, x, 1000", (rows - 1_001) + ", x, " + (rows - 1));
        assertThat(standing).contains((rows - 1_000) + ", x, NULL", (rows - 1) + ", NULL, NULL");
    }

    @Test
    void aRowThatHasHadItsTimeStaysAsItIs() {
        Duration minute = Duration.ofMinutes(1);
        NodeOutput out = test(false, 1, 1, JsonObject.of("ttlMicros", Json.of(minute.toNanos() / 1_000)))
                .row(0, "a", 1L, "x")
                .watermark(0, 1)
                .timePasses(minute.multipliedBy(2))
                .row(0, "a", 2L, "y")
                .watermark(0, 2)
                .row(0, "a", 3L, "z")
                .endOfInput(0)
                .run();

        assertThat(standing(out.rows(0))).containsExactlyInAnyOrder("1, NULL, NULL", "2, z, 3", "3, NULL, NULL");
    }
}
