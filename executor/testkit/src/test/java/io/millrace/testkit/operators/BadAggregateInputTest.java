package io.millrace.testkit.operators;

import static io.millrace.testkit.operators.Specs.call;
import static io.millrace.testkit.operators.Specs.numbers;
import static io.millrace.testkit.operators.Specs.schema;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.columns.Change;
import io.millrace.model.json.Json;
import io.millrace.model.json.JsonArray;
import io.millrace.model.json.JsonObject;
import io.millrace.testkit.node.NodeOutput;
import io.millrace.testkit.node.NodeTest;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Values at the ends of their types, and such that are none: an answer that is written down, or an error of the group. */
class BadAggregateInputTest {

    private static final BigInteger NINES = BigInteger.TEN.pow(38).subtract(BigInteger.ONE);

    /** By {@code k}, of {@code x}. */
    private static NodeTest test(String key, String type, String result, JsonObject call) {
        return Specs.test(
                "aggregate",
                JsonObject.of("groupColumns", numbers(0), "aggregates", new JsonArray(List.of(call))),
                List.of(schema("k " + key, "x " + type)),
                List.of(schema("k " + key, "v " + result)));
    }

    private static String standing(NodeOutput out) {
        return out.standing(0).getLast();
    }

    /** Of so many of the largest numbers the sum goes around 128 bits, and may come back to one that fits. */
    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4, 7, 10, 100})
    void aSumOfDecimalsThatGoesAroundIsAnErrorOfItsGroup(int rows) {
        for (BigInteger value : List.of(NINES, NINES.negate())) {
            NodeTest test = test("STRING", "DECIMAL(38, 0)", "DECIMAL(38, 0)", call("SUM", 1, "DECIMAL(38, 0)"));
            for (int i = 0; i < rows; i++) {
                test.row(0, "a", value);
            }
            NodeOutput out = test.row(0, "b", BigInteger.ONE)
                    .skippingErrors(1)
                    .endOfInput(0)
                    .runQuickly();

            assertThat(standing(out)).isEqualTo("{b, 1=1} End[]");
            assertThat(out.errors()).singleElement().satisfies(error -> assertThat(error.message())
                    .contains("outside of what DECIMAL(38, 0)", "such as DOUBLE"));
        }
    }

    @Test
    void aSumThatComesBackIsRightAgain() {
        NodeTest test = test("STRING", "DECIMAL(38, 0)", "DECIMAL(38, 0)", call("SUM", 1, "DECIMAL(38, 0)"));
        for (int i = 0; i < 20; i++) {
            test.row(0, "a", NINES);
        }
        for (int i = 0; i < 19; i++) {
            test.change(0, Change.DELETE, "a", NINES);
        }
        test.row(0, "a", NINES.negate()).row(0, "a", BigInteger.TWO);
        NodeOutput out = Specs.test(
                        "aggregate",
                        JsonObject.of(
                                "groupColumns",
                                numbers(0),
                                "aggregates",
                                new JsonArray(List.of(call("AVG", 1, "DECIMAL(38, 0)")))),
                        List.of(schema("k STRING", "x DECIMAL(38, 0)")),
                        List.of(schema("k STRING", "v DECIMAL(38, 6)")))
                .row(0, "a", NINES.divide(BigInteger.valueOf(10_000_000)))
                .endOfInput(0)
                .run();

        assertThat(standing(test.endOfInput(0).runQuickly())).isEqualTo("{a, 2=1} End[]");
        assertThat(standing(out)).contains("9999999999999999999999999999999.000000");
    }

    @Test
    void whatBigintCannotHoldIsAnErrorOfTheGroup() {
        NodeOutput out = test("STRING", "BIGINT", "BIGINT", call("SUM", 1, "BIGINT"))
                .row(0, "a", Long.MAX_VALUE)
                .row(0, "b", Long.MIN_VALUE)
                .row(0, "b", Long.MAX_VALUE)
                .watermark(0, 1)
                .row(0, "a", Long.MAX_VALUE)
                .skippingErrors(1)
                .endOfInput(0)
                .run();

        assertThat(standing(out)).isEqualTo("{b, -1=1} End[]");
    }

    @Test
    void nanIsOneKeyAndSoAreBothZerosAndNull() {
        NodeTest test = test("DOUBLE", "BIGINT", "BIGINT NOT NULL", call("COUNT", -1, "BIGINT"));
        for (Double key :
                new Double[] {Double.NaN, Double.longBitsToDouble(0x7FF8000000000123L), 0.0, -0.0, null, null}) {
            test.row(0, key, 1L);
        }
        assertThat(standing(test.endOfInput(0).run())).contains("NaN, 2=1", "0.0, 2=1", "NULL, 2=1");
    }

    @Test
    void nanIsOneDistinctValueAndSoAreBothZerosAndNullIsNone() {
        NodeTest test = test(
                "STRING",
                "DOUBLE",
                "BIGINT NOT NULL",
                call("COUNT", 1, "DOUBLE").with("distinct", Json.of(true)));
        for (Double value : new Double[] {Double.NaN, Double.NaN, 0.0, -0.0, null, Double.NEGATIVE_INFINITY}) {
            test.row(0, null, value);
        }
        assertThat(standing(test.endOfInput(0).run())).isEqualTo("{NULL, 3=1} End[]");
    }

    /** As in Flink: what is written of it in the node's documentation. */
    @Test
    void aFloatingSumThatWasNanStaysSoUntilItsGroupIsGone() {
        NodeOutput out = test("STRING", "DOUBLE", "DOUBLE", call("SUM", 1, "DOUBLE"))
                .row(0, "a", 1.0)
                .row(0, "a", Double.NaN)
                .watermark(0, 1)
                .change(0, Change.DELETE, "a", Double.NaN)
                .watermark(0, 2)
                .change(0, Change.DELETE, "a", 1.0)
                .watermark(0, 3)
                .row(0, "a", 2.0)
                .endOfInput(0)
                .run();

        assertThat(standing(out)).isEqualTo("{a, 2.0=1} End[]");
        assertThat(out.standing(0).get(1)).contains("a, NaN");
    }

    @Test
    void textsOfAMebibyteAreKeysAndValues() {
        // Unlike itself everywhere: to look for a text that is all alike in one that is too takes minutes.
        String large = new Random(7)
                .ints(1 << 20, 'a', 'z' + 1)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        List<JsonObject> calls =
                List.of(call("MAX", 1, "STRING"), call("COUNT", 1, "STRING").with("distinct", Json.of(true)));
        NodeTest test = Specs.test(
                "aggregate",
                JsonObject.of("groupColumns", numbers(0), "aggregates", new JsonArray(new ArrayList<>(calls))),
                List.of(schema("k STRING", "x STRING")),
                List.of(schema("k STRING", "top STRING", "n BIGINT NOT NULL")));
        for (int i = 0; i < 8; i++) {
            test.row(0, large + i % 2, large + i % 4);
        }
        assertThat(standing(test.endOfInput(0).runQuickly()))
                .contains(large + "0, " + large + "2, 2=1", large + "1, " + large + "3, 2=1");
    }

    /** The last microsecond that a TIMESTAMP is said to have, and windows that end behind it. */
    @Test
    void windowsAtTheEndOfTheYear9999AreSent() {
        long last = 253_402_300_799_999_999L;
        long day = Duration.ofDays(1).toNanos() / 1_000;
        for (JsonObject window : List.of(
                Specs.window(day, 0, 1),
                Specs.hopping(day, day / 2, 0, 1),
                Specs.cumulative(day, day / 2, 0, 1),
                Specs.session(36_500 * day, 1))) {
            NodeOutput out = Specs.test(
                            "aggregate",
                            JsonObject.of(
                                    "groupColumns",
                                    numbers(0),
                                    "aggregates",
                                    new JsonArray(List.of(call("COUNT", -1, "INT"))),
                                    "window",
                                    window),
                            List.of(schema("k STRING", "t TIMESTAMP(6) NOT NULL")),
                            List.of(schema(
                                    "k STRING",
                                    "n BIGINT NOT NULL",
                                    "window_start TIMESTAMP(6) NOT NULL",
                                    "window_end TIMESTAMP(6) NOT NULL")))
                    .row(0, "a", last)
                    .row(0, "a", last - 1)
                    .endOfInput(0)
                    .run();
            assertThat(out.rows(0))
                    .as("%s", window)
                    .isNotEmpty()
                    .allMatch(row -> row.startsWith("+I a, 2, 9999-12-31"));
        }
    }
}
