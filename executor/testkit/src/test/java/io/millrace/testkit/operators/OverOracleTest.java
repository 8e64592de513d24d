package io.millrace.testkit.operators;

import static io.millrace.testkit.operators.Specs.numbers;
import static io.millrace.testkit.operators.Specs.schema;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.model.json.Json;
import io.millrace.model.json.JsonArray;
import io.millrace.model.json.JsonObject;
import io.millrace.model.type.Schema;
import io.millrace.testkit.node.NodeTest;
import io.millrace.testkit.oracle.PostgresOracle;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Rows made by chance, in disorder up to the watermark, have the results that PostgreSQL finds. */
class OverOracleTest {

    private static final Schema ROWS =
            schema("k STRING", "t TIMESTAMP(6) NOT NULL", "n BIGINT NOT NULL", "x BIGINT", "s STRING");

    private static final Schema OUT = schema(
            "n BIGINT NOT NULL",
            "rows BIGINT NOT NULL",
            "xs BIGINT NOT NULL",
            "total BIGINT",
            "least STRING",
            "most BIGINT",
            "average BIGINT",
            "spread BIGINT",
            "number BIGINT NOT NULL",
            "before STRING",
            "first BIGINT",
            "last STRING");

    private static final List<@Nullable String> TEXTS = Arrays.asList("a", "b", "", null, "a longer text than others");

    private static final int BATCHES = 6;

    /**
     * A case.
     *
     * @param preceding rows or microseconds; below 0 for all
     */
    private record Case(boolean isRange, int preceding, boolean isOne, int offset) {

        private JsonObject frame() {
            JsonObject frame = JsonObject.of("range", Json.of(isRange));
            return preceding < 0 ? frame : frame.with("preceding", Json.of(preceding));
        }

        /** Whether a row {@code r} is in the frame of {@code o}. */
        private String holds() {
            String behind = isRange ? "r.t <= o.t" : "r.number <= o.number";
            if (preceding < 0) {
                return behind;
            }
            return behind
                    + (isRange
                            ? " AND r.t >= o.t - interval '" + preceding + " microseconds'"
                            : " AND r.number >= o.number - " + preceding);
        }
    }

    static Stream<Case> cases() {
        List<Case> cases = new ArrayList<>();
        for (boolean isOne : List.of(false, true)) {
            for (int preceding : List.of(-1, 0, 1, 3, 1_000)) {
                cases.add(new Case(true, preceding, isOne, 1 + cases.size() % 3));
                cases.add(new Case(false, preceding, isOne, 1 + cases.size() % 3));
            }
        }
        return cases.stream();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void resultsAreThosePostgresFinds(Case given) {
        Random random = new Random(given.hashCode());
        NodeTest test = Specs.test("over", config(given), List.of(ROWS), List.of(OUT));
        List<List<@Nullable Object>> rows = new ArrayList<>();
        long watermark = 0;
        for (int batch = 0; batch < BATCHES; batch++) {
            for (int i = random.nextInt(12); i > 0; i--) {
                List<@Nullable Object> row = Arrays.asList(
                        given.isOne ? "k" : TEXTS.get(random.nextInt(3)),
                        watermark + 1 + random.nextInt(6),
                        (long) rows.size(),
                        random.nextInt(4) == 0 ? null : (Object) (long) (random.nextInt(19) - 9),
                        TEXTS.get(random.nextInt(TEXTS.size())));
                test.row(0, row.toArray());
                List<@Nullable Object> plain = new ArrayList<>(row);
                plain.set(
                        1,
                        LocalDateTime.ofEpochSecond(0, 0, ZoneOffset.UTC).plus((Long) row.get(1), ChronoUnit.MICROS));
                rows.add(plain);
            }
            watermark += random.nextInt(4);
            test.watermark(0, watermark);
        }
        List<String> results = test.endOfInput(0).run().rows(0);

        try (PostgresOracle postgres = PostgresOracle.open()) {
            postgres.createTable("rows", ROWS, rows);
            assertThat(results)
                    .as("%s", given)
                    .containsExactlyInAnyOrderElementsOf(postgres.query(question(given)).stream()
                            .map(row ->
                                    row.getFirst().substring(1, row.getFirst().length() - 1))
                            .toList());
        }
    }

    private static JsonObject config(Case given) {
        return JsonObject.of(
                        "partitionColumns",
                        given.isOne ? numbers() : numbers(0),
                        "timeColumn",
                        Json.of(1),
                        "frame",
                        given.frame())
                .with("passed", numbers(2))
                .with("keepsTotals", Json.of(true))
                .with(
                        "calls",
                        new JsonArray(List.of(
                                call("rows", "COUNT", -1, "BIGINT"),
                                call("xs", "COUNT", 3, "BIGINT"),
                                call("total", "SUM", 3, "BIGINT"),
                                call("least", "MIN", 4, "STRING"),
                                call("most", "MAX", 3, "BIGINT"),
                                call("average", "AVG", 3, "BIGINT"),
                                call("spread", "VAR_SAMP", 3, "BIGINT"),
                                call("number", "ROW_NUMBER", -1, "BIGINT"),
                                call("before", "LAG", 4, "STRING").with("offset", Json.of(given.offset)),
                                call("first", "FIRST_VALUE", 3, "BIGINT"),
                                call("last", "LAST_VALUE", 4, "STRING"))));
    }

    private static JsonObject call(String id, String function, int argument, String type) {
        return JsonObject.of("id", Json.of(id), "function", Json.of(function), "argument", Json.of(argument))
                .with("argumentType", Json.of(type));
    }

    private static String question(Case given) {
        return """
                WITH o AS (SELECT *, row_number() OVER w AS number, lag(s, %d) OVER w AS before
                    FROM rows WINDOW w AS (PARTITION BY k ORDER BY t, n))
                SELECT '+I ' || concat_ws(', ', n, a, b, c, d, e, f, g, number, coalesce(before, 'NULL'), coalesce((
                      SELECT x FROM o r WHERE r.k = o.k AND %s AND x IS NOT NULL ORDER BY number LIMIT 1)::text, 'NULL'),
                    coalesce((SELECT s FROM o r WHERE r.k = o.k AND %s AND s IS NOT NULL ORDER BY number DESC LIMIT 1), 'NULL'))
                FROM o, LATERAL (SELECT count(*), count(x), coalesce(sum(x)::text, 'NULL'), coalesce(min(s COLLATE "C"), 'NULL'),
                    coalesce(max(x)::text, 'NULL'), coalesce(trunc(avg(x))::text, 'NULL'),
                    coalesce(trunc(var_samp(x))::text, 'NULL') FROM o r WHERE r.k = o.k AND %s) AS v (a, b, c, d, e, f, g)
                """.formatted(given.offset, given.holds(), given.holds(), given.holds());
    }
}
