package io.millrace.testkit.operators;

import static io.millrace.testkit.operators.Specs.call;
import static io.millrace.testkit.operators.Specs.numbers;
import static io.millrace.testkit.operators.Specs.schema;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.model.json.Json;
import io.millrace.model.json.JsonArray;
import io.millrace.model.json.JsonObject;
import io.millrace.model.type.Schema;
import io.millrace.testkit.node.NodeOutput;
import io.millrace.testkit.node.NodeTest;
import io.millrace.testkit.operators.AggregateOracle.Call;
import io.millrace.testkit.operators.AggregateOracle.Keys;
import io.millrace.testkit.operators.AggregateOracle.Windows;
import io.millrace.testkit.pipeline.PipelineTestDriver;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Windows that take rows for a while after they were sent, and are sent again. */
class LatenessTest {

    private static final List<Call> CALLS = List.of(
            Call.of("rows", "COUNT", "", "BIGINT NOT NULL", "count(*)"),
            Call.of("sum", "SUM", "v", "BIGINT", "sum(v)"),
            Call.of("least", "MIN", "s", "STRING", "min(s COLLATE \"C\")"),
            Call.of("most", "MAX", "m", "DECIMAL(10, 2)", "max(m)"),
            Call.of("texts", "COUNT", "s", "BIGINT NOT NULL", "count(DISTINCT s)")
                    .distinct(),
            Call.of("once", "SUM", "v", "BIGINT", "sum(DISTINCT v)").distinct());

    private static final Call LIST = Call.of("list", "LISTAGG", "s", "STRING", "string_agg(s, ';' ORDER BY ARRIVAL)")
            .with("gathered", Json.of(true))
            .with("separator", Json.of(";"));

    private static final Schema IN = schema("k STRING", "v INT", "t TIMESTAMP(6)");
    private static final Schema OUT = schema(
            "k STRING",
            "n BIGINT NOT NULL",
            "s INT",
            "window_start TIMESTAMP(6) NOT NULL",
            "window_end TIMESTAMP(6) NOT NULL");

    private static NodeTest test(JsonObject window, long lateness) {
        JsonObject config = JsonObject.of(
                "groupColumns",
                numbers(0),
                "aggregates",
                new JsonArray(List.of(call("COUNT", -1, "INT"), call("SUM", 1, "INT"))),
                "window",
                window.with("latenessMicros", Json.of(lateness)));
        return Specs.test("aggregate", config, List.of(IN), List.of(OUT, IN));
    }

    private static List<String> windows(NodeOutput out) {
        return out.rows(0).stream()
                .map(row -> row.substring(0, 3) + OverlappingWindowsTest.window(row))
                .toList();
    }

    @Test
    void aRowThatComesInTimeForThatCorrectsItsWindow() {
        NodeOutput out = test(Specs.window(10, 0, 2), 20)
                .row(0, "a", 1, 3L)
                .watermark(0, 9)
                .row(0, "a", 2, 4L)
                .watermark(0, 28)
                .row(0, "a", 4, 9L)
                .row(0, "b", 8, 0L)
                .endOfInput(0)
                .run();

        assertThat(windows(out))
                .containsExactly(
                        "+I a, 1, 1 [0, 10)",
                        "-U a, 1, 1 [0, 10)",
                        "+U a, 2, 3 [0, 10)",
                        "-U a, 2, 3 [0, 10)",
                        "+U a, 3, 7 [0, 10)",
                        "+I b, 1, 8 [0, 10)");
        assertThat(out.rows(1)).isEmpty();
    }

    @Test
    void aRowThatComesLaterLeavesByLateAndItsWindowIsGone() {
        NodeOutput out = test(Specs.window(10, 0, 2), 20)
                .row(0, "a", 1, 3L)
                .watermark(0, 29)
                .row(0, "a", 2, 9L)
                .row(0, "a", 4, 10L)
                .stopped(0)
                .run();

        assertThat(windows(out)).containsExactly("+I a, 1, 1 [0, 10)", "+I a, 1, 4 [10, 20)");
        assertThat(out.rows(1)).containsExactly("+I a, 2, 1970-01-01 00:00:00.000009");
        assertThat(out.stateRows()).isEqualTo(1);
    }

    /** A row may be too late for one of its windows, late for another and in time for a third. */
    @Test
    void eachOfSeveralWindowsGoesByItsOwnEnd() {
        NodeOutput out = test(Specs.hopping(15, 5, 0, 2), 4)
                .row(0, "a", 1, 7L)
                .watermark(0, 16)
                .row(0, "a", 2, 8L)
                .endOfInput(0)
                .run();

        assertThat(windows(out))
                .containsExactly(
                        "+I a, 1, 1 [-5, 10)",
                        "+I a, 1, 1 [0, 15)",
                        "-U a, 1, 1 [0, 15)",
                        "+U a, 2, 3 [0, 15)",
                        "+I a, 2, 3 [5, 20)");
        assertThat(out.rows(1)).isEmpty();
    }

    /** Tasks that stood at different watermarks: what the further one had sent is not sent again, nor counted twice. */
    @Test
    void whatWasSentBeforeARescaleIsCorrectedAfterIt() {
        NodeTest test = test(Specs.hopping(10, 5, 0, 2), 100);
        for (String key : List.of("a", "b", "c", "d", "e", "f")) {
            test.row(0, key, 1, 3L);
        }
        test.watermarkOfTask(0, 0, 20).rescale(1);
        for (String key : List.of("a", "b", "c", "d", "e", "f")) {
            test.row(0, key, 2, 4L);
        }
        NodeOutput out = test.endOfInput(0).runInTasks(2);

        for (String key : List.of("a", "b", "c", "d", "e", "f")) {
            assertThat(windows(out).stream().filter(row -> row.charAt(3) == key.charAt(0)))
                    .containsExactlyInAnyOrder(
                            "+I %s, 1, 1 [-5, 5)".formatted(key),
                            "+I %s, 1, 1 [0, 10)".formatted(key),
                            "-U %s, 1, 1 [-5, 5)".formatted(key),
                            "+U %s, 2, 3 [-5, 5)".formatted(key),
                            "-U %s, 1, 1 [0, 10)".formatted(key),
                            "+U %s, 2, 3 [0, 10)".formatted(key));
        }
    }

    @ParameterizedTest
    @CsvSource({"TUMBLING, FEW, 30", "HOPPING, FEW, 9", "HOPPING, NO_KEY, 1", "MANY_HOPS, ONE, 30", "CUMULATIVE, FEW, 9"
    })
    void resultsComeToThosePostgresFinds(Windows windows, Keys keys, int lateness) {
        new AggregateOracle(CALLS, windows, keys, lateness)
                .withLateness(lateness)
                .check();
    }

    @Test
    void listsOfValuesAreSentAgain() {
        new AggregateOracle(List.of(LIST, CALLS.getFirst()), Windows.TUMBLING, Keys.FEW, 3)
                .withLateness(30)
                .check();
    }

    /** In a pipeline, in halves of an aggregation where there are several tasks. */
    @ParameterizedTest
    @CsvSource({"'tumbling, size: 10 s', 1", "'tumbling, size: 10 s', 3", "'hopping, size: 10 s, slide: 5 s', 3"})
    void theAnswerIsThatOverAllRows(String window, int parallelism) {
        Random random = new Random(7);
        List<List<@Nullable Object>> rows = new ArrayList<>();
        Map<String, Long> expected = new TreeMap<>();
        int slide = window.contains("hopping") ? 5 : 10;
        for (int i = 0; i < 2_000; i++) {
            int key = random.nextInt(5);
            long second = Math.max(0, i / 10 - random.nextInt(60));
            rows.add(Arrays.asList(key, second * 1_000_000));
            for (long start = second / slide * slide; start > second - 10; start -= slide) {
                expected.merge(key + " from " + start, 1L, Long::sum);
            }
        }
        PipelineTestDriver driver = PipelineTestDriver.of("""
                        apiVersion: millrace.io/v1
                        kind: Pipeline
                        id: late
                        name: Late rows
                        nodes:
                          - {id: source, type: memory-source, config: {schema: [{name: k, type: INT}, {name: t, type: TIMESTAMP(3)}]}}
                          - {id: time, type: watermark, config: {column: t, outOfOrderness: 0 s}}
                          - id: counts
                            type: aggregate
                            config:
                              window: {type: %s, lateness: 1 min}
                              groupBy: [{id: k, name: k, expression: k}]
                              aggregates: [{id: n, name: n, function: COUNT}]
                          - {id: out, type: memory-sink, config: {}}
                        edges:
                          - {from: {node: source, port: out}, to: {node: time, port: in}}
                          - {from: {node: time, port: out}, to: {node: counts, port: in}}
                          - {from: {node: counts, port: out}, to: {node: out, port: in}}
                        """.formatted(window))
                .rows("source", rows)
                .parallelism(parallelism);

        driver.run();

        Map<String, Long> found = new TreeMap<>();
        driver.standing("out")
                .forEach(row -> found.merge(row.get(0) + " from " + seconds(row.get(2)), (Long) row.get(1), Long::sum));
        assertThat(found).isEqualTo(expected);
        assertThat(driver.changes("out"))
                .hasSizeGreaterThan(driver.standing("out").size());
    }

    private static long seconds(@Nullable Object time) {
        return time instanceof LocalDateTime local
                ? local.toEpochSecond(java.time.ZoneOffset.UTC)
                : Math.floorDiv((Long) java.util.Objects.requireNonNull(time), 1_000_000L);
    }
}
