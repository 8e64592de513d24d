package io.millrace.testkit.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.millrace.coordinator.state.Finished;
import io.millrace.testkit.oracle.PostgresOracle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** LEAD among other results, which are drawn in the order they are listed in, over rows in disorder. */
class LeadPipelineTest {

    private static final String PIPELINE = """
            apiVersion: millrace.io/v1
            kind: Pipeline
            id: ahead
            name: Ahead
            nodes:
              - id: source
                type: memory-source
                config: {schema: [{name: k, type: INT}, {name: s, type: STRING}, {name: v, type: BIGINT}, {name: d, type: "DECIMAL(10, 2)"},
                  {name: t, type: TIMESTAMP(3) NOT NULL}], splits: 3}
              - {id: time, type: watermark, config: {column: t, outOfOrderness: 1 min}}
              - id: ahead
                type: over
                config:
                  partitionBy: [{id: k, column: k}]
                  functions: [FUNCTIONS]
              - {id: out, type: memory-sink, config: {}}
            edges:
              - {from: {node: source, port: out}, to: {node: time, port: in}}
              - {from: {node: time, port: out}, to: {node: ahead, port: in}}
              - {from: {node: ahead, port: out}, to: {node: out, port: in}}
            """;

    static Stream<Arguments> functions() {
        return Stream.of(
                arguments("{id: a, name: next, function: LEAD, argument: v}", "lead(v) OVER w"),
                arguments("{id: a, name: next, function: LEAD, argument: v * 2 + 1}", "lead(v * 2 + 1) OVER w"),
                arguments(
                        "{id: n, name: n, function: COUNT}, {id: a, name: next, function: LEAD, argument: s, offset: 3}",
                        "count(*) OVER w, lead(s, 3) OVER w"),
                arguments(
                        "{id: a, name: next, function: LEAD, argument: s}, {id: l, name: before, function: LAG, argument: v},"
                                + " {id: b, name: later, function: LEAD, argument: v - 1, offset: 2}, {id: n, name: n, function: COUNT}",
                        "lead(s) OVER w, lag(v) OVER w, lead(v - 1, 2) OVER w, count(*) OVER w"));
    }

    @ParameterizedTest
    @MethodSource("functions")
    void resultsAreThosePostgresFinds(String functions, String sql) {
        Random random = new Random(functions.hashCode());
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            rows.add(Arrays.asList(
                    random.nextInt(6) == 0 ? null : (Object) random.nextInt(5),
                    random.nextInt(4) == 0 ? null : "s" + i,
                    random.nextInt(4) == 0 ? null : (Object) (long) i,
                    null,
                    i * 100_000L));
        }
        Collections.shuffle(rows, random);
        PipelineTestDriver driver = PipelineTestDriver.of(PIPELINE.replace("FUNCTIONS", functions))
                .rows("source", rows)
                .parallelism(3);

        assertThat(driver.run()).isEqualTo(new Finished());

        try (PostgresOracle postgres = PostgresOracle.open()) {
            Compared.load(postgres, "l", Compared.LEFT, rows);
            assertThat(Compared.standing(driver, "out"))
                    .containsExactlyInAnyOrderElementsOf(postgres.query(
                            "SELECT k, s, v, d, t, " + sql + " FROM l WINDOW w AS (PARTITION BY k ORDER BY t)"));
        }
    }
}
