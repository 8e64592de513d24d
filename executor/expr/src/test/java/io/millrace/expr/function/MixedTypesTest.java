package io.millrace.expr.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.expr.Evaluations;
import io.millrace.expr.SqlText;
import io.millrace.expr.value.PipelineZone;
import io.millrace.expr.value.Utf8;
import io.millrace.model.type.Column;
import io.millrace.model.type.DataType;
import io.millrace.model.type.Schema;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of operands whose types differ. */
class MixedTypesTest {

    private static final Schema ROW = new Schema(List.of(
            new Column("s", DataType.parse("STRING NOT NULL")), new Column("d", DataType.parse("DATE NOT NULL"))));

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            CAST(1 AS FLOAT) + 2E0                                 | FLOAT NOT NULL
            2E0 + CAST(1 AS FLOAT)                                 | DOUBLE NOT NULL
            CASE WHEN TRUE THEN CAST(1 AS FLOAT) ELSE 2E0 END      | FLOAT NOT NULL
            COALESCE(CAST(1 AS FLOAT), 2E0)                        | DOUBLE NOT NULL
            COALESCE(CAST(1 AS FLOAT), 2.5)                        | DOUBLE NOT NULL
            COALESCE(2.5, CAST(1 AS FLOAT))                        | FLOAT NOT NULL
            CAST(7 AS TINYINT) % CAST(4 AS DECIMAL(10, 0))         | DECIMAL(10, 0) NOT NULL
            CAST(7 AS DECIMAL(10, 0)) % CAST(4 AS TINYINT)         | TINYINT NOT NULL
            CAST(7 AS DECIMAL(30, 0)) % 4                          | INT NOT NULL
            CAST(7 AS DECIMAL(10, 0)) % CAST(4 AS BIGINT)          | BIGINT NOT NULL
            TIMESTAMPADD(MILLISECOND, 2, TIME '10:00:00')          | TIME(3) NOT NULL
            """)
    void theTypeIsFlinks(String sql, String type) {
        assertThat(Evaluations.type(sql)).isEqualTo(type);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            CAST(7 AS DECIMAL(10, 0)) % CAST(-4 AS TINYINT)                             | 3
            CAST('-70000000000000000000007' AS DECIMAL(30, 0)) % 10                       | -7
            CAST('70000000000000000000007' AS DECIMAL(30, 0)) % CAST(1000000000000 AS BIGINT) | 7
            CAST(7 AS DECIMAL(10, 0)) % CAST(0 AS BIGINT)                               | !DIVISION_BY_ZERO
            """)
    void aRemainderHasTheSignOfTheFirst(String sql, String value) {
        assertThat(Evaluations.text(sql)).isEqualTo(value);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            s = d                           | 2024-02-29 | TRUE
            s = d                           | soon       | NULL
            s <> d                          | soon       | NULL
            s < d                           | 2024-02-28 | TRUE
            s < d                           | soon       | !CAST_FAILED
            s BETWEEN d AND d               | soon       | !CAST_FAILED
            NULLIF(s, d)                    | 2024-02-29 | NULL
            NULLIF(s, d)                    | soon       | soon
            NULLIF(d, s)                    | soon       | 2024-02-29
            d IN ('2024-02-28', '2024-2-29') | soon      | TRUE
            """)
    void aTextAmongTimesIsReadAsATime(String sql, String text, String value) {
        assertThat(Evaluations.text(sql, ROW, List.of(Utf8.of(text), 19_782))).isEqualTo(value);
    }

    @Test
    void aTextThatMayBeNoTimeMakesEqualityNullable() {
        assertThat(type("s = d")).isEqualTo("BOOLEAN");
        assertThat(type("s < d")).isEqualTo("BOOLEAN NOT NULL");
        assertThat(type("d = '2024-02-29'")).isEqualTo("BOOLEAN NOT NULL");
    }

    @Test
    void aLiteralThatIsNoTimeIsRejected() {
        assertThatThrownBy(() -> SqlText.parse("d = 'soon'", ROW))
                .hasMessageContaining("= compares this text with a DATE, and it is none");
        assertThatThrownBy(() -> SqlText.parse("CAST(d AS TIMESTAMP_LTZ(3)) = 'soon'", ROW))
                .hasMessageContaining("compares this text with a TIMESTAMP_LTZ(3)");
    }

    @Test
    void aTextColumnIsNotLookedForAmongTimes() {
        assertThatThrownBy(() -> SqlText.parse("d IN (s)", ROW))
                .hasMessageContaining("IN does not compare DATE and STRING; CAST one to the type of the other");
        assertThatThrownBy(() -> SqlText.parse("s IS DISTINCT FROM d", ROW)).hasMessageContaining("does not compare");
    }

    @Test
    void aRoundedInstantDoesNotFallBackAnHourWhenSummerTimeEnds() {
        PipelineZone berlin = new PipelineZone(ZoneId.of("Europe/Berlin"));
        // The second time that the clock shows 02:30:45.
        assertThat(Evaluations.text(
                        "CAST(TO_TIMESTAMP_LTZ(1729992645, 0) AS STRING) = '2024-10-27 02:30:45.000'", berlin))
                .isEqualTo("TRUE");
        assertThat(Evaluations.text(
                        "TIMESTAMPDIFF(SECOND, FLOOR(TO_TIMESTAMP_LTZ(1729992645, 0) TO MINUTE),"
                                + " TO_TIMESTAMP_LTZ(1729992645, 0))",
                        berlin))
                .isEqualTo("45");
    }

    private static String type(String sql) {
        return SqlText.parse(sql, ROW).type().toString();
    }
}
