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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes visible checkpoint by checkpoint, over several attempts. */
class CheckpointedSinkTest {

    private Path root;
    private FileStore files;
    private FaultyFiles disk;

    @BeforeEach
    void open(@TempDir Path temporary) {
        root = temporary;
        files = new LocalFileStore(root);
        disk = new FaultyFiles(files);
    }

    /** Two tasks of one attempt, flushed together. */
    private final class Attempt {

        private final Sink sink;
        private final SinkHarness harness;
        private final ManualBlockingWork work = ManualBlockingWork.deferred();
        private final List<SinkWriter> writers = new ArrayList<>();

        Attempt(int number, long restored, String path) {
            sink = Sinks.restored(disk, "job-" + number, restored, Sinks.config(path));
            harness = new SinkHarness(sink, Sinks.SCHEMA).blockingWork(work);
            writers.add(harness.writer(0));
            writers.add(harness.writer(1));
        }

        void writes(int task, int... values) {
            for (int value : values) {
                harness.write(writers.get(task), List.of(List.of(value, "t")));
            }
        }

        List<byte[]> barrier() {
            List<byte[]> prepared = new ArrayList<>(harness.finish(writers.get(0)));
            prepared.addAll(harness.finish(writers.get(1)));
            return prepared;
        }

        Committer committer() {
            return sink.committer();
        }

        void ends() {
            writers.forEach(SinkWriter::close);
            work.runAll();
        }
    }

    /** The numbers in all files that people see, sorted. */
    private List<Integer> visible(String path) throws IOException {
        List<Integer> values = new ArrayList<>();
        for (FileStore.Entry entry : files.list(path)) {
            for (String line : Files.readAllLines(root.resolve(entry.path()))) {
                values.add(Integer.parseInt(line.replaceAll("\\D", "")));
            }
        }
        values.sort(null);
        return values;
    }

    @ParameterizedTest
    @ValueSource(strings = {"out/", "out.ndjson"})
    void eachCheckpointAddsItsRows(String path) throws Exception {
        Attempt attempt = new Attempt(1, 0, path);
        attempt.writes(0, 1);
        attempt.committer().commit(attempt.barrier());
        assertThat(visible(path)).containsExactly(1);

        attempt.writes(1, 2);
        attempt.committer().commit(attempt.barrier());
        attempt.committer().commit(attempt.barrier());
        attempt.writes(0, 3);
        attempt.writes(1, 4);
        List<byte[]> pending = attempt.barrier();
        assertThat(visible(path)).containsExactly(1, 2);
        attempt.committer().commit(pending);
        assertThat(visible(path)).containsExactly(1, 2, 3, 4);
    }

    @ParameterizedTest
    @ValueSource(strings = {"out/", "out.ndjson"})
    void aLaterAttemptGoesOnBehindTheCheckpointAndRemovesWhatIsNotOfIt(String path) throws Exception {
        Attempt first = new Attempt(1, 0, path);
        first.committer().prepare();
        first.writes(0, 1);
        first.writes(1, 2);
        List<byte[]> ofCheckpoint = first.barrier();
        first.writes(0, 3);
        first.barrier();
        first.writes(1, 4);

        Attempt second = new Attempt(2, 1, path);
        second.committer().commit(ofCheckpoint);
        second.committer().prepare();
        second.writes(0, 3);
        second.writes(1, 4);
        second.committer().commit(second.barrier());

        assertThat(visible(path)).containsExactly(1, 2, 3, 4);
        first.ends();
        second.ends();
        assertThat(Sinks.all(root)).noneMatch(file -> file.contains(".pending") || file.contains(".whole"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"out/", "out.ndjson"})
    void aCommitMayHoldWhatAnEarlierOneHeld(String path) throws Exception {
        for (int steps = 0; ; steps++) {
            String own = steps + path;
            Attempt attempt = new Attempt(1, 0, own);
            attempt.writes(0, 1);
            attempt.writes(1, 2);
            List<byte[]> all = new ArrayList<>(attempt.barrier());
            disk.failAfter(steps);
            boolean failed = false;
            try {
                attempt.committer().commit(all);
            } catch (RuntimeException e) {
                failed = true;
            }
            disk.failAfter(Integer.MAX_VALUE);
            attempt.writes(0, 3);
            all.addAll(attempt.barrier());
            all.addAll(List.copyOf(all));
            attempt.committer().commit(all);
            attempt.committer().commit(all);

            assertThat(visible(own)).as("after %d steps", steps).containsExactly(1, 2, 3);
            if (!failed) {
                assertThat(steps).isGreaterThan(1);
                return;
            }
        }
    }

    @Test
    void whoRepeatsTheFirstCommitLateRemovesNothingThatCameAfterIt() throws Exception {
        Files.createDirectories(root.resolve("out"));
        Files.writeString(root.resolve("out/part-9.ndjson"), "{\"n\":9}\n");
        Attempt attempt = new Attempt(1, 0, "out/");
        attempt.writes(1, 1);
        List<byte[]> first = attempt.barrier();
        attempt.committer().commit(first);
        attempt.writes(0, 2);
        attempt.committer().commit(attempt.barrier());

        attempt.committer().commit(first);

        assertThat(visible("out/")).containsExactly(1, 2);
    }

    @Test
    void theResultOfTheJobItselfIsNotInItsWay() throws Exception {
        for (String path : List.of("out/", "out.ndjson")) {
            Sink begins = Sinks.json(files, "job-1", Sinks.config(path, "ifExists", "fail"));
            Sinks.run(begins, List.of(List.of(1, "t")));
            Sink goesOn = Sinks.restored(files, "job-2", 1, Sinks.config(path, "ifExists", "fail"));
            Sink another = Sinks.json(files, "other-1", Sinks.config(path, "ifExists", "fail"));

            goesOn.committer().prepare();
            assertThatThrownBy(() -> another.committer().prepare()).hasMessageContaining("already");
        }
    }
}
