package io.millrace.executor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lines that are no rows and rows that fail are written to a sink of the document, with what went wrong. */
class DeadLetterRunTest {

    private static final String PIPELINE = """
            apiVersion: millrace.io/v1
            kind: Pipeline
            id: orders
            name: Orders
            nodes:
              - id: read
                type: file-source
                config:
                  path: orders.ndjson
                  format: json
                  schema: [{name: item, type: STRING}, {name: price, type: INT}]
                errors: {policy: deadLetter, to: letters}
              - id: rate
                type: select
                config: {columns: [{name: item, expression: item}, {name: share, expression: 100 / (price - 20)}]}
                errors: {policy: deadLetter, to: letters}
              - {id: write, type: file-sink, config: {path: out/shares.ndjson, format: json}}
              - {id: letters, type: file-sink, config: {path: PATH, format: FORMAT}}
            edges:
              - {from: {node: read, port: out}, to: {node: rate, port: in}}
              - {from: {node: rate, port: out}, to: {node: write, port: in}}
            """;

    @TempDir
    Path folder;

    private Cli run(String path, String format, String... lines) throws IOException {
        Files.write(folder.resolve("orders.ndjson"), String.join("\n", lines).getBytes(StandardCharsets.ISO_8859_1));
        Path file = folder.resolve("orders.yaml");
        Files.writeString(file, PIPELINE.replace("PATH", path).replace("FORMAT", format));
        return Cli.run("run", file.toString());
    }

    @Test
    void brokenLinesAndFailedRowsAreLettersOfOneFile() throws IOException {
        Cli run = run(
                "out/letters.ndjson",
                "json",
                "{\"item\": \"pen\", \"price\": 30}",
                "{\"item\": \"ink\", \"price\": 20}",
                "{\"item\": \"cap\"",
                "{\"item\": \"\u00ff\", \"price\": 10}");

        assertThat(run.code()).isEqualTo(ExitCode.PROBLEMS);
        assertThat(run.err()).contains("3 failed rows are in the dead-letter sink `letters`: read 2, rate 1");
        assertThat(folder.resolve("out/shares.ndjson")).hasContent("{\"item\":\"pen\",\"share\":10}");
        List<String> letters = Files.readAllLines(folder.resolve("out/letters.ndjson"));
        assertThat(letters).hasSize(3);
        assertThat(letters)
                .anySatisfy(letter -> assertThat(letter)
                        .contains("\"node\":\"rate\"", "\"code\":\"expression.divisionByZero\"")
                        .contains("\"position\":\"orders.ndjson, line 2\"")
                        .contains("\"failed_row\":\"{\\\"item\\\":\\\"ink\\\",\\\"price\\\":20}\"", "\"record\":null"))
                .anySatisfy(letter -> assertThat(letter)
                        .contains("\"node\":\"read\"", "\"position\":\"orders.ndjson, line 3\"", "\"failed_row\":null")
                        .contains(base64("{\"item\": \"cap\"")))
                .anySatisfy(letter -> assertThat(letter)
                        .contains("\"position\":\"orders.ndjson, line 4\"")
                        .as("the very bytes, though they are no UTF-8")
                        .contains(base64("{\"item\": \"\u00ff\", \"price\": 10}")));
    }

    @Test
    void lettersCanBeCsv() throws IOException {
        Cli run = run("out/letters.csv", "csv", "{\"item\": \"ink\", \"price\": 20}");

        assertThat(run.err()).contains("1 failed row is in the dead-letter sink `letters`: rate 1");
        assertThat(Files.readAllLines(folder.resolve("out/letters.csv")))
                .first()
                .isEqualTo("failed_at,node,code,message,position,failed_row,record");
    }

    @Test
    void withoutFailuresThereAreNoLetters() throws IOException {
        Cli run = run("out/letters.ndjson", "json", "{\"item\": \"pen\", \"price\": 30}");

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.err()).doesNotContain("dead-letter");
    }

    /** As the sink writes bytes. */
    private static String base64(String text) {
        return Base64.getEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.ISO_8859_1));
    }
}
