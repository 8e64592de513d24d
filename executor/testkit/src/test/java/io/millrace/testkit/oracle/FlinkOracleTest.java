package io.millrace.testkit.oracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.model.type.Column;
import io.millrace.model.type.DataType;
import io.millrace.model.type.Schema;
import io.millrace.testkit.canonical.CanonicalText;
import io.millrace.testkit.oracle.FlinkOracle.Evaluated;
import io.millrace.testkit.oracle.FlinkOracle.TypeAnswer;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FlinkOracleTest {

    private static final Schema NUMBERS = schema("i INT", "n INT NOT NULL", "s STRING");

    private final FlinkOracle flink = FlinkOracle.shared();

    @Test
    void flinkOfTheStatedVersionAnswers() {
        assertThat(flink.version()).isEqualTo("2.3.0");
    }

    @Test
    void typesComeWithTheirNullability() {
        assertThat(types("i + 1", "n + 1", "CASE WHEN i > 0 THEN n END", "'abc'", "INTERVAL '1' DAY"))
                .containsExactly("INT", "INT NOT NULL", "INT", "CHAR(3) NOT NULL", "INTERVAL DAY TO SECOND NOT NULL");
    }

    @Test
    void whatFlinkRefusesIsRefusedWithItsReasonAndSpoilsNothing() {
        assertThat(types("nope", "n", "n, i", "n +", "n -- a comment"))
                .satisfiesExactly(
                        unknown -> assertThat(unknown).startsWith("refused: ").contains("'nope' not found"),
                        known -> assertThat(known).isEqualTo("INT NOT NULL"),
                        two -> assertThat(two).contains("not one expression but 2"),
                        broken -> assertThat(broken).startsWith("refused: "),
                        commented -> assertThat(commented).isEqualTo("INT NOT NULL"));
    }

    @Test
    void aggregatesOverGroupsKeepNotNull() {
        assertThat(types("SUM(n)")).containsExactly("INT");
        assertThat(flink.typesGroupedBy("s", List.of("SUM(n)", "SUM(i)"), NUMBERS))
                .hasToString("[INT NOT NULL, INT]");
    }

    @Test
    void manyExpressionsAreAnsweredInTheirOrder() {
        List<String> expressions = new ArrayList<>();
        for (int i = 0; i < 600; i++) {
            expressions.add(i % 2 == 0 ? "n + " + i : "CAST(n + " + i + " AS BIGINT)");
        }

        List<Evaluated> answers = flink.evaluate(expressions, NUMBERS, List.of(List.of(0, 1, "")), ZoneOffset.UTC);

        assertThat(answers).hasSize(600);
        assertThat(answers.get(599).type()).hasToString("BIGINT NOT NULL");
        assertThat(answers.get(599).values()).hasToString("[600]");
        assertThat(answers.get(250).values()).hasToString("[251]");
    }

    @Test
    void anErrorIsPutDownToItsExpressionAndRow() {
        List<Evaluated> answers = flink.evaluate(
                List.of("n + 1", "10 / i", "CAST(s AS INT)", "nope", "CAST('never' AS INT)"),
                NUMBERS,
                List.of(List.of(5, 1, "7"), List.of(0, 2, "x"), Arrays.asList(null, 3, null)),
                ZoneOffset.UTC);

        assertThat(answers.get(0).values()).hasToString("[2, 3, 4]");
        assertThat(answers.get(1).values()).hasToString("[2, failed: ArithmeticException: / by zero, NULL]");
        assertThat(answers.get(2).values().get(0)).hasToString("7");
        assertThat(answers.get(2).values().get(1).toString())
                .startsWith("failed: ")
                .contains("'x'");
        assertThat(answers.get(2).values().get(2)).hasToString("NULL");
        assertThat(answers.get(3).type()).isInstanceOf(TypeAnswer.Refused.class);
        assertThat(answers.get(3).values()).isEmpty();
        assertThat(answers.get(4).values()).hasSize(3).allMatch(FlinkOracle.ValueAnswer.Failed.class::isInstance);
    }

    @Test
    void whatHasATypeButNoPlanIsToldApartFromWhatFailsOnARow() {
        List<Evaluated> answers = flink.evaluate(
                List.of("INTERVAL '1' DAY / 2", "n", "s LIKE 'a!' ESCAPE '!'"),
                NUMBERS,
                List.of(List.of(5, 1, "7")),
                ZoneOffset.UTC);

        assertThat(answers.get(0).type()).isInstanceOf(TypeAnswer.Unplannable.class);
        assertThat(answers.get(0).type().toString()).startsWith("INTERVAL DAY TO SECOND NOT NULL, but unplannable");
        assertThat(answers.get(0).values()).isEmpty();
        assertThat(answers.get(1).values()).hasToString("[1]");
        assertThat(answers.get(2).type()).isInstanceOf(TypeAnswer.Unplannable.class);
    }

    @Test
    void aValueThatItsTypeDoesNotHaveFailsAlone() {
        Schema schema = schema("ts TIMESTAMP(3)");

        List<Evaluated> answers = flink.evaluate(
                List.of("CAST(ts AS TIME(3))", "ts"),
                schema,
                List.of(
                        List.of(LocalDateTime.parse("1969-12-31T23:59:59.999")),
                        List.of(LocalDateTime.parse("1970-01-01T12:00:00"))),
                ZoneOffset.UTC);

        assertThat(answers.get(0).values().get(0).toString()).startsWith("failed: no value of its type");
        assertThat(answers.get(0).values().get(1)).hasToString("12:00:00");
        assertThat(answers.get(1).values()).hasToString("[1969-12-31T23:59:59.999, 1970-01-01T12:00:00]");
    }

    @Test
    void valuesOfEveryTypePassUnchanged() {
        List<String[]> typesAndTexts = List.of(
                new String[] {"BOOLEAN", "true"},
                new String[] {"TINYINT", "-128"},
                new String[] {"SMALLINT", "-32768"},
                new String[] {"INT", "-2147483648"},
                new String[] {"BIGINT", "-9223372036854775808"},
                new String[] {"FLOAT", "1.4E-45"},
                new String[] {"DOUBLE", "-0.0"},
                new String[] {"DOUBLE", "NaN"},
                new String[] {"DECIMAL(5, 2)", "-999.99"},
                new String[] {"DECIMAL(38, 18)", "-12345678901234567890.123456789012345678"},
                new String[] {"CHAR(3)", "'abc'"},
                new String[] {"VARCHAR(5)", "'é😀'"},
                new String[] {"STRING", "'it''s\\u0000'"},
                new String[] {"BINARY(2)", "x'00ff'"},
                new String[] {"BYTES", "x''"},
                new String[] {"DATE", "0001-01-01"},
                new String[] {"TIME(3)", "23:59:59.999"},
                new String[] {"TIMESTAMP(0)", "1969-12-31T23:59:59"},
                new String[] {"TIMESTAMP(6)", "1969-12-31T23:59:59.999999"},
                new String[] {"TIMESTAMP(9)", "9999-12-31T23:59:59.999999999"},
                new String[] {"TIMESTAMP_LTZ(3)", "2024-03-31T01:30:00.001Z"},
                new String[] {"TIMESTAMP_LTZ(9)", "2024-03-31T01:30:00.000000001Z"},
                new String[] {"INTERVAL YEAR TO MONTH", "-14 months"},
                new String[] {"INTERVAL DAY TO SECOND", "86400001 ms"},
                new String[] {"ARRAY<STRING>", "['a', NULL]"},
                new String[] {"ARRAY<INT NOT NULL>", "[1, 2]"},
                new String[] {"MAP<STRING, DECIMAL(20, 2)>", "{'a' = 1.00, 'b' = NULL}"},
                new String[] {"ROW<a TIMESTAMP(9), b ARRAY<BYTES>>", "(2024-01-01T00:00:00.000000001, [x'01'])"});
        List<Column> columns = new ArrayList<>();
        List<@Nullable Object> values = new ArrayList<>();
        for (String[] each : typesAndTexts) {
            DataType type = DataType.parse(each[0]);
            columns.add(new Column("c" + columns.size(), type));
            values.add(CanonicalText.read(each[1], type));
        }
        List<@Nullable Object> nulls = Collections.nCopies(values.size(), null);
        Schema schema = new Schema(columns);

        List<Evaluated> answers =
                flink.evaluate(schema.names(), schema, List.of(values, nulls), ZoneId.of("Europe/Berlin"));

        for (int i = 0; i < columns.size(); i++) {
            assertThat(answers.get(i).type()).hasToString(schema.type(i).toString());
            assertThat(answers.get(i).values()).hasToString("[" + typesAndTexts.get(i)[1] + ", NULL]");
        }
    }

    @Test
    void instantsAreShownInTheGivenZone() {
        Schema schema = schema("z TIMESTAMP_LTZ(3)");
        List<List<@Nullable Object>> rows =
                List.of(Collections.singletonList(CanonicalText.read("2024-07-01T22:30:00Z", schema.type(0))));

        assertThat(flink.evaluate(List.of("CAST(z AS STRING)"), schema, rows, ZoneId.of("Europe/Berlin"))
                        .getFirst()
                        .values())
                .hasToString("['2024-07-02 00:30:00.000']");
        assertThat(flink.evaluate(List.of("CAST(z AS STRING)"), schema, rows, ZoneOffset.UTC)
                        .getFirst()
                        .values())
                .hasToString("['2024-07-01 22:30:00.000']");
    }

    @Test
    void aRowThatDoesNotFitTheSchemaIsAMistakeOfTheTest() {
        assertThatThrownBy(() -> flink.evaluate(List.of("n"), NUMBERS, List.of(List.of(1)), ZoneOffset.UTC))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1 values for the columns");
    }

    private List<String> types(String... expressions) {
        return flink.types(List.of(expressions), NUMBERS).stream()
                .map(TypeAnswer::toString)
                .toList();
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
