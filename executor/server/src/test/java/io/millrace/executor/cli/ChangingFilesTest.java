package io.millrace.executor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that are missing, or change while they are read. */
class ChangingFilesTest {

    private static final String PEN = "{\"item\": \"pen\", \"price\": 10}\n";
    private static final String INK = "{\"item\": \"ink\", \"price\": 20}\n";

    @TempDir
    Path folder;

    @Test
    void aMissingFileIsNamedWithItsNode() {
        Orders orders = Orders.json(folder).reading("orders/*.ndjson");

        Cli run = orders.run();

        assertThat(run.code()).isEqualTo(ExitCode.PROBLEMS);
        assertThat(run.err())
                .contains("Failed: node read: There is no file at `orders/*.ndjson`. Paths are below the files root");
        orders.assertNothingWritten();
    }

    @Test
    void aFileThatGrowsIsReadAsItWas() throws IOException {
        Orders orders = Orders.json(folder).with("in", PEN);

        Cli run = run(
                orders,
                new Change(
                        "in", file -> Files.writeString(file, INK, StandardOpenOption.APPEND), Moment.AFTER_READING));

        assertThat(run.code()).as(run.err()).isEqualTo(ExitCode.OK);
        assertThat(orders.result()).containsExactly("{\"item\":\"pen\",\"share\":100}");
    }

    @Test
    void aLineThatIsCompletedInMidRunIsStillHalfOfOne() throws IOException {
        Orders orders = Orders.json(folder).with("in", PEN + INK.substring(0, 12));
        Change completed = new Change(
                "in",
                file -> Files.writeString(file, INK.substring(12), StandardOpenOption.APPEND),
                Moment.BEFORE_OPENING);

        Cli run = run(orders, completed);

        assertThat(run.code()).isEqualTo(ExitCode.PROBLEMS);
        assertThat(run.err()).contains("Failed: node read: in, line 2: This is no JSON");
        orders.assertNothingWritten();
    }

    @Test
    void aFileThatVanishesBeforeItsTurnEndsTheRun() {
        Orders orders = Orders.json(folder)
                .reading("orders/")
                .with("orders/a.ndjson", PEN)
                .with("orders/b.ndjson", INK);

        Cli run = run(orders, new Change("orders/b.ndjson", Files::delete, Moment.BEFORE_OPENING));

        assertThat(run.code()).isEqualTo(ExitCode.PROBLEMS);
        assertThat(run.err())
                .contains("Failed: node read: The file `orders/b.ndjson` was there when the source looked for files and"
                        + " is gone now. Put it back");
        orders.assertNothingWritten();
    }

    @Test
    void aFileThatIsRemovedWhileItIsOpenIsReadToItsEnd() throws IOException {
        Orders orders = Orders.json(folder).with("in", PEN.repeat(100_000));

        Cli run = run(orders, new Change("in", Files::delete, Moment.AFTER_READING));

        assertThat(run.code()).as(run.err()).isEqualTo(ExitCode.OK);
        assertThat(orders.result()).hasSize(100_000);
    }

    @Test
    void aFileThatIsCutShortEndsTheRunAndSaysWhere() {
        Orders orders = Orders.json(folder).with("in", PEN.repeat(100_000));

        Cli run = run(orders, new Change("in", file -> Files.writeString(file, PEN), Moment.AFTER_READING));

        assertThat(run.code()).isEqualTo(ExitCode.PROBLEMS);
        assertThat(run.err())
                .contains("Failed: node read: The file `in` ends at byte")
                .contains("but had 2900000 bytes when the source looked for files")
                .contains("replace them by a rename");
        orders.assertNothingWritten();
    }

    private enum Moment {
        BEFORE_OPENING,
        AFTER_READING
    }

    /** What is done to a file. */
    @FunctionalInterface
    private interface Work {
        void on(Path file) throws IOException;
    }

    private record Change(String path, Work work, Moment moment) {}

    private static Cli run(Orders orders, Change change) {
        TroubledDisk.Meddling meddling = () -> change.work().on(orders.folder().resolve(change.path()));
        return Cli.runOn(
                files -> switch (change.moment()) {
                    case BEFORE_OPENING -> new TroubledDisk(files).beforeOpening(change.path(), meddling);
                    case AFTER_READING -> new TroubledDisk(files).afterReading(change.path(), meddling);
                },
                "run",
                orders.document(),
                "--parallelism",
                "1");
    }
}
