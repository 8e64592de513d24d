package io.millrace.testkit.operators;

import static io.millrace.testkit.operators.Specs.numbers;
import static io.millrace.testkit.operators.Specs.schema;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.model.json.Json;
import io.millrace.model.json.JsonObject;
import io.millrace.model.type.Schema;
import io.millrace.testkit.node.NodeTest;
import io.millrace.testkit.oracle.PostgresOracle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rows made by chance have the elements that PostgreSQL finds, with the same numbers. */
class UnnestOracleTest {

    private static final List<@Nullable String> TEXTS = Arrays.asList("a", "", null, "a longer text than others");

    @ParameterizedTest
    @CsvSource({"false, BIGINT", "true, BIGINT", "false, STRING", "true, STRING"})
    void rowsAreThosePostgresFinds(boolean isLeft, String type) {
        Schema in = schema("id INT NOT NULL", "s STRING", "items ARRAY<" + type + ">");
        Schema out = schema("id INT NOT NULL", "s STRING", "item " + type, "number INT");
        JsonObject config = JsonObject.of("collection", Json.of(2))
                .with("passed", numbers(0, 1))
                .with("parts", numbers(0))
                .with("ordinality", Json.of(true))
                .with("left", Json.of(isLeft));
        Random random = new Random(type.hashCode());
        NodeTest test = Specs.test("unnest", config, List.of(in), List.of(out));
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            List<@Nullable Object> row = Arrays.asList(i, text(random), items(random, type));
            rows.add(row);
            test.row(0, row.toArray());
        }
        List<String> results = test.endOfInput(0).run().rows(0);

        try (PostgresOracle postgres = PostgresOracle.open()) {
            postgres.createTable("baskets", in, rows);
            assertThat(results)
                    .containsExactlyElementsOf(postgres
                            .query("SELECT '+I ' || concat_ws(', ', id, COALESCE(s, 'NULL'),"
                                    + " COALESCE(item::text, 'NULL'), COALESCE(number::text, 'NULL'))"
                                    + " FROM baskets " + (isLeft ? "LEFT" : "INNER")
                                    + " JOIN unnest(items) WITH ORDINALITY AS t (item, number) ON TRUE"
                                    + " ORDER BY id, number")
                            .stream()
                            .map(row ->
                                    row.getFirst().substring(1, row.getFirst().length() - 1))
                            .toList());
        }
    }

    private static @Nullable String text(Random random) {
        return TEXTS.get(random.nextInt(TEXTS.size()));
    }

    private static @Nullable List<@Nullable Object> items(Random random, String type) {
        if (random.nextInt(5) == 0) {
            return null;
        }
        List<@Nullable Object> items = new ArrayList<>();
        for (int i = random.nextInt(5); i > 0; i--) {
            items.add(
                    type.equals("STRING") ? text(random) : random.nextInt(4) == 0 ? null : (Object) random.nextLong());
        }
        return items;
    }
}
