package io.millrace.testkit.canonical;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.model.type.DataType;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.Period;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CanonicalTextTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "BOOLEAN | true",
                "TINYINT | -128",
                "SMALLINT | 32767",
                "INT | NULL",
                "BIGINT | -9223372036854775808",
                "FLOAT | 0.1",
                "DOUBLE | -0.0",
                "DOUBLE | NaN",
                "DOUBLE | -Infinity",
                "DOUBLE | 1.0E300",
                "DECIMAL(5, 2) | 1.50",
                "DECIMAL(38, 18) | -12345678901234567890.123456789012345678",
                "STRING | ''",
                "STRING | 'it''s'",
                "STRING | 'line\\u000atwo\\u0000'",
                "STRING | 'back\\\\slash'",
                "STRING | 'ä😀'",
                "BYTES | x''",
                "BYTES | x'00ff'",
                "DATE | 0001-01-01",
                "DATE | +12345-12-31",
                "TIME(3) | 00:00:00",
                "TIME(3) | 23:59:59.999",
                "TIMESTAMP(3) | 1969-12-31T23:59:59.999",
                "TIMESTAMP(9) | 2024-02-29T12:34:56.123456789",
                "TIMESTAMP_LTZ(3) | 2024-02-29T12:34:56Z",
                "INTERVAL YEAR TO MONTH | -14 months",
                "INTERVAL DAY TO SECOND | -1500 ms",
                "ARRAY<INT> | []",
                "ARRAY<STRING> | ['a', NULL, ', ]']",
                "MAP<STRING, INT> | {'a' = 1, 'b' = NULL}",
                "MAP<INT, ARRAY<INT>> | {}",
                "ROW<a INT, b STRING> | (1, 'a')",
                "ARRAY<ROW<a TIMESTAMP(3), b INTERVAL YEAR TO MONTH>> | [(2024-01-01T00:00:00, 1 months), NULL]",
            })
    void everyTypeReadsBackWhatItWrites(String type, String text) {
        assertThat(CanonicalText.write(CanonicalText.read(text, DataType.parse(type))))
                .isEqualTo(text);
    }

    @Test
    void entriesOfAMapAreInTheOrderOfTheirKeys() {
        Map<@Nullable Object, @Nullable Object> map = new HashMap<>(Map.of("b", 1, "a", 2));
        map.put(null, 3);

        assertThat(CanonicalText.write(map)).isEqualTo("{'a' = 2, 'b' = 1, NULL = 3}");
    }

    @Test
    void rowsAndArraysDiffer() {
        List<@Nullable Object> values = Arrays.asList(1, null);

        assertThat(CanonicalText.write(values)).isEqualTo("[1, NULL]");
        assertThat(CanonicalText.write(new PlainRow(values))).isEqualTo("(1, NULL)");
    }

    @Test
    void trailingZerosOfDecimalsAreKept() {
        assertThat(CanonicalText.write(new BigDecimal("1E+2").setScale(2))).isEqualTo("100.00");
    }

    @Test
    void secondsOfTimestampsAreAlwaysWritten() {
        assertThat(CanonicalText.write(LocalDateTime.of(2024, 1, 1, 0, 0))).isEqualTo("2024-01-01T00:00:00");
        assertThat(CanonicalText.write(Instant.ofEpochSecond(0, 1))).isEqualTo("1970-01-01T00:00:00.000000001Z");
    }

    @Test
    void intervalsAreTotals() {
        assertThat(CanonicalText.write(Period.of(1, 2, 0))).isEqualTo("14 months");
        assertThat(CanonicalText.write(Duration.ofDays(1))).isEqualTo("86400000 ms");
    }

    @Test
    void textOfAnotherTypeIsRefusedNamingPlaceAndType() {
        assertThatThrownBy(() -> CanonicalText.read("[1, x]", DataType.parse("ARRAY<INT>")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("[1, x]")
                .hasMessageContaining("ARRAY<INT>");
        assertThatThrownBy(() -> CanonicalText.read("1 2", DataType.parse("INT")))
                .hasMessageContaining("text goes on");
        assertThatThrownBy(() -> CanonicalText.read("'open", DataType.parse("STRING")))
                .hasMessageContaining("closing quote");
        assertThatThrownBy(() -> CanonicalText.read("1.255", DataType.parse("DECIMAL(5, 2)")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void valuesOfForeignClassesAreRefused() {
        assertThatThrownBy(() -> CanonicalText.write(new java.util.Random(1))).hasMessageContaining("java.util.Random");
    }
}
