package io.millrace.expr.function;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.expr.Evaluations;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where we answer otherwise than Flink 2.3.0 on purpose; each line is behind a declared difference. */
class DifferencesTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            2147483647 + 1                                              | !OVERFLOW
            CAST(100 AS TINYINT) * CAST(2 AS TINYINT)                   | !OVERFLOW
            ABS(-2147483648)                                            | !OVERFLOW
            ROUND(2147483647, -1)                                       | !OVERFLOW
            CAST(300 AS TINYINT)                                        | !OVERFLOW
            TRY_CAST(300 AS TINYINT)                                    | NULL
            CAST(1E10 AS INT)                                           | !OVERFLOW
            CAST(1000 AS DECIMAL(3, 2))                                 | !OVERFLOW
            TIMESTAMPDIFF(SECOND, DATE '1900-01-01', DATE '2020-01-01') | !OVERFLOW
            TIMESTAMPADD(YEAR, 2147483647, DATE '2020-01-01')           | !OVERFLOW
            TIMESTAMPADD(YEAR, 300000, TIMESTAMP '2020-01-01 00:00:00')  | !OVERFLOW
            CAST('999.995' AS DECIMAL(5, 2))                            | !OVERFLOW
            CAST('1e9' AS DECIMAL(5, 2))                                | !OVERFLOW
            CEIL(TIME '23:30:00' TO HOUR)                               | !OVERFLOW
            1E0 / 0                                                     | Infinity
            EXTRACT(YEAR FROM TIMESTAMP '1969-12-31 23:59:58.999')      | 1969
            EXTRACT(SECOND FROM TIMESTAMP '1969-12-31 23:59:58.999')    | 58
            EXTRACT(EPOCH FROM TIMESTAMP '1969-12-31 23:59:58.999')     | -2
            FLOOR(TIMESTAMP '1969-12-31 23:59:58.999' TO MONTH)         | 1969-12-01 00:00:00.000
            EXTRACT(SECOND FROM DATE '2020-02-29')                      | 0
            CEIL(DATE '2020-02-29' TO DAY)                              | 2020-02-29
            CEIL(TIMESTAMP '2020-01-01 00:00:00.001' TO YEAR)           | 2021-01-01 00:00:00.000
            CEIL(TIMESTAMP '2001-01-01 00:00:00' TO CENTURY)            | 2001-01-01 00:00:00
            TIMESTAMPDIFF(MONTH, TIMESTAMP '2020-02-29 12:34:00', TIMESTAMP '2020-01-29 00:00:00') | -1
            ROUND(12.34, CHAR_LENGTH('a'))                              | 12.30
            CAST(1.6E0 AS FLOAT) = 1.6E0                                | FALSE
            """)
    void aDeclaredDifferenceHolds(String sql, String value) {
        assertThat(Evaluations.text(sql)).isEqualTo(value);
    }
}
