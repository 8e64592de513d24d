package io.millrace.testkit.operators;

import static io.millrace.testkit.operators.Specs.call;
import static io.millrace.testkit.operators.Specs.numbers;
import static io.millrace.testkit.operators.Specs.schema;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.columns.Change;
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
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Variances and standard deviations. */
class VarianceTest {

    /** With the digits that PostgreSQL is to give. */
    private static final String ONE = "1.0000000000000000000000000000000000000000";

    private static final List<Call> CALLS = List.of(
            Call.of("vp", "VAR_POP", "d", "DOUBLE", "var_pop(d::numeric)::float8"),
            Call.of("vs", "VAR_SAMP", "d", "DOUBLE", "var_samp(d::numeric)::float8"),
            Call.of(
                    "sp",
                    "STDDEV_POP",
                    "d",
                    "DOUBLE",
                    "sqrt((count(d) * sum(d::numeric ^ 2) - sum(d::numeric) ^ 2) * " + ONE
                            + " / nullif(count(d) * count(d), 0))::float8"),
            Call.of("wp", "VAR_POP", "v", "BIGINT", "trunc(var_pop(v))"),
            Call.of("ws", "STDDEV_SAMP", "v", "BIGINT", "trunc(stddev_samp(v))"),
            Call.of("mp", "VAR_POP", "m", "DECIMAL(38, 6)", "round(var_pop(m), 6)"),
            Call.of("ms", "STDDEV_SAMP", "m", "DECIMAL(38, 6)", "round(stddev_samp(m), 6)"),
            Call.of("md", "VAR_SAMP", "m", "DECIMAL(38, 6)", "round(var_samp(DISTINCT m), 6)")
                    .distinct());

    private static final Schema DOUBLES = schema("k STRING", "x DOUBLE");

    @ParameterizedTest
    @MethodSource("io.millrace.testkit.operators.AggregateOracle#cases")
    void resultsAreThosePostgresFinds(Windows windows, Keys keys) {
        for (long seed = 1; seed <= 3; seed++) {
            new AggregateOracle(CALLS, windows, keys, seed).withPlainDoubles().check();
        }
    }

    @ParameterizedTest
    @EnumSource(Keys.class)
    void overNoRowsResultsAreThosePostgresFinds(Keys keys) {
        new AggregateOracle(CALLS, Windows.NONE, keys, 1).withoutRows().check();
    }

    private static NodeTest of(String function, String type, String result) {
        return Specs.test(
                "aggregate",
                config(call(function, 1, type)),
                List.of(schema("k STRING", "x " + type)),
                List.of(schema("k STRING", "v " + result)));
    }

    private static JsonObject config(Json call) {
        return JsonObject.of("groupColumns", numbers(0), "aggregates", new JsonArray(List.of(call)));
    }

    private static String last(NodeOutput out) {
        String row = out.rows(0).getLast();
        return row.substring(row.indexOf(", ") + 2);
    }

    @Test
    void numbersFarFromZeroKeepTheirDistances() {
        NodeTest test = of("VAR_POP", "DOUBLE", "DOUBLE");
        for (int i = 0; i < 1_000; i++) {
            test.row(0, "a", 1e15 + i % 2);
        }
        assertThat(Double.parseDouble(last(test.endOfInput(0).runQuickly()))).isEqualTo(0.25, within(1e-9));
    }

    @Test
    void whatWasTakenBackLeavesNothingBehind() {
        NodeOutput out = of("VAR_POP", "DOUBLE", "DOUBLE")
                .row(0, "a", 1.0)
                .row(0, "a", 2.0)
                .row(0, "a", 3e7)
                .row(0, "a", Double.NaN)
                .row(0, "a", Double.NEGATIVE_INFINITY)
                .row(0, "a", 1e300)
                .watermark(0, 1)
                .change(0, Change.DELETE, "a", 3e7)
                .change(0, Change.DELETE, "a", Double.NaN)
                .change(0, Change.DELETE, "a", Double.NEGATIVE_INFINITY)
                .change(0, Change.DELETE, "a", 1e300)
                .endOfInput(0)
                .run();

        assertThat(out.rows(0)).contains("+U a, NaN");
        assertThat(last(out)).isEqualTo("0.25");
    }

    @Test
    void aSingleValueIsNoSample() {
        assertThat(last(of("VAR_SAMP", "DOUBLE", "DOUBLE")
                        .row(0, "a", 3.0)
                        .endOfInput(0)
                        .run()))
                .isEqualTo("NULL");
        assertThat(last(of("STDDEV_POP", "INT", "INT")
                        .row(0, "a", 3)
                        .endOfInput(0)
                        .run()))
                .isEqualTo("0");
    }

    @Test
    void wholeNumbersOfAllSizesAreTakenAsTheyAre() {
        long most = Long.MAX_VALUE;
        NodeTest test = of("STDDEV_POP", "BIGINT", "BIGINT");
        NodeOutput out =
                test.row(0, "a", most).row(0, "a", most - 200).endOfInput(0).run();
        assertThat(last(out)).isEqualTo("100");
        NodeOutput far = of("STDDEV_POP", "BIGINT", "BIGINT")
                .row(0, "a", most)
                .row(0, "a", -most - 1)
                .endOfInput(0)
                .run();
        assertThat(last(far)).isEqualTo(Long.toString(most));

        BigInteger large = BigInteger.TEN.pow(30);
        NodeOutput wide = of("VAR_POP", "DECIMAL(38, 2)", "DECIMAL(38, 6)")
                .row(0, "a", large)
                .row(0, "a", large.add(BigInteger.valueOf(300)))
                .row(0, "b", BigInteger.TEN.pow(30).negate())
                .row(0, "b", BigInteger.ZERO)
                .skippingErrors(1)
                .endOfInput(0)
                .run();
        assertThat(wide.standing(0).getLast()).contains("a, 2.25").doesNotContain("b, ");
    }

    @Test
    void aVarianceThatDoesNotFitIsAnErrorOfItsGroup() {
        NodeOutput out = of("VAR_POP", "TINYINT", "TINYINT")
                .row(0, "a", (byte) 100)
                .row(0, "b", (byte) 1)
                .watermark(0, 1)
                .row(0, "a", (byte) -100)
                .skippingErrors(1)
                .endOfInput(0)
                .run();

        assertThat(out.errors()).singleElement().satisfies(error -> assertThat(error.message())
                .contains("variance", "TINYINT", "wider type"));
    }

    /** A batch takes as many sums back as it brings new ones, so a part of the group has none of them, and sums all the same. */
    @Test
    void ofRowsThatAreTakenBackResultsAreTheSameInSeveralTasks() {
        String pipeline = """
                apiVersion: millrace.io/v1
                kind: Pipeline
                id: spread
                name: Spread
                nodes:
                  - {id: rows, type: memory-source, config: {schema: [{name: k, type: INT}, {name: v, type: BIGINT}], splits: 4}}
                  - id: sums
                    type: aggregate
                    config:
                      groupBy: [{id: k, name: k, expression: k}]
                      aggregates: [{id: s, name: s, function: SUM, argument: v}]
                  - {id: spread, type: aggregate, config: {aggregates: [{id: x, name: x, function: VAR_POP, argument: s}]}}
                  - {id: out, type: memory-sink, config: {}}
                edges:
                  - {from: {node: rows, port: out}, to: {node: sums, port: in}}
                  - {from: {node: sums, port: out}, to: {node: spread, port: in}}
                  - {from: {node: spread, port: out}, to: {node: out, port: in}}
                """;
        List<List<Object>> rows = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            rows.add(List.of(i % 7, (long) i));
        }
        PipelineTestDriver whole =
                PipelineTestDriver.of(pipeline).rows("rows", rows).withoutRewrites();
        PipelineTestDriver inTasks =
                PipelineTestDriver.of(pipeline).rows("rows", rows).parallelism(2);
        whole.run();
        inTasks.run();

        assertThat(whole.standing("out")).containsExactly(List.of(variance(rows)));
        assertThat(inTasks.standing("out")).isEqualTo(whole.standing("out"));
    }

    private static long variance(List<List<Object>> rows) {
        Map<Object, Long> sums = new HashMap<>();
        rows.forEach(row -> sums.merge(row.getFirst(), (Long) row.getLast(), Long::sum));
        BigInteger count = BigInteger.valueOf(sums.size());
        BigInteger sum = BigInteger.valueOf(
                sums.values().stream().mapToLong(Long::longValue).sum());
        BigInteger squares = sums.values().stream()
                .map(value -> BigInteger.valueOf(value).pow(2))
                .reduce(BigInteger.ZERO, BigInteger::add);
        return squares.multiply(count).subtract(sum.pow(2)).divide(count.pow(2)).longValueExact();
    }

    @Test
    void partsOfAGroupComeTogether() {
        Schema partial = schema(
                "k STRING",
                "rows BIGINT NOT NULL",
                "count BIGINT NOT NULL",
                "special BIGINT NOT NULL",
                "origin DOUBLE NOT NULL",
                "originLow DOUBLE NOT NULL",
                "sum DOUBLE NOT NULL",
                "sumLow DOUBLE NOT NULL",
                "squares DOUBLE NOT NULL",
                "squaresLow DOUBLE NOT NULL");
        NodeOutput halves = Specs.test(
                        "localAggregate", config(call("VAR_POP", 1, "DOUBLE")), List.of(DOUBLES), List.of(partial))
                .row(0, "a", 1.0)
                .row(0, "a", 2.5)
                .endOfInput(0)
                .runWithoutBarriers();
        assertThat(halves.rows(0)).containsExactly("+I a, 2, 2, 0, 1.0, 0.0, 1.5, 0.0, 2.25, 0.0");

        NodeOutput out = Specs.test(
                        "globalAggregate",
                        new JsonObject(Map.of(
                                "groupColumns",
                                numbers(0),
                                "rowCountColumn",
                                Json.of(1),
                                "aggregates",
                                new JsonArray(List.of(call("VAR_POP", 2, "DOUBLE"))))),
                        List.of(partial),
                        List.of(schema("k STRING", "v DOUBLE")))
                .row(0, "a", 2L, 2L, 0L, 1.0, 0.0, 1.5, 0.0, 2.25, 0.0)
                .row(0, "a", 1L, 1L, 0L, 4.0, 0.0, 0.0, 0.0, 0.0, 0.0)
                .endOfInput(0)
                .run();
        assertThat(last(out)).isEqualTo("1.5");
    }
}
