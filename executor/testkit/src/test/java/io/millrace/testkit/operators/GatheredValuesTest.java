package io.millrace.testkit.operators;

import static io.millrace.testkit.operators.Specs.call;
import static io.millrace.testkit.operators.Specs.numbers;
import static io.millrace.testkit.operators.Specs.schema;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.columns.Batch;
import io.millrace.columns.Change;
import io.millrace.model.json.Json;
import io.millrace.model.json.JsonArray;
import io.millrace.model.json.JsonObject;
import io.millrace.model.type.Schema;
import io.millrace.testkit.checkpoint.FewRowsInMemory;
import io.millrace.testkit.node.NodeOutput;
import io.millrace.testkit.node.NodeTest;
import io.millrace.testkit.operators.AggregateOracle.Call;
import io.millrace.testkit.operators.AggregateOracle.Keys;
import io.millrace.testkit.operators.AggregateOracle.Windows;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Aggregates that are made of all values of a group, in their order. */
class GatheredValuesTest {

    private static final List<Call> CALLS = List.of(
            text("texts", "s", "string_agg(s, ';' ORDER BY ARRIVAL)"),
            array("whole", "v", "ARRAY<BIGINT>", "coalesce(v::text, 'NULL')"),
            array("money", "m", "ARRAY<DECIMAL(10, 2)>", "coalesce(m::text, 'NULL')"),
            end("first", "FIRST_VALUE", "s", "STRING"),
            end("last", "LAST_VALUE", "v", "BIGINT"),
            Call.of("n", "COUNT", "", "BIGINT NOT NULL", "count(*)"));

    private static Call text(String id, String column, String sql) {
        return Call.of(id, "LISTAGG", column, "STRING", sql)
                .with("gathered", Json.of(true))
                .with("separator", Json.of(";"));
    }

    private static Call array(String id, String column, String type, String element) {
        String sql = "'[' || string_agg(" + element + ", ', ' ORDER BY ARRIVAL) || ']'";
        return Call.of(id, "ARRAY_AGG", column, type, sql).with("gathered", Json.of(true));
    }

    private static Call end(String id, String function, String column, String result) {
        String order = function.equals("FIRST_VALUE") ? "" : " DESC";
        String sql =
                "(array_agg(%1$s ORDER BY ARRIVAL%2$s) FILTER (WHERE %1$s IS NOT NULL))[1]".formatted(column, order);
        return Call.of(id, function, column, result, sql).with("gathered", Json.of(true));
    }

    @ParameterizedTest
    @MethodSource("io.millrace.testkit.operators.AggregateOracle#cases")
    void resultsAreThosePostgresFinds(Windows windows, Keys keys) {
        for (long seed = 1; seed <= 3; seed++) {
            new AggregateOracle(CALLS, windows, keys, seed)
                    .takingBackTheOldest()
                    .check();
        }
    }

    @ParameterizedTest
    @EnumSource(Keys.class)
    void overNoRowsResultsAreThosePostgresFinds(Keys keys) {
        new AggregateOracle(CALLS, Windows.NONE, keys, 1).withoutRows().check();
    }

    private static final Duration MINUTE = Duration.ofMinutes(1);

    private static NodeTest listagg(boolean lives) {
        JsonObject config = JsonObject.of(
                "groupColumns",
                numbers(0),
                "aggregates",
                new JsonArray(List.of(call("LISTAGG", 1, "STRING").with("gathered", Json.of(true)))));
        Schema rows = schema("k STRING", "s STRING");
        return Specs.test(
                "aggregate",
                lives ? config.with("ttlMicros", Json.of(MINUTE.toNanos() / 1_000)) : config,
                List.of(rows),
                List.of(rows));
    }

    @Test
    void aRowThatIsTakenBackTakesTheFirstEqualValueAway() {
        NodeOutput out = listagg(false)
                .row(0, "a", "x")
                .row(0, "a", "y")
                .row(0, "a", "x")
                .change(0, Change.DELETE, "a", "x")
                .change(0, Change.UPDATE_BEFORE, "a", "y")
                .change(0, Change.UPDATE_AFTER, "a", "z")
                .endOfInput(0)
                .run();

        assertThat(out.rows(0).getLast()).isEqualTo("+U a, x,z");
    }

    @Test
    void aGroupThatBeginsAnewHasNoValueOfBefore() {
        NodeTest test = listagg(true);
        test.row(0, "a", "x")
                .row(0, "b", "u")
                .timePasses(MINUTE)
                .row(0, "a", "y")
                .row(0, "a", "z");
        for (int i = 0; i < 20; i++) {
            test.timePasses(MINUTE.dividedBy(10)).row(0, "a", null);
        }
        NodeOutput out = test.row(0, "a", "w").endOfInput(0).run();

        assertThat(out.rows(0))
                .containsExactly("+I a, x", "+I b, u", "+I a, y", "-U a, y", "+U a, y,z", "-U a, y,z", "+U a, y,z,w");
        assertThat(out.stateRows()).isEqualTo(1 + 3);
    }

    /** With each batch some thousand rows that have had their time are given back, so those of another group are still there. */
    @Test
    void nothingIsReadOfAGroupThatBeginsAnew() {
        NodeTest test = listagg(true);
        for (String key : List.of("b", "a")) {
            for (int i = 0; i < Batch.MAX_ROWS; i++) {
                test.row(0, key, "x");
            }
        }
        test.timePasses(MINUTE).row(0, "a", "y");
        for (int i = 0; i < 10; i++) {
            test.timePasses(MINUTE.dividedBy(20)).row(0, "a", null);
        }
        test.endOfInput(0);
        long before = FewRowsInMemory.rowsRead();
        NodeOutput out = test.runQuickly();

        assertThat(out.rows(0).getLast()).isEqualTo("+I a, y");
        assertThat(FewRowsInMemory.rowsRead() - before).isLessThan(100);
    }

    @Test
    void nothingIsReadBehindTheWindowThatIsSent() {
        Schema rows = schema("k STRING", "s STRING", "t TIMESTAMP(3) NOT NULL");
        NodeTest test = Specs.test(
                "aggregate",
                JsonObject.of(
                                "groupColumns",
                                numbers(0),
                                "aggregates",
                                new JsonArray(
                                        List.of(call("LISTAGG", 1, "STRING").with("gathered", Json.of(true)))))
                        .with("window", Specs.window(10, 0, 2)),
                List.of(rows),
                List.of(schema("k STRING", "s STRING", "from TIMESTAMP(3) NOT NULL", "to TIMESTAMP(3) NOT NULL")));
        int windows = 200;
        for (int i = 0; i < windows; i++) {
            test.row(0, "a", "x", 10L * i).row(0, "a", "y", 10L * i + 5);
        }
        test.endOfInput(0);
        long before = FewRowsInMemory.rowsRead();
        NodeOutput out = test.runQuickly();

        assertThat(out.rows(0)).hasSize(windows).allMatch(row -> row.startsWith("+I a, x,y"));
        assertThat(FewRowsInMemory.rowsRead() - before)
                .as("the group and both values of each window")
                .isLessThan(4L * windows);
    }

    @Test
    void textsWithoutLettersTakeUpRoomAsWell() {
        String large = "l".repeat((1 << 20) - 100);
        NodeTest test = listagg(false).row(0, "a", large);
        for (int i = 0; i < 11; i++) {
            test.row(0, "a", "");
        }
        test.watermark(0, 1).row(0, "a", "");
        NodeOutput out = test.skippingErrors(1).endOfInput(0).runQuickly();

        assertThat(out.rows(0).getFirst()).isEqualTo("+I a, " + large + ",".repeat(11));
        assertThat(out.errors()).singleElement().satisfies(error -> assertThat(error.message())
                .contains("LISTAGG has 1,048,584 bytes", "each value counted as 8 at least"));
    }

    @Test
    void anArrayHasTheNullsOfRowsThatCountAndNothingOfOthers() {
        NodeOutput out = Specs.test(
                        "aggregate",
                        JsonObject.of(
                                "groupColumns",
                                numbers(0),
                                "aggregates",
                                new JsonArray(List.of(call("ARRAY_AGG", 1, "INT")
                                        .with("gathered", Json.of(true))
                                        .with("filterColumn", Json.of(2))))),
                        List.of(schema("k STRING", "x INT", "counts BOOLEAN")),
                        List.of(schema("k STRING", "v ARRAY<INT>")))
                .row(0, "a", 1, true)
                .row(0, "a", 2, false)
                .row(0, "a", null, true)
                .row(0, "a", null, null)
                .row(0, "a", 3, null)
                .row(0, "b", 4, false)
                .change(0, Change.DELETE, "a", 2, false)
                .change(0, Change.DELETE, "a", 1, true)
                .row(0, "a", 5, true)
                .endOfInput(0)
                .run();

        assertThat(out.standing(0).getLast()).isEqualTo("{a, [NULL, 5]=1, b, NULL=1} End[]");
    }

    @Test
    void aTextOfMoreThanAMebibyteIsAnErrorOfItsGroupUntilItIsSmaller() {
        String half = "h".repeat(1 << 19);
        NodeOutput out = listagg(false)
                .row(0, "a", half)
                .row(0, "b", "1")
                .watermark(0, 1)
                .row(0, "a", half)
                .watermark(0, 2)
                .change(0, Change.DELETE, "a", half)
                .skippingErrors(1)
                .endOfInput(0)
                .runQuickly();

        assertThat(out.errors()).singleElement().satisfies(error -> assertThat(error.message())
                .contains("LISTAGG has 1,048,577 bytes", "at most 1,048,576", "filter"));
        assertThat(out.standing(0).getLast()).contains("a, " + half + "=1", "b, 1=1");
    }

    @Test
    void manyLargeTextsComeOutAsOftenAsABatchHasRoom() {
        NodeTest test = listagg(false);
        String large = "l".repeat(1 << 20);
        for (int i = 0; i < 100; i++) {
            test.row(0, "k" + i, large);
        }
        NodeOutput out = test.endOfInput(0).runQuickly();

        assertThat(out.rows(0)).hasSize(100).allMatch(row -> row.length() > large.length());
    }

    /** So a batch is taken in bit by bit, and a group that stands at both ends of it changes twice. */
    @Test
    void ofManyLargeTextsFewFirstOnesAreMadeAtOnce() {
        NodeTest test = Specs.test(
                "aggregate",
                JsonObject.of(
                        "groupColumns",
                        numbers(0),
                        "aggregates",
                        new JsonArray(List.of(
                                call("FIRST_VALUE", 1, "STRING").with("gathered", Json.of(true)),
                                call("COUNT", -1, "BIGINT")))),
                List.of(schema("k STRING", "s STRING")),
                List.of(schema("k STRING", "s STRING", "n BIGINT NOT NULL")));
        String large = "l".repeat(1 << 20);
        for (int i = 0; i < 20; i++) {
            test.row(0, "k" + i, large);
        }
        test.watermark(0, 1).row(0, "a", "x");
        for (int i = 0; i < 20; i++) {
            test.row(0, "k" + i, "y");
        }
        NodeOutput out = test.row(0, "a", "z").endOfInput(0).runQuickly();

        assertThat(out.rows(0))
                .filteredOn(row -> row.contains(" a, "))
                .containsExactly("+I a, x, 1", "-U a, x, 1", "+U a, x, 2");
    }
}
