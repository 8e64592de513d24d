package io.millrace.formats.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the values of each type may look like. */
class ValuesTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "TINYINT|-128|-128",
                "SMALLINT|32767|32767",
                "INT|66|66",
                "INT|-2147483648|-2147483648",
                "INT|12.0|12",
                "INT|1.2e1|12",
                "INT|\"66\"|66",
                "BIGINT|9223372036854775807|9223372036854775807",
                "BIGINT|-9223372036854775808|-9223372036854775808",
                "BIGINT|\"9223372036854775807\"|9223372036854775807",
                "INTERVAL YEAR TO MONTH|14|14",
                "INTERVAL DAY TO SECOND|86400000|86400000",
                "FLOAT|0.1|0.1",
                "DOUBLE|-89.23450472|-89.23450472",
                "DOUBLE|1e308|1.0E308",
                "DOUBLE|4.9e-324|4.9E-324",
                "DOUBLE|\"NaN\"|NaN",
                "DOUBLE|\"-Infinity\"|-Infinity",
                "BOOLEAN|true|true",
                "BOOLEAN|\"false\"|false",
                "STRING|\"\"|''",
                "STRING|12.50|12.50",
                "STRING|true|true",
                "STRING|[1, {\"a\": null}]|'[1, {\"a\": null}]'",
                "VARCHAR(3)|\"äöü\"|äöü",
                "CHAR(3)|\"DTW\"|DTW",
            })
    void aValueIsReadAsItsColumnsType(String type, String json, String expected) {
        assertThat(String.valueOf(Json.value(type, json))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"1,100", "1.5,150", "-0.005,-1", "0.004,0", "1e2,10000", "9999999.994,999999999"})
    void decimalsAreExactAndRoundedToTheirScale(String json, long unscaled) {
        assertThat(Json.value("DECIMAL(9, 2)", json)).isEqualTo(unscaled);
        assertThat(Json.value("DECIMAL(30, 2)", json)).isEqualTo(BigInteger.valueOf(unscaled));
        assertThat(Json.value("DECIMAL(9, 2)", '"' + json + '"')).isEqualTo(unscaled);
    }

    @Test
    void decimalsOfAnySizeAreExact() {
        assertThat(Json.value("DECIMAL(38, 4)", "-1234567890123456789012345678901234.5678"))
                .isEqualTo(new BigInteger("-12345678901234567890123456789012345678"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"2001-01-01T00:47:00.123456", "2001-01-01 00:47:00.123456", "2001/01/01 00:47:00.1234569"})
    void timestampsAreReadInIsoAndInSqlSpelling(String text) {
        Instant instant = Instant.parse("2001-01-01T00:47:00Z");

        assertThat(Json.value("TIMESTAMP(6)", '"' + text + '"'))
                .isEqualTo(instant.getEpochSecond() * 1_000_000 + 123_456);
        assertThat(Json.value("TIMESTAMP(3)", '"' + text + '"'))
                .isEqualTo(instant.getEpochSecond() * 1_000_000 + 123_000);
        assertThat(Json.value("TIMESTAMP(0)", '"' + text + '"')).isEqualTo(instant.getEpochSecond() * 1_000_000);
    }

    @Test
    void fineTimestampsKeepNanoseconds() {
        assertThat(Json.value("TIMESTAMP(9)", "\"1969-12-31T23:59:59.999999999\""))
                .isEqualTo(Instant.ofEpochSecond(-1, 999_999_999));
    }

    @Test
    void anInstantWithoutOffsetIsOnThePipelinesClocks() {
        String line =
                "{\"v\":\"2001-07-01T12:00:00\"}\n{\"v\":\"2001-07-01T12:00:00Z\"}\n{\"v\":\"2001-07-01T12:00:00-07:00\"}";

        assertThat(Json.of("v TIMESTAMP_LTZ(3)")
                        .zone(ZoneId.of("Europe/Berlin"))
                        .decode(line)
                        .rows())
                .containsExactly(
                        micros("2001-07-01T10:00:00Z"), micros("2001-07-01T12:00:00Z"), micros("2001-07-01T19:00:00Z"));
    }

    @Test
    void datesAndTimesOfDayAreRead() {
        assertThat(Json.value("DATE", "\"2001-01-31\""))
                .isEqualTo((int) LocalDate.of(2001, 1, 31).toEpochDay());
        assertThat(Json.value("TIME(3)", "\"13:45:00.25\"")).isEqualTo(((13 * 60 + 45) * 60) * 1_000 + 250);
        assertThat(Json.value("TIME(0)", "\"13:45:00.25\"")).isEqualTo(((13 * 60 + 45) * 60) * 1_000);
    }

    @Test
    void escapesAreTakenOutOfTexts() {
        assertThat(Json.value("STRING", "\"a\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\u20ac\\ud83d\\ude00z\""))
                .isEqualTo("a\"\\/\b\f\n\r\té€\uD83D\uDE00z");
    }

    @Test
    void bytesAreBase64() {
        assertThat(Json.value("BYTES", "\"SGk=\"")).isEqualTo(List.of((byte) 'H', (byte) 'i'));
        assertThat(Json.value("BYTES", "\"\\/\\/79\"")).isEqualTo(List.of((byte) -1, (byte) -2, (byte) -3));
        assertThat(Json.value("BYTES", "\"\"")).isEqualTo(List.of());
    }

    @Test
    void listsMapsAndRowsNest() {
        Object value = Json.value(
                "ROW<a ARRAY<ROW<b INT, c STRING>>, d MAP<STRING, ARRAY<INT>>>",
                " { \"d\" : { \"x\" : [ 1 , null ] , \"y\" : [ ] } , \"a\" : [ { \"c\" : \"q\\u0041\" } , null ] } ");

        assertThat(value)
                .isEqualTo(Arrays.asList(
                        Arrays.asList(Arrays.asList(null, "qA"), null),
                        Map.of("x", Arrays.asList(1, null), "y", List.of())));
    }

    @Test
    void manyRowsOfNestedValuesDoNotGetMixedUp() {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < 10_000; i++) {
            lines.append("{\"l\":[[\"%d\"],[],[\"a\",\"b%d\"]],\"m\":{\"k%d\":%d}}\n".formatted(i, i, i, i));
        }

        var rows = Json.of("l ARRAY<ARRAY<STRING>>", "m MAP<STRING, INT>")
                .decode(lines.toString())
                .rows();

        for (int i = 0; i < 10_000; i++) {
            assertThat(rows.get(i))
                    .containsExactly(List.of(List.of("" + i), List.of(), List.of("a", "b" + i)), Map.of("k" + i, i));
        }
    }

    @Test
    void nullAndAbsenceAreNull() {
        assertThat(Json.of("a INT", "b STRING", "c ROW<d INT>")
                        .decode("{\"a\":null}\n{\"b\":null,\"c\":{}}\n{}\n{\"a\":1,\"b\":\"x\",\"c\":null}")
                        .rows())
                .containsExactly(
                        Arrays.asList(null, null, null),
                        Arrays.asList(null, null, Arrays.asList((Object) null)),
                        Arrays.asList(null, null, null),
                        Arrays.asList(1, "x", null));
    }

    @Test
    void mapsOfOtherKeysThanTextAreRefusedBeforeTheFirstRow() {
        assertThatThrownBy(() -> Json.of("v MAP<INT, STRING>").decode("{}"))
                .hasMessageContaining("`v`")
                .hasMessageContaining("MAP<STRING, STRING>");
    }

    private static List<Object> micros(String instant) {
        return List.of(Instant.parse(instant).getEpochSecond() * 1_000_000);
    }
}
