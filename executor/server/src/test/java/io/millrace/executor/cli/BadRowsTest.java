package io.millrace.executor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rows that an expression cannot be computed of. */
class BadRowsTest {

    private static final String LINES = """
            {"item": "pen", "price": 10}
            {"item": "ink", "price": 0}
            {"item": "cap", "price": 2147483647}
            """;

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1000 / price               | 2 | In 1000 / price where price is 0: division by zero. Divide by NULLIF(price, 0)",
                "MOD(price, price)          | 2 | division by zero",
                "price + 1                  | 3 | In price + 1 where price is 2147483647: the result does not fit its type INT. CAST an operand to a wider type",
                "CAST(price AS SMALLINT)    | 3 | 2147483647 is no SMALLINT (out of range). TRY_CAST makes NULL of such a value",
                "-price * 2                 | 3 | does not fit its type INT"
            })
    void aRowThatFailsIsNamedWithItsLineValueAndAWayOut(String expression, int line, String message)
            throws IOException {
        Orders orders = Orders.json(folder).computing(expression).with("in", LINES);

        Cli failed = orders.run();

        assertThat(failed.code()).isEqualTo(ExitCode.PROBLEMS);
        assertThat(failed.err())
                .contains("Failed: node rate: in, line " + line + ": ")
                .contains(message)
                .contains("set `errors: {policy: skip}` at node rate");
        orders.assertNothingWritten();

        Cli skipped = orders.skipping().run();

        assertThat(skipped.code()).isEqualTo(ExitCode.PROBLEMS);
        assertThat(skipped.err()).containsPattern("rate +3 +2 +1 +0").contains("node rate: in, line " + line + ": ");
        assertThat(orders.result()).hasSize(2);
        orders.assertOnlyResult();
    }

    @ParameterizedTest
    @CsvSource({"1000 / price > 1, 2", "price + 1 > 1, 3"})
    void aConditionThatFailsIsNamedToo(String condition, int line) throws IOException {
        Orders orders =
                Orders.json(folder).keeping(condition).computing("price").with("in", LINES);

        Cli failed = orders.run();

        assertThat(failed.code()).isEqualTo(ExitCode.PROBLEMS);
        assertThat(failed.err()).contains("Failed: node dear: in, line " + line + ": ");
        orders.assertNothingWritten();

        Cli skipped = orders.skipping().run();

        assertThat(skipped.code()).isEqualTo(ExitCode.PROBLEMS);
        assertThat(skipped.err()).containsPattern("dear +3 +\\d +1 +0");
    }
}
