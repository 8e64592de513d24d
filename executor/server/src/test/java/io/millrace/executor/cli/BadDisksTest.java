package io.millrace.executor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Disks that are full or cannot be written: the run fails, and an older result stays what it was. */
class BadDisksTest {

    private static final String LINE = "{\"item\": \"pen\", \"price\": 10}\n";
    private static final int LINES = 100_000;

    /** How long a line of the result is: {@code {"item":"pen","share":100}}. */
    private static final int RESULT_BYTES = 27;

    @TempDir
    Path folder;

    /** At the first byte, in the middle, and at the last one. */
    @ParameterizedTest
    @ValueSource(longs = {0, 1_500_000, (long) LINES * RESULT_BYTES - 1})
    void aDiskThatFillsUpEndsTheRun(long free) throws IOException {
        Orders orders = Orders.json(folder).with("in", LINE.repeat(LINES));

        Cli run = Cli.runOn(files -> new TroubledDisk(files).free(free), arguments(orders, "1"));

        assertFull(run);
        orders.assertNothingWritten();
    }

    /** Of many files each task reads some, so there are two parts. */
    @Test
    void aDiskThatFillsUpWhilePartsArePutTogetherEndsTheRun() throws IOException {
        Orders orders = Orders.json(folder).reading("in/*");
        for (int file = 0; file < 100; file++) {
            orders.with("in/" + file, LINE.repeat(LINES / 100));
        }

        Cli run = Cli.runOn(
                files -> new TroubledDisk(files).free((long) LINES * RESULT_BYTES + 10), arguments(orders, "2"));

        assertFull(run);
        orders.assertNothingWritten();
    }

    @Test
    void anOlderResultStaysWhatItWas() throws IOException {
        Orders orders = Orders.json(folder).with("in", LINE.repeat(LINES)).with("out/result", "older\n");

        Cli run = Cli.runOn(files -> new TroubledDisk(files).free(1_500_000), arguments(orders, "1"));

        assertFull(run);
        assertThat(orders.result()).containsExactly("older");
        orders.assertOnlyResult();
    }

    @Test
    void aDiskThatCannotBeWrittenIsFoundBeforeARowIsRead() throws IOException {
        Orders orders = Orders.json(folder).with("in", LINE);

        Cli run = Cli.runOn(files -> new TroubledDisk(files).readOnly(), arguments(orders, "1"));

        assertThat(run.code()).isEqualTo(ExitCode.PROBLEMS);
        assertThat(run.err())
                .contains(
                        "Failed: node write: `out/result` could not be written: Read-only file system. Choose a path on"
                                + " a disk that can be written, then start the pipeline again.")
                .contains("0 rows read");
        orders.assertNothingWritten();
    }

    @Test
    void aFolderInTheWayIsNamed() throws IOException {
        Orders orders = Orders.json(folder).with("in", LINE);
        Files.createDirectories(folder.resolve("out/result"));
        orders.with("out/result/other", "");

        Cli run = orders.run();

        assertThat(run.code()).isEqualTo(ExitCode.PROBLEMS);
        assertThat(run.err()).contains("Failed: node write: `out/result` is a folder. Write `out/result/`");
    }

    private static String[] arguments(Orders orders, String parallelism) {
        return new String[] {"run", orders.document(), "--parallelism", parallelism};
    }

    private static void assertFull(Cli run) {
        assertThat(run.code()).isEqualTo(ExitCode.PROBLEMS);
        assertThat(run.err())
                .contains(
                        "Failed: node write: `out/result` could not be written: No space left on device. Free some space,"
                                + " then start the pipeline again.");
    }
}
