package io.millrace.executor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Lines that are no rows: by default they end the run, and when they are passed over the exit code still says so. */
class BadLinesTest {

    @TempDir
    Path folder;

    /** Three lines of which one is bad; its line; what is said of it. */
    static Stream<Arguments> lines() {
        return Stream.of(
                json(
                        "half-written",
                        "{\"item\": \"pen\", \"price\": 10}\n{\"item\": \"cap\", \"price\": 10}\n{\"item\": \"in",
                        3,
                        "This is no JSON: a text has no closing quote at `\"in`"),
                json(
                        "a half-written number ends too early",
                        "{\"item\": \"pen\", \"price\": 10}\n{\"item\": \"cap\", \"price\": 10}\n{\"item\": \"ink\", \"price\": 2",
                        3,
                        "This is no JSON"),
                json(
                        "no UTF-8",
                        "{\"item\": \"pen\", \"price\": 10}\n{\"item\": \"ÿ\", \"price\": 10}\n{\"item\": \"cap\", \"price\": 10}\n",
                        2,
                        "is no UTF-8: byte 0xff at place 1 of it. Files must be UTF-8"),
                csv(
                        "half-written",
                        "item,price\npen,10\ncap,10\nin",
                        4,
                        "The record has 1 value, but the header has 2 names. Is it cut off"),
                csv(
                        "an open quote",
                        "item,price\npen,10\ncap,10\n\"in",
                        4,
                        "The record has a quote that is not closed before the end of the file"),
                csv(
                        "no UTF-8",
                        "item,price\npen,10\nÿ,10\ncap,10\n",
                        3,
                        "`item` is `\ufffd`, which is no UTF-8: byte 0xff at place 1 of it. Files must be UTF-8"),
                csv(
                        "too few columns",
                        "item,price\npen,10\nink\ncap,10\n",
                        3,
                        "The record has 1 value, but the header has 2 names"),
                csv(
                        "too many columns",
                        "item,price\npen,10\nink,20,30\ncap,10\n",
                        3,
                        "The record has 3 values, but the header has 2 names"));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("lines")
    void aBadLineEndsTheRunAndNothingIsVisible(String format, String what, byte[] bytes, int line, String message) {
        Orders orders = orders(format).with("in", bytes);

        Cli run = orders.run();

        assertThat(run.code()).isEqualTo(ExitCode.PROBLEMS);
        assertThat(run.err())
                .contains("Failed: node read: in, line " + line + ": ")
                .contains(message)
                .contains("Mend the row; or set `errors: {policy: skip}` at node read")
                .containsOnlyOnce("line " + line);
        orders.assertNothingWritten();
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("lines")
    void aBadLineThatIsSkippedIsCountedAndShown(String format, String what, byte[] bytes, int line, String message)
            throws IOException {
        Orders orders = orders(format).skipping().with("in", bytes);

        Cli run = orders.run();

        assertThat(run.code()).isEqualTo(ExitCode.PROBLEMS);
        assertThat(run.err())
                .containsPattern("read +0 +2 +1 +0")
                .contains("node read: in, line " + line + ": ")
                .contains(message)
                .doesNotContain("Failed:");
        assertThat(orders.result().filter(text -> text.contains("100"))).hasSize(2);
        orders.assertOnlyResult();
    }

    @Test
    void aHeaderWithANameTwiceIsRefusedWhateverThePolicy() {
        assertHeaderRefused(
                "item,price,item\npen,10,cap\n",
                "The header has `item` 2 times, so it is not clear which is meant. Rename one.");
    }

    @Test
    void aHeaderWithoutAColumnIsRefusedWhateverThePolicy() {
        assertHeaderRefused(
                "item,Price\npen,10\n", "The header has no `price`. It has: `item`, `Price`. Is `Price` meant");
    }

    private void assertHeaderRefused(String file, String message) {
        Orders orders = Orders.csv(folder).skipping().with("in", file);

        Cli run = orders.run();

        assertThat(run.code()).isEqualTo(ExitCode.PROBLEMS);
        assertThat(run.err()).contains("Failed: node read: in: " + message);
        orders.assertNothingWritten();
    }

    private Orders orders(String format) {
        return format.equals("csv") ? Orders.csv(folder) : Orders.json(folder);
    }

    private static Arguments json(String what, String text, int line, String message) {
        return Arguments.of("json", what, bytes(text), line, message);
    }

    private static Arguments csv(String what, String text, int line, String message) {
        return Arguments.of("csv", what, bytes(text), line, message);
    }

    /** ÿ stands for the byte 0xff, which is nowhere in UTF-8. */
    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
