package io.millrace.testkit.operators;

import static io.millrace.testkit.operators.Specs.numbers;
import static io.millrace.testkit.operators.Specs.schema;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.model.json.Json;
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
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** After each batch of rows made by chance what stands is what PostgreSQL finds among the rows so far. */
class DeduplicateOracleTest {

    private static final Schema ROWS =
            schema("k STRING", "d DOUBLE", "t TIMESTAMP(6) NOT NULL", "n BIGINT NOT NULL", "v STRING");

    private static final List<@Nullable String> TEXTS = Arrays.asList("a", "b", "", null, "a longer text than others");
    private static final List<@Nullable Double> NUMBERS = Arrays.asList(0.0, -0.0, Double.NaN, -Double.NaN, 1.5, null);

    private static final int BATCHES = 6;

    /** How many different keys there are: one, some, and as many as there are texts and numbers. */
    private enum Keys {
        ONE,
        SOME,
        ALL
    }

    static Stream<Arguments> cases() {
        return Stream.of("first", "last").flatMap(keep -> Stream.of(false, true)
                .flatMap(timed -> Stream.of(Keys.values()).map(keys -> Arguments.of(keep, timed, keys))));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void whatStandsIsWhatPostgresFinds(String keep, boolean timed, Keys keys) {
        Random random = new Random(keep.hashCode() + 31L * keys.ordinal() + (timed ? 7 : 0));
        JsonObject config = JsonObject.of("keyColumns", numbers(0, 1), "keep", Json.of(keep));
        NodeTest test = Specs.test(
                "deduplicate", timed ? config.with("timeColumn", Json.of(2)) : config, List.of(ROWS), List.of(ROWS));
        List<List<@Nullable Object>> plain = new ArrayList<>();
        List<Long> upTo = new ArrayList<>();
        for (int batch = 1; batch <= BATCHES; batch++) {
            for (int i = random.nextInt(12); i > 0; i--) {
                List<@Nullable Object> row = row(random, keys, plain.size());
                test.row(0, row.toArray());
                List<@Nullable Object> value = new ArrayList<>(row);
                value.set(
                        2,
                        LocalDateTime.ofEpochSecond(0, 0, ZoneOffset.UTC).plus((Long) row.get(2), ChronoUnit.MICROS));
                plain.add(value);
            }
            upTo.add((long) plain.size());
            test.watermark(0, batch);
        }
        List<String> standing = test.endOfInput(0).run().standing(0);

        try (PostgresOracle postgres = PostgresOracle.open()) {
            postgres.createTable("rows", ROWS, plain);
            for (int batch = 0; batch < BATCHES; batch++) {
                assertThat(numbersOf(standing.get(batch)))
                        .as("%s by %s after batch %d", keep, timed ? "event time" : "arrival", batch)
                        .containsExactlyInAnyOrderElementsOf(
                                postgres.query(question(keep, timed, upTo.get(batch))).stream()
                                        .map(row -> row.getFirst().replace("'", ""))
                                        .toList());
            }
        }
    }

    private static List<@Nullable Object> row(Random random, Keys keys, int number) {
        int texts =
                switch (keys) {
                    case ONE -> 1;
                    case SOME -> 2;
                    case ALL -> TEXTS.size();
                };
        int numbers = keys == Keys.ALL ? NUMBERS.size() : 1;
        return Arrays.asList(
                TEXTS.get(random.nextInt(texts)),
                NUMBERS.get(random.nextInt(numbers)),
                // Few times, so that many are the same, before and after the epoch.
                (long) random.nextInt(7) - 3,
                (long) number,
                "<" + number + ">");
    }

    private static String question(String keep, boolean timed, long rows) {
        String direction = keep.equals("last") ? " DESC" : "";
        return "SELECT DISTINCT ON (k, d) v FROM rows WHERE n < " + rows + " ORDER BY k, d, "
                + (timed ? "t" + direction + ", " : "") + "n" + direction;
    }

    /** The value that only one row has, of each row that stands, once as it came. */
    private static List<String> numbersOf(String standing) {
        return Arrays.stream(standing.split("[,{] ?"))
                .filter(text -> text.startsWith("<"))
                .map(text -> text.substring(0, text.indexOf('>') + 1))
                .toList();
    }
}
