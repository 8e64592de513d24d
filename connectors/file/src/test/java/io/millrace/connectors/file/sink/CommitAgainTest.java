package io.millrace.connectors.file.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.connectors.file.FaultyFiles;
import io.millrace.connectors.file.store.LocalFileStore;
import io.millrace.spi.io.FileStore;
import io.millrace.spi.sink.Committer;
import io.millrace.spi.sink.Sink;
import io.millrace.spi.sink.SinkWriter;
import io.millrace.spi.testing.ManualBlockingWork;
import io.millrace.spi.testing.SinkHarness;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Disks that fail, and commits that are repeated behind a failure. */
class CommitAgainTest {

    private static final String RESULT = "{\"n\":0,\"s\":\"t\"}\n{\"n\":1,\"s\":\"t\"}\n";

    private Path root;
    private FileStore files;
    private FaultyFiles disk;

    @BeforeEach
    void open(@TempDir Path temporary) {
        root = temporary;
        files = new LocalFileStore(root);
        disk = new FaultyFiles(files);
    }

    @Test
    void aReadOnlyDiskIsFoundBeforeTheFirstRow() {
        Committer committer = Sinks.json(disk.readOnly(), "job-1", "x.ndjson").committer();

        assertThatThrownBy(committer::prepare)
                .hasMessageContaining("`x.ndjson` could not be written: Read-only file system")
                .hasMessageContaining("Choose a path on a disk that can be written");
    }

    @Test
    void aDiskThatGetsFullEndsTheJobAndTheOldResultStays() throws IOException {
        Files.writeString(root.resolve("x.ndjson"), "old");
        ManualBlockingWork work = ManualBlockingWork.deferred();
        SinkHarness harness =
                new SinkHarness(Sinks.json(disk.free(100_000), "job-1", "x.ndjson"), Sinks.SCHEMA).blockingWork(work);
        SinkWriter writer = harness.writer(0);
        List<List<Object>> rows = IntStream.range(0, 4_000)
                .mapToObj(i -> List.<Object>of(i, "x".repeat(1_000)))
                .toList();

        assertThatThrownBy(() -> {
                    while (true) {
                        harness.write(writer, rows);
                    }
                })
                .hasMessageContaining("`x.ndjson` could not be written: No space left on device. Free some space");

        writer.close();
        work.runAll();
        assertThat(Sinks.all(root)).containsExactly("x.ndjson");
        assertThat(Files.readString(root.resolve("x.ndjson"))).isEqualTo("old");
        assertThat(harness.outstanding()).isZero();
    }

    @Test
    void aDiskThatGetsFullAtTheCommitShowsNothingAndTheCommitCanBeRepeated() throws Exception {
        Sink sink = Sinks.json(disk, "job-1", "x.ndjson");
        List<byte[]> prepared = twoTasks(sink);
        Committer committer = sink.committer();
        disk.free(10);

        assertThatThrownBy(() -> committer.commit(prepared)).hasMessageContaining("No space left on device");
        assertThat(Sinks.all(root)).hasSize(2).allMatch(file -> file.endsWith(".pending"));

        disk.free(1_000_000);
        committer.commit(prepared);
        assertThat(Files.readString(root.resolve("x.ndjson"))).isEqualTo(RESULT);
    }

    @Test
    void aCommitIsRepeatedAfterAFailureAtAnyStepByALaterAttempt() throws Exception {
        for (int steps = 0; steps < 20; steps++) {
            String path = "out-" + steps + "/x.ndjson";
            Sink sink = Sinks.json(disk, "job-1", path);
            List<byte[]> prepared = twoTasks(sink);
            Committer committer = sink.committer();
            disk.failAfter(steps);
            boolean failed = fails(() -> committer.commit(prepared));
            disk.failAfter(Integer.MAX_VALUE);
            Committer later = Sinks.json(disk, "job-2", path).committer();

            later.commit(prepared);
            later.prepare();
            later.commit(prepared);

            assertThat(Sinks.all(root.resolve("out-" + steps)))
                    .as("after %d steps", steps)
                    .containsExactly("x.ndjson");
            assertThat(Files.readString(root.resolve(path))).isEqualTo(RESULT);
            if (!failed) {
                assertThat(steps).isGreaterThan(3);
                return;
            }
        }
        throw new AssertionError("A commit has fewer steps");
    }

    @Test
    void aCommitIsAbortedAfterAFailureAtAnyStep() throws Exception {
        for (int steps = 0; steps < 20; steps++) {
            String path = "out-" + steps + "/x.ndjson";
            Sink sink = Sinks.json(disk, "job-1", path);
            List<byte[]> prepared = twoTasks(sink);
            Committer committer = sink.committer();
            disk.failAfter(steps);
            boolean failed = fails(() -> committer.commit(prepared));
            disk.failAfter(Integer.MAX_VALUE);
            if (!failed) {
                assertThat(steps).isGreaterThan(3);
                return;
            }

            committer.abort(prepared);
            Sinks.json(disk, "job-2", path).committer().prepare();

            assertThat(Sinks.all(root.resolve("out-" + steps)))
                    .as("after %d steps", steps)
                    .isEmpty();
        }
        throw new AssertionError("A commit has fewer steps");
    }

    @Test
    void pendingFilesThatAreGoneAreNamedEvenBesideAnOlderResult() throws Exception {
        Files.writeString(root.resolve("x.ndjson"), "old");
        Sink sink = Sinks.json(files, "job-1", "x.ndjson");
        List<byte[]> prepared = twoTasks(sink);
        for (String file : Sinks.all(root)) {
            if (file.endsWith(".pending")) {
                Files.delete(root.resolve(file));
            }
        }

        assertThatThrownBy(() -> sink.committer().commit(prepared))
                .hasMessageContaining(".pending` is gone before it could become the result");
        assertThat(Files.readString(root.resolve("x.ndjson"))).isEqualTo("old");
    }

    @Test
    void theFilesOfAFolderBecomeVisibleAgainAndAgain() throws Exception {
        Sink sink = Sinks.json(disk, "job-1", "out/");
        List<byte[]> prepared = twoTasks(sink);
        disk.failAfter(1);
        assertThat(fails(() -> sink.committer().commit(prepared))).isTrue();
        disk.failAfter(Integer.MAX_VALUE);

        sink.committer().commit(prepared);
        sink.committer().commit(prepared);

        assertThat(Sinks.all(root)).containsExactly("out/part-0.ndjson", "out/part-1.ndjson");
    }

    private static List<byte[]> twoTasks(Sink sink) {
        List<byte[]> prepared = new ArrayList<>(Sinks.write(sink, 0, List.of(List.of(0, "t"))));
        prepared.addAll(Sinks.write(sink, 1, List.of(List.of(1, "t"))));
        return prepared;
    }

    private interface Step {
        void run() throws Exception;
    }

    private static boolean fails(Step step) {
        try {
            step.run();
            return false;
        } catch (Exception e) {
            assertThat(e).hasMessageContaining("could not be written: Input/output error");
            return true;
        }
    }
}
