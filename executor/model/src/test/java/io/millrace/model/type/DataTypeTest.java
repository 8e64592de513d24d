package io.millrace.model.type;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DataTypeTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "BOOLEAN",
                "TINYINT NOT NULL",
                "DECIMAL(38, 18)",
                "CHAR(3)",
                "VARCHAR(20) NOT NULL",
                "STRING",
                "BINARY(4)",
                "BYTES",
                "DATE",
                "TIME(3)",
                "TIMESTAMP(0)",
                "TIMESTAMP_LTZ(9) NOT NULL",
                "INTERVAL YEAR TO MONTH",
                "INTERVAL DAY TO SECOND",
                "ARRAY<INT NOT NULL>",
                "MAP<STRING NOT NULL, ARRAY<DOUBLE>>",
                "ROW<a INT, `b c` ROW<`x``y` STRING>>"
            })
    void spellingIsReadBackToAnEqualType(String spelling) {
        assertThat(DataType.parse(spelling)).hasToString(spelling);
        assertThat(DataType.parse(DataType.parse(spelling).toString())).isEqualTo(DataType.parse(spelling));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "integer|INT",
                "numeric(4)|DECIMAL(4, 0)",
                "double precision|DOUBLE",
                "timestamp with local time zone|TIMESTAMP_LTZ(6)",
                "TIMESTAMP(3) WITHOUT TIME ZONE NOT NULL|TIMESTAMP(3) NOT NULL",
                "interval day(3) to second(6)|INTERVAL DAY TO SECOND",
                "row(a int, b string)|ROW<a INT, b STRING>"
            })
    void aliasesOfFlinkAreUnderstood(String alias, String spelling) {
        assertThat(DataType.parse(alias)).hasToString(spelling);
    }

    @Test
    void anUnknownTypeIsNamedWithItsPosition() {
        assertThatThrownBy(() -> DataType.parse("ARRAY<NUMBER>"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("ARRAY<NUMBER>")
                .hasMessageContaining("character 7");
    }

    @Test
    void endlessNestingIsRefused() {
        assertThatThrownBy(() -> DataType.parse("ARRAY<".repeat(100_000)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("nested deeper");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"DECIMAL(39, 0)", "DECIMAL(4, 5)", "TIMESTAMP(10)", "CHAR(2147483647)", "ROW<a INT, a INT>"})
    void impossibleParametersAreRefused(String spelling) {
        assertThatThrownBy(() -> DataType.parse(spelling)).isInstanceOf(IllegalArgumentException.class);
    }
}
