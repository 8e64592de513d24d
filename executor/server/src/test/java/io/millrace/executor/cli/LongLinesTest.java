package io.millrace.executor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A line of 200 MB, in a process that has not the memory for it. */
class LongLinesTest {

    private static final long LINE_BYTES = 200L << 20;

    /** Enough for a record of the longest kind and what else there is; a fifth of the line. */
    private static final List<String> LITTLE_MEMORY = List.of("-Xmx128m");

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({"json, 2", "csv, 3"})
    void aLineOf200MbIsRefusedInBoundedMemory(String format, int line) throws IOException, InterruptedException {
        Orders orders = orders(format);

        Cli run = run(orders);

        assertThat(run.code()).isEqualTo(ExitCode.PROBLEMS);
        assertThat(run.err())
                .contains("Failed: node read: in, line " + line
                        + ": A record is longer than 16 MB. Is a line feed missing");
        orders.assertNothingWritten();
    }

    @ParameterizedTest
    @CsvSource({"json, 2", "csv, 3"})
    void aLineOf200MbIsSkippedAndTheNextIsRead(String format, int line) throws IOException, InterruptedException {
        Orders orders = orders(format).skipping();

        Cli run = run(orders);

        assertThat(run.code()).isEqualTo(ExitCode.PROBLEMS);
        assertThat(run.err())
                .containsPattern("read +0 +2 +1 +0")
                .contains("node read: in, line " + line + ": A record is longer than 16 MB");
        assertThat(orders.result().filter(text -> text.contains("100"))).hasSize(2);
        orders.assertOnlyResult();
    }

    private static Cli run(Orders orders) throws IOException, InterruptedException {
        try (CliProcess run = CliProcess.start(LITTLE_MEMORY, "run", orders.document(), "--parallelism", "2")) {
            return run.end();
        }
    }

    /** A good line, one that a disk need not store because it is all zeros, and a good one. */
    private Orders orders(String format) throws IOException {
        boolean isCsv = format.equals("csv");
        String good = isCsv ? "pen,10\n" : "{\"item\": \"pen\", \"price\": 10}\n";
        Orders orders =
                (isCsv ? Orders.csv(folder) : Orders.json(folder)).with("in", (isCsv ? "item,price\n" : "") + good);
        try (RandomAccessFile file = new RandomAccessFile(folder.resolve("in").toFile(), "rw")) {
            file.seek(file.length() + LINE_BYTES);
            file.write(("\n" + good).getBytes(StandardCharsets.UTF_8));
        }
        return orders;
    }
}
