package io.millrace.executor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * A small pipeline in a folder: orders are read, those without a price left out, the rest rated, and written to {@code
 * out/}.
 *
 * @param format of input and result
 * @param policy what is done about rows that fail
 * @param input the path that is read
 * @param condition which orders are kept
 * @param share what is computed of an order
 */
record Orders(Path folder, String format, String policy, String input, String condition, String share) {

    /** Lines of JSON in {@code in}; a row that fails ends the run. */
    static Orders json(Path folder) {
        return new Orders(folder, "json", "fail", "in", "price IS NOT NULL", "1000 / price");
    }

    /** As {@link #json}, in CSV. */
    static Orders csv(Path folder) {
        return new Orders(folder, "csv", "fail", "in", "price IS NOT NULL", "1000 / price");
    }

    /** Rows that fail are passed over. */
    Orders skipping() {
        return new Orders(folder, format, "skip", input, condition, share);
    }

    Orders reading(String path) {
        return new Orders(folder, format, policy, path, condition, share);
    }

    Orders keeping(String other) {
        return new Orders(folder, format, policy, input, other, share);
    }

    Orders computing(String other) {
        return new Orders(folder, format, policy, input, condition, other);
    }

    /** Writes a file for the pipeline to read, as it is. */
    Orders with(String path, String text) {
        return with(path, text.getBytes(StandardCharsets.UTF_8));
    }

    Orders with(String path, byte[] bytes) {
        try {
            Path file = folder.resolve(path);
            Files.createDirectories(file.getParent());
            Files.write(file, bytes);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The pipeline's file. */
    String document() {
        String pipeline = """
            apiVersion: millrace.io/v1
            kind: Pipeline
            id: orders
            name: Orders
            nodes:
              - id: read
                type: file-source
                errors: {policy: %2$s}
                config:
                  path: %3$s
                  format: %1$s
                  schema: [{name: item, type: STRING}, {name: price, type: INT}]
              - id: dear
                type: filter
                errors: {policy: %2$s}
                config: {condition: "%4$s"}
              - id: rate
                type: select
                errors: {policy: %2$s}
                config:
                  columns: [{name: item, expression: item}, {name: share, expression: "%5$s"}]
              - id: write
                type: file-sink
                config: {path: out/result, format: %1$s}
            edges:
              - {from: {node: read, port: out}, to: {node: dear, port: in}}
              - {from: {node: dear, port: out}, to: {node: rate, port: in}}
              - {from: {node: rate, port: out}, to: {node: write, port: in}}
            """.formatted(format, policy, input, condition, share);
        with("orders.yaml", pipeline);
        return folder.resolve("orders.yaml").toString();
    }

    Cli run() {
        return Cli.run("run", document(), "--parallelism", "1");
    }

    /** The result's lines. */
    Stream<String> result() throws IOException {
        return Files.readAllLines(folder.resolve("out/result")).stream();
    }

    /** Neither a result is there nor a piece of one, hidden or not. */
    void assertNothingWritten() {
        assertThat(folder.resolve("out")).satisfiesAnyOf(out -> assertThat(out).doesNotExist(), out -> assertThat(out)
                .isEmptyDirectory());
    }

    /** The result, and nothing hidden beside it. */
    void assertOnlyResult() {
        assertThat(folder.resolve("out"))
                .isDirectoryNotContaining(file -> !file.getFileName().toString().equals("result"));
    }
}
