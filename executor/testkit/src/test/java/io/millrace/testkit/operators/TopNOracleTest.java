package io.millrace.testkit.operators;

import static io.millrace.testkit.operators.Specs.numbers;
import static io.millrace.testkit.operators.Specs.retract;
import static io.millrace.testkit.operators.Specs.schema;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.columns.Change;
import io.millrace.model.json.Json;
import io.millrace.model.json.JsonArray;
import io.millrace.model.json.JsonObject;
import io.millrace.model.type.Column;
import io.millrace.model.type.DataType;
import io.millrace.model.type.EdgeSchema;
import io.millrace.model.type.Schema;
import io.millrace.testkit.node.NodeTest;
import io.millrace.testkit.oracle.PostgresOracle;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** After each batch of rows and retractions made by chance what stands is what PostgreSQL finds among the rows so far. */
class TopNOracleTest {

    private static final Schema ROWS = schema(
            "k STRING",
            "d DOUBLE",
            "s STRING",
            "w DECIMAL(38, 0)",
            "t TIMESTAMP(6)",
            "b BIGINT NOT NULL",
            "o BOOLEAN",
            "v STRING");

    /** What PostgreSQL gets besides: when a row came and when it went. */
    private static final Schema LIVES = schema(
            "k STRING",
            "d DOUBLE",
            "s STRING",
            "w DECIMAL(38, 0)",
            "t TIMESTAMP(6)",
            "b BIGINT NOT NULL",
            "o BOOLEAN",
            "v STRING",
            "came BIGINT NOT NULL",
            "went BIGINT NOT NULL");

    private static final List<@Nullable String> KEYS = Arrays.asList("a", "b", "", null);
    private static final List<@Nullable Double> DOUBLES =
            Arrays.asList(0.0, -0.0, Double.NaN, -Double.NaN, 1.5, -1.5, null, Double.NEGATIVE_INFINITY);
    private static final List<@Nullable String> TEXTS = Arrays.asList(
            "", "beginning", "beginnings", "beginning with", "other", "z", "\uD83D\uDE00", "\uFFFD", null);
    private static final List<@Nullable BigInteger> DECIMALS = Arrays.asList(
            new BigInteger("99999999999999999999"),
            new BigInteger("99999999999999999998"),
            new BigInteger("-99999999999999999999"),
            BigInteger.ZERO,
            BigInteger.ONE,
            null);

    private static final Pattern ROW = Pattern.compile("<(\\d+)>(, \\d+)?=(\\d+)");

    private static final int BATCHES = 6;

    /**
     * A case.
     *
     * @param columns what is sorted by: letters of columns, capital ones for descending
     * @param nulls whether NULL comes first, where it is not as usual
     */
    private record Case(
            String columns, @Nullable Boolean nulls, int limit, boolean isRanked, boolean isAppend, boolean isOne) {

        private boolean nullsFirst(boolean isDescending) {
            return nulls == null ? !isDescending : nulls;
        }

        private JsonArray order() {
            return new JsonArray(columns.chars()
                    .<Json>mapToObj(letter -> {
                        boolean isDescending = Character.isUpperCase(letter);
                        int column = ROWS.indexOf(Character.toString(Character.toLowerCase(letter)))
                                .orElseThrow();
                        return JsonObject.of("column", Json.of(column), "descending", Json.of(isDescending))
                                .with("nullsFirst", Json.of(nullsFirst(isDescending)));
                    })
                    .toList());
        }

        private String sql() {
            StringBuilder sql = new StringBuilder();
            columns.chars().forEach(letter -> {
                boolean isDescending = Character.isUpperCase(letter);
                char column = (char) Character.toLowerCase(letter);
                sql.append(column)
                        .append(column == 's' ? " COLLATE \"C\"" : "")
                        .append(isDescending ? " DESC" : "")
                        .append(nullsFirst(isDescending) ? " NULLS FIRST, " : " NULLS LAST, ");
            });
            return sql.append("came").toString();
        }
    }

    static Stream<Case> cases() {
        List<Case> cases = new ArrayList<>();
        List<String> orders = List.of("b", "B", "d", "D", "s", "S", "W", "t", "oS", "dB", "sb");
        for (int i = 0; i < orders.size(); i++) {
            for (boolean isAppend : List.of(true, false)) {
                @Nullable Boolean nulls = i % 3 == 0 ? null : i % 3 == 1;
                cases.add(new Case(orders.get(i), nulls, 1 + i % 3, i % 2 == 0, isAppend, i % 4 == 0));
                cases.add(new Case(orders.get(i), nulls, 1 + (i + 1) % 3, i % 2 != 0, isAppend, i % 4 == 1));
            }
        }
        return cases.stream();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void whatStandsIsWhatPostgresFinds(Case given) {
        Random random = new Random(given.hashCode());
        NodeTest test = test(given);
        List<List<@Nullable Object>> rows = new ArrayList<>();
        Map<Integer, Long> wents = new HashMap<>();
        List<Long> upTo = new ArrayList<>();
        long clock = 0;
        for (int batch = 1; batch <= BATCHES; batch++) {
            for (int i = random.nextInt(14); i > 0; i--) {
                clock++;
                int chosen = rows.isEmpty() ? 0 : random.nextInt(rows.size());
                if (!given.isAppend && random.nextInt(3) == 0 && !rows.isEmpty() && !wents.containsKey(chosen)) {
                    test.change(
                            0,
                            Change.DELETE,
                            rows.get(chosen).subList(0, ROWS.size()).toArray());
                    wents.put(chosen, clock);
                } else {
                    List<@Nullable Object> row = row(random, rows.size());
                    test.row(0, row.toArray());
                    row.add(clock);
                    rows.add(row);
                }
            }
            upTo.add(clock);
            test.watermark(0, batch);
        }
        List<String> standing = test.endOfInput(0).run().standing(0);

        try (PostgresOracle postgres = PostgresOracle.open()) {
            postgres.createTable("rows", LIVES, lives(rows, wents));
            for (int batch = 0; batch < BATCHES; batch++) {
                assertThat(shown(standing.get(batch)))
                        .as("%s after batch %d", given, batch)
                        .containsExactlyInAnyOrderElementsOf(postgres.query(question(given, upTo.get(batch))).stream()
                                .map(row -> row.getFirst().replace("'", ""))
                                .toList());
            }
        }
    }

    private static NodeTest test(Case given) {
        JsonObject config = JsonObject.of(
                        "partitionColumns", given.isOne ? numbers() : numbers(0), "order", given.order())
                .with("limit", Json.of(given.limit))
                .with("passed", numbers(0, 7))
                .with("ranked", Json.of(given.isRanked));
        List<Column> out = new ArrayList<>(List.of(ROWS.column(0), ROWS.column(7)));
        if (given.isRanked) {
            out.add(new Column("rank", DataType.parse("BIGINT NOT NULL")));
        }
        EdgeSchema in = given.isAppend ? EdgeSchema.append(ROWS) : retract(ROWS);
        return Specs.testEdges("topN", config, List.of(in), List.of(new Schema(out)));
    }

    private static List<@Nullable Object> row(Random random, int number) {
        return new ArrayList<>(Arrays.asList(
                KEYS.get(random.nextInt(KEYS.size())),
                DOUBLES.get(random.nextInt(DOUBLES.size())),
                TEXTS.get(random.nextInt(TEXTS.size())),
                DECIMALS.get(random.nextInt(DECIMALS.size())),
                random.nextInt(4) == 0 ? null : (Object) (long) (random.nextInt(5) - 2),
                (long) random.nextInt(5) - 2,
                random.nextInt(3) == 0 ? null : (Object) random.nextBoolean(),
                "<" + number + ">"));
    }

    private static List<List<@Nullable Object>> lives(List<List<@Nullable Object>> rows, Map<Integer, Long> wents) {
        List<List<@Nullable Object>> lives = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            List<@Nullable Object> life = new ArrayList<>(rows.get(i));
            if (life.get(4) instanceof Long micros) {
                life.set(4, LocalDateTime.ofEpochSecond(0, 0, ZoneOffset.UTC).plus(micros, ChronoUnit.MICROS));
            }
            if (life.get(3) instanceof BigInteger unscaled) {
                life.set(3, new BigDecimal(unscaled));
            }
            life.add(wents.getOrDefault(i, Long.MAX_VALUE));
            lives.add(life);
        }
        return lives;
    }

    private static String question(Case given, long upTo) {
        return "SELECT v" + (given.isRanked ? " || ', ' || n" : "") + " FROM (SELECT v, row_number() OVER ("
                + (given.isOne ? "" : "PARTITION BY k ") + "ORDER BY " + given.sql() + ") AS n FROM rows WHERE came <= "
                + upTo + " AND went > " + upTo + ") AS ranked WHERE n <= " + given.limit;
    }

    /** The value that only one row has, with its rank, of each row that stands, once as it came. */
    private static List<String> shown(String standing) {
        return ROW.matcher(standing).results().map(TopNOracleTest::shown).toList();
    }

    private static String shown(MatchResult row) {
        assertThat(row.group(3)).isEqualTo("1");
        return "<" + row.group(1) + ">" + (row.group(2) == null ? "" : row.group(2));
    }
}
