package io.millrace.testkit.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.expr.value.Decimal128;
import io.millrace.expr.value.TimestampNanos;
import io.millrace.expr.value.Utf8;
import io.millrace.model.type.DataType;
import io.millrace.testkit.canonical.CanonicalText;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CanonicalValueTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "BOOLEAN | false",
                "TINYINT | -128",
                "SMALLINT | -32768",
                "INT | 2147483647",
                "BIGINT | NULL",
                "FLOAT | 0.1",
                "DOUBLE | -0.0",
                "DECIMAL(18, 4) | -99999999999999.9999",
                "DECIMAL(19, 0) | 9999999999999999999",
                "DECIMAL(38, 18) | -12345678901234567890.123456789012345678",
                "CHAR(3) | 'ab '",
                "STRING | 'é😀'",
                "BINARY(2) | x'00ff'",
                "DATE | 0001-01-01",
                "TIME(3) | 23:59:59.999",
                "TIMESTAMP(3) | 1969-12-31T23:59:59.999",
                "TIMESTAMP(6) | 0001-01-01T00:00:00.000001",
                "TIMESTAMP(9) | 1969-12-31T23:59:59.999999999",
                "TIMESTAMP_LTZ(6) | 1969-12-31T23:59:59.999999Z",
                "TIMESTAMP_LTZ(9) | 9999-12-31T23:59:59.999999999Z",
                "INTERVAL YEAR TO MONTH | -14 months",
                "INTERVAL DAY TO SECOND | -86400001 ms",
                "ARRAY<STRING> | ['a', NULL]",
                "MAP<STRING, DATE> | {'a' = 2024-02-29, 'b' = NULL}",
                "ROW<a DECIMAL(20, 1), b ARRAY<INT>> | (1.5, [1])",
            })
    void boxedValuesOfEveryTypeGoThereAndBack(String typeText, String text) {
        DataType type = DataType.parse(typeText);

        Object boxed = CanonicalValue.boxed(CanonicalText.read(text, type), type);

        assertThat(CanonicalValue.text(boxed, type)).isEqualTo(text);
    }

    @Test
    void theBoxesAreThoseOfTheExpressions() {
        assertThat(boxed("7", "TINYINT")).isEqualTo(7);
        assertThat(boxed("1.50", "DECIMAL(5, 2)")).isEqualTo(150L);
        assertThat(boxed("1.50", "DECIMAL(20, 2)")).isEqualTo(Decimal128.of(150));
        assertThat(boxed("'é'", "STRING")).isEqualTo(Utf8.of("é"));
        assertThat(boxed("x'ff'", "BYTES")).isEqualTo(Utf8.of(new byte[] {-1}));
        assertThat(boxed("1969-12-31", "DATE")).isEqualTo(-1);
        assertThat(boxed("1969-12-31T23:59:59.999", "TIMESTAMP(3)")).isEqualTo(-1_000L);
        assertThat(boxed("1969-12-31T23:59:59.999999999", "TIMESTAMP(9)")).isEqualTo(TimestampNanos.of(-1, 999_999));
    }

    private static Object boxed(String text, String type) {
        DataType parsed = DataType.parse(type);
        return Objects.requireNonNull(CanonicalValue.boxed(CanonicalText.read(text, parsed), parsed));
    }
}
