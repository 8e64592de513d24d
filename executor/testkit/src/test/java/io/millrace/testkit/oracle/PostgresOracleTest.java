package io.millrace.testkit.oracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.model.type.Column;
import io.millrace.model.type.DataType;
import io.millrace.model.type.Schema;
import io.millrace.testkit.canonical.CanonicalText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PostgresOracleTest {

    private final PostgresOracle postgres = PostgresOracle.open();

    @AfterEach
    void close() {
        postgres.close();
    }

    @Test
    void eighteenAnswers() {
        assertThat(postgres.query("SELECT split_part(version(), '.', 1)")).hasToString("[['PostgreSQL 18']]");
    }

    @Test
    void relationalAnswersComeAsCanonicalText() {
        postgres.createTable(
                "flights",
                schema("origin STRING", "delay INT"),
                List.of(List.of("HNL", 10), List.of("LAX", 7), Arrays.asList("HNL", null)));

        assertThat(postgres.query("SELECT origin, count(*), avg(delay)::numeric(10, 2), max(delay) FROM flights"
                        + " GROUP BY origin ORDER BY origin"))
                .containsExactly(List.of("'HNL'", "2", "10.00", "10"), List.of("'LAX'", "1", "7.00", "7"));
    }

    @Test
    void valuesOfEveryTypePassUnchanged() {
        List<String[]> typesAndTexts = List.of(
                new String[] {"BOOLEAN", "true"},
                new String[] {"TINYINT", "-128"},
                new String[] {"SMALLINT", "32767"},
                new String[] {"INT", "-2147483648"},
                new String[] {"BIGINT", "9223372036854775807"},
                new String[] {"FLOAT", "0.1"},
                new String[] {"DOUBLE", "-0.0"},
                new String[] {"DOUBLE", "NaN"},
                new String[] {"DECIMAL(5, 2)", "-999.90"},
                new String[] {"DECIMAL(38, 18)", "-12345678901234567890.123456789012345678"},
                new String[] {"CHAR(3)", "'ab '"},
                new String[] {"STRING", "'it''s é😀'"},
                new String[] {"BYTES", "x'00ff'"},
                new String[] {"DATE", "0001-01-01"},
                new String[] {"TIME(3)", "23:59:59.999"},
                new String[] {"TIMESTAMP(0)", "1969-12-31T23:59:59"},
                new String[] {"TIMESTAMP(6)", "9999-12-31T23:59:59.999999"},
                new String[] {"TIMESTAMP_LTZ(3)", "2024-03-31T01:30:00.001Z"},
                new String[] {"INTERVAL YEAR TO MONTH", "-14 months"},
                new String[] {"INTERVAL DAY TO SECOND", "-86400001 ms"},
                new String[] {"ARRAY<STRING>", "['a', NULL]"},
                new String[] {"ARRAY<DECIMAL(5, 1)>", "[1.5]"},
                new String[] {"ARRAY<TIMESTAMP_LTZ(3)>", "[2024-03-31T01:30:00Z]"});
        List<Column> columns = new ArrayList<>();
        List<@Nullable Object> values = new ArrayList<>();
        for (String[] each : typesAndTexts) {
            DataType type = DataType.parse(each[0]);
            columns.add(new Column("c" + columns.size(), type));
            values.add(CanonicalText.read(each[1], type));
        }
        List<@Nullable Object> nulls = Collections.nCopies(values.size(), null);

        postgres.createTable("every", new Schema(columns), List.of(values, nulls));

        assertThat(postgres.query("SELECT * FROM every"))
                .containsExactly(
                        typesAndTexts.stream().map(each -> each[1]).toList(),
                        Collections.nCopies(values.size(), "NULL"));
    }

    @Test
    void textSortsByCodePoint() {
        postgres.createTable(
                "words", schema("w STRING"), List.of(List.of("b"), List.of("B"), List.of("é"), List.of("_")));

        assertThat(postgres.query("SELECT w FROM words ORDER BY w")).hasToString("[['B'], ['_'], ['b'], ['é']]");
    }

    @Test
    void eachOracleHasTablesOfItsOwn() {
        postgres.createTable("mine", schema("a INT"), List.of());

        try (PostgresOracle other = PostgresOracle.open()) {
            assertThatThrownBy(() -> other.query("SELECT * FROM mine"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("\"mine\" does not exist");
        }
    }

    @Test
    void manyRowsAreAllThere() {
        List<List<Integer>> rows = new ArrayList<>();
        for (int i = 0; i < 2_500; i++) {
            rows.add(List.of(i));
        }

        postgres.createTable("many", schema("a INT NOT NULL"), rows);

        assertThat(postgres.query("SELECT count(*), sum(a) FROM many")).hasToString("[[2500, 3123750]]");
    }

    @Test
    void whatDoesNotFitIsRefusedNamingIt() {
        assertThatThrownBy(() -> postgres.createTable("t", schema("m MAP<STRING, INT>"), List.of()))
                .hasMessageContaining("MAP<STRING, INT>");
        assertThatThrownBy(() -> postgres.createTable("t", schema("m TIMESTAMP(9)"), List.of()))
                .hasMessageContaining("TIMESTAMP(9)");
        assertThatThrownBy(() ->
                        postgres.createTable("t", schema("a INT NOT NULL"), List.of(Collections.singletonList(null))))
                .hasMessageContaining("rows of t")
                .hasMessageContaining("not-null constraint");
    }

    private static Schema schema(String... columns) {
        List<Column> list = new ArrayList<>();
        for (String column : columns) {
            String[] parts = column.split(" ", 2);
            list.add(new Column(parts[0], DataType.parse(parts[1])));
        }
        return new Schema(list);
    }
}
