package io.millrace.connectors.file.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.connectors.file.store.LocalFileStore;
import io.millrace.spi.io.FileStore;
import io.millrace.spi.sink.Committer;
import io.millrace.spi.sink.Sink;
import io.millrace.spi.sink.SinkWriter;
import io.millrace.spi.testing.SinkHarness;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A folder with a result file for each task. */
class FolderSinkTest {

    private Path root;
    private FileStore files;

    @BeforeEach
    void open(@TempDir Path temporary) {
        root = temporary;
        files = new LocalFileStore(root);
    }

    @Test
    void eachTaskHasAFileWhichIsThereAtTheCommit() throws Exception {
        Sink sink = Sinks.json(files, "job-1", "out/");
        Committer committer = sink.committer();
        committer.prepare();
        List<byte[]> prepared = new ArrayList<>(Sinks.write(sink, 0, List.of(List.of(0, "a"))));
        prepared.addAll(Sinks.write(sink, 1, List.of(List.of(1, "b"))));
        assertThat(files.list("out/")).isEmpty();

        committer.commit(prepared);

        assertThat(Sinks.all(root)).containsExactly("out/part-0.ndjson", "out/part-1.ndjson");
        assertThat(text("out/part-1.ndjson")).isEqualTo("{\"n\":1,\"s\":\"b\"}\n");
    }

    @Test
    void aTaskWithoutRowsHasNoFileButTheFirst() throws Exception {
        Sink sink = Sinks.json(files, "job-1", "out/");
        List<byte[]> prepared = new ArrayList<>(Sinks.write(sink, 0, List.of()));
        prepared.addAll(Sinks.write(sink, 1, List.of()));

        sink.committer().commit(prepared);

        assertThat(Sinks.all(root)).containsExactly("out/part-0.ndjson");
    }

    @Test
    void theFilesOfAnOlderResultGoAndThoseOfOthersStay() throws Exception {
        write("out/part-0.ndjson", "old");
        write("out/part-7.ndjson", "old");
        write("out/README", "of a person");
        Sink sink = Sinks.json(files, "job-1", "out/");

        Sinks.run(sink, List.of(List.of(1, "new")));

        assertThat(Sinks.all(root)).containsExactly("out/README", "out/part-0.ndjson");
        assertThat(text("out/part-0.ndjson")).isEqualTo("{\"n\":1,\"s\":\"new\"}\n");
    }

    @Test
    void anOlderResultCanBeProtected() throws Exception {
        write("out/part-3.ndjson", "old");
        Sink sink = Sinks.json(files, "job-1", Sinks.config("out/", "ifExists", "fail"));

        assertThatThrownBy(() -> sink.committer().prepare()).hasMessageContaining("There is a result in `out/`");
    }

    @Test
    void aFurtherCommitAddsFiles() throws Exception {
        Sink sink = Sinks.json(files, "job-1", "out/");
        Committer committer = sink.committer();
        SinkHarness harness = new SinkHarness(sink, Sinks.SCHEMA);
        SinkWriter writer = harness.writer(0);
        harness.write(writer, List.of(List.of(1, "a")));
        committer.commit(harness.finish(writer));
        harness.write(writer, List.of(List.of(2, "b")));

        committer.commit(harness.finish(writer));

        assertThat(Sinks.all(root)).containsExactly("out/part-0-1.ndjson", "out/part-0.ndjson");
    }

    @Test
    void pendingFilesThatAreGoneAreNamed() throws Exception {
        Sink sink = Sinks.json(files, "job-1", "out/");
        List<byte[]> prepared = Sinks.write(sink, 0, List.of(List.of(1, "a")));
        Files.delete(root.resolve(Sinks.all(root).getFirst()));

        assertThatThrownBy(() -> sink.committer().commit(prepared))
                .hasMessageContaining("is gone before it could become the result");
    }

    private String text(String path) throws IOException {
        return Files.readString(root.resolve(path));
    }

    private void write(String path, String text) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
