package io.millrace.connectors.file.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.columns.Batch;
import io.millrace.columns.testing.BoxedValues;
import io.millrace.connectors.file.store.LocalFileStore;
import io.millrace.formats.json.JsonFormat;
import io.millrace.spi.NodeMetrics.Metric;
import io.millrace.spi.io.FileStore;
import io.millrace.spi.operator.Progress;
import io.millrace.spi.source.Split;
import io.millrace.spi.source.SplitReader;
import io.millrace.spi.testing.KeptErrors;
import io.millrace.spi.testing.ManualBlockingWork;
import io.millrace.spi.testing.SourceHarness;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reading whole files. */
class FileSourceTest {

    private Path root;
    private FileStore files;

    @BeforeEach
    void open(@TempDir Path temporary) {
        root = temporary;
        files = new LocalFileStore(root);
    }

    @Test
    void theFilesOfAFolderAreReadInOrder() throws IOException {
        write("data/b.ndjson", "{\"n\":3}\n");
        write("data/a.ndjson", "{\"n\":1}\n{\"n\":2}");
        write("data/_SUCCESS", "");
        write("data/.hidden.ndjson", "{\"n\":9}\n");
        write("data/empty.ndjson", "");

        SourceHarness harness = Sources.json(files, "data", "n INT");

        assertThat(harness.discover(1)).extracting(Split::id).containsExactly("data/a.ndjson", "data/b.ndjson");
        assertThat(harness.readAll()).containsExactly(List.of(1), List.of(2), List.of(3));
        assertThat(harness.outstanding()).isZero();
    }

    @Test
    void aPatternChoosesFiles() throws IOException {
        write("data/2001/x.ndjson", "{\"n\":1}\n");
        write("data/2002/x.ndjson", "{\"n\":2}\n");
        write("data/2002/y.txt", "no");

        assertThat(Sources.json(files, "data/**/*.ndjson", "n INT").readAll()).containsExactly(List.of(1), List.of(2));
    }

    @Test
    void aMissingFileIsNamed() {
        assertThatThrownBy(() -> Sources.json(files, "data/x.ndjson", "n INT").readAll())
                .hasMessageContaining("There is no file at `data/x.ndjson`")
                .hasMessageContaining("below the files root");
    }

    @Test
    void batchesAreFullAndRowsKnowTheirLines() throws IOException {
        StringBuilder text = new StringBuilder("\n");
        for (int i = 0; i < 10_000; i++) {
            text.append("{\"n\":").append(i).append(",\"s\":\"a\\nb").append(i).append("\"}\n");
        }
        write("x.ndjson", text.toString());
        SourceHarness harness = Sources.json(files, "x.ndjson", "n INT", "s STRING");
        List<Integer> sizes = new ArrayList<>();

        harness.read(harness.discover(1).getFirst(), batch -> {
            sizes.add(batch.rowCount());
            batch.release();
        });

        assertThat(sizes).containsExactly(4096, 4096, 10_000 - 8192);
        assertThat(harness.origins()).hasSize(10_000);
        assertThat(harness.origins().get(0)).isEqualTo("x.ndjson, line 2");
        assertThat(harness.origins().get(9_999)).isEqualTo("x.ndjson, line 10001");
        assertThat(harness.metrics().get(Metric.BYTES)).isEqualTo(text.length() - 0L);
    }

    @Test
    void batchesThatLiveLongKeepTheirTexts() throws IOException {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 50_000; i++) {
            text.append("{\"s\":\"").append("x".repeat(40)).append(i).append("\"}\n");
        }
        write("x.ndjson", text.toString());
        SourceHarness harness = Sources.json(files, "x.ndjson", "s STRING");
        List<Batch> kept = new ArrayList<>();

        harness.read(harness.discover(1).getFirst(), kept::add);

        int row = 0;
        for (Batch batch : kept) {
            for (List<@Nullable Object> values : BoxedValues.rows(batch)) {
                assertThat(values).containsExactly("x".repeat(40) + row++);
            }
        }
        assertThat(row).isEqualTo(50_000);
        kept.forEach(Batch::release);
        assertThat(harness.outstanding()).isZero();
    }

    @Test
    void onlyWantedColumnsAreRead() throws IOException {
        write("x.ndjson", "{\"a\":1,\"b\":\"no number\",\"c\":\"z\"}\n");
        var schema = Sources.schema("a INT", "b INT", "c STRING");

        SourceHarness harness = Sources.harness(
                files, new JsonFormat(), Sources.config("x.ndjson", schema), Sizes.STANDARD, schema, 0, 2);

        assertThat(harness.readAll()).containsExactly(List.of(1, "z"));
    }

    @Test
    void badRecordsGoTheWayOfThePolicyWithFileAndLine() throws IOException {
        write("x.ndjson", "{\"n\":1}\n\n{\"n\":\"x\"}\n{\"n\":3}\n{\"n\":4");
        SourceHarness harness = Sources.json(files, "x.ndjson", "n INT").errors(KeptErrors.skip());

        assertThat(harness.readAll()).containsExactly(List.of(1), List.of(3));
        assertThat(harness.errors().lines())
                .containsExactly(
                        "x.ndjson, line 3: Field `n` is `\"x\"`, but the column is INT."
                                + " Give the column another type, or mend the data.",
                        "x.ndjson, line 5: This is no JSON: expected ',' or '}' at the end of the line.");
        assertThat(harness.errors().reported().getFirst().raw()).isEqualTo("{\"n\":\"x\"}");
    }

    @Test
    void thePolicyFailEndsTheJobAtTheFirstBadRecord() throws IOException {
        write("x.ndjson", "{\"n\":1}\n{\"n\":\"x\"}\n");
        SourceHarness harness = Sources.json(files, "x.ndjson", "n INT");

        assertThatThrownBy(harness::readAll).hasMessageContaining("x.ndjson, line 2: Field `n`");
        assertThat(harness.outstanding()).isZero();
    }

    @Test
    void aReaderNeverWaitsForASlowDiskAndReadsAheadWhileItDecodes() throws IOException {
        write(
                "x.ndjson",
                "{\"s\":\"" + "x".repeat(1_000) + "\"}\n".repeat(1)
                        + ("{\"s\":\"" + "y".repeat(1_000) + "\"}\n").repeat(5_000));
        ManualBlockingWork disk = ManualBlockingWork.deferred();
        SourceHarness harness = Sources.json(files, "x.ndjson", "s STRING").blockingWork(disk);
        SplitReader reader = harness.open().open(harness.discover(1).getFirst());
        List<Batch> batches = new ArrayList<>();

        Progress first = reader.read(batches::add);
        assertThat(first.kind()).isEqualTo(Progress.Kind.WAITING);
        assertThat(first.completion().isDone()).isFalse();
        assertThat(disk.waiting()).isEqualTo(1);

        disk.runNext();
        assertThat(first.completion().isDone()).isTrue();
        assertThat(reader.read(batches::add).kind()).isEqualTo(Progress.Kind.YIELD);
        assertThat(batches).hasSize(1);
        // The next chunk is asked for already, and decoding goes on as far as it can without it.
        assertThat(disk.waiting()).isEqualTo(1);
        assertThat(reader.read(batches::add).kind()).isEqualTo(Progress.Kind.WAITING);

        batches.forEach(Batch::release);
        reader.close();
        disk.runAll();
        assertThat(harness.outstanding()).isZero();
    }

    @Test
    void aFileThatVanishesBeforeItsTurnIsNamed() throws IOException {
        write("x.ndjson", "{\"n\":1}\n");
        SourceHarness harness = Sources.json(files, "x.ndjson", "n INT");
        Split split = harness.discover(1).getFirst();
        Files.delete(root.resolve("x.ndjson"));

        assertThatThrownBy(() -> harness.read(split))
                .hasMessageContaining("`x.ndjson` was there when the source looked for files and is gone now");
    }

    @Test
    void aFileThatShrinksIsNamedWithThePlace() throws IOException {
        write("x.ndjson", "{\"n\":1}\n{\"n\":2}\n");
        SourceHarness harness = Sources.json(files, "x.ndjson", "n INT");
        Split split = harness.discover(1).getFirst();
        write("x.ndjson", "{\"n\":1}\n");

        assertThatThrownBy(() -> harness.read(split))
                .hasMessageContaining("`x.ndjson` ends at byte 8, but had 16 bytes");
        assertThat(harness.outstanding()).isZero();
    }

    @Test
    void ofAFileThatGrowsTheRecordsThatWereThereAreRead() throws IOException {
        write("x.ndjson", "{\"n\":1}\n{\"n\":2}");
        SourceHarness harness = Sources.json(files, "x.ndjson", "n INT");
        Split split = harness.discover(1).getFirst();
        write("x.ndjson", "{\"n\":1}\n{\"n\":2}\n{\"n\":3}\n");

        assertThat(harness.read(split)).containsExactly(List.of(1), List.of(2));
    }

    @Test
    void filesInAnotherEncodingAreNamed() throws IOException {
        Files.write(root.resolve("x.ndjson"), new byte[] {(byte) 0xff, (byte) 0xfe, '{', 0, '}', 0});

        assertThatThrownBy(() -> Sources.json(files, "x.ndjson", "n INT").readAll())
                .hasMessageContaining("UTF-16");
    }

    @Test
    void bytesThatAreNoUtf8AreAnErrorOfTheirRecord() throws IOException {
        Files.write(root.resolve("x.ndjson"), new byte[] {'{', '"', 's', '"', ':', '"', (byte) 0xff, '"', '}', '\n'});
        SourceHarness harness = Sources.json(files, "x.ndjson", "s STRING").errors(KeptErrors.skip());

        assertThat(harness.readAll()).isEmpty();
        assertThat(harness.errors().lines().getFirst())
                .startsWith("x.ndjson, line 1: The text")
                .contains("no UTF-8");
    }

    private void write(String path, String text) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
