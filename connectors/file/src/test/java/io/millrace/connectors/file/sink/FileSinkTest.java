package io.millrace.connectors.file.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.columns.Change;
import io.millrace.connectors.file.store.LocalFileStore;
import io.millrace.model.type.ChangeMode;
import io.millrace.model.type.EdgeSchema;
import io.millrace.spi.NodeMetrics.Metric;
import io.millrace.spi.io.FileStore;
import io.millrace.spi.operator.Progress;
import io.millrace.spi.sink.Committer;
import io.millrace.spi.sink.Sink;
import io.millrace.spi.sink.SinkWriter;
import io.millrace.spi.testing.ManualBlockingWork;
import io.millrace.spi.testing.SinkHarness;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One result file. */
class FileSinkTest {

    private Path root;
    private FileStore files;

    @BeforeEach
    void open(@TempDir Path temporary) {
        root = temporary;
        files = new LocalFileStore(root);
    }

    @Test
    void theResultIsThereAtTheCommitAndNotBefore() throws Exception {
        Sink sink = Sinks.json(files, "job-1", "out/x.ndjson");
        Committer committer = sink.committer();
        committer.prepare();

        List<byte[]> prepared = Sinks.write(sink, 0, List.of(List.of(1, "a"), Arrays.asList(2, null)));
        assertThat(Sinks.all(root)).containsExactly("out/.x.ndjson.result.job-1.0-0.pending");

        committer.commit(prepared);
        assertThat(Sinks.all(root)).containsExactly("out/x.ndjson");
        assertThat(text("out/x.ndjson")).isEqualTo("{\"n\":1,\"s\":\"a\"}\n{\"n\":2,\"s\":null}\n");
    }

    @Test
    void theRowsOfAllTasksComeTogetherInTheOrderOfTheTasks() throws Exception {
        Sink sink = Sinks.json(files, "job-1", "x.ndjson");
        List<byte[]> prepared = new ArrayList<>();
        for (int task = 2; task >= 0; task--) {
            prepared.addAll(Sinks.write(sink, task, List.of(List.of(task, "t"))));
        }

        sink.committer().commit(prepared);

        assertThat(text("x.ndjson")).isEqualTo("{\"n\":0,\"s\":\"t\"}\n{\"n\":1,\"s\":\"t\"}\n{\"n\":2,\"s\":\"t\"}\n");
        assertThat(Sinks.all(root)).containsExactly("x.ndjson");
    }

    @Test
    void aHeaderStandsInTheResultOnce() throws Exception {
        Sink sink = Sinks.csv(files, "job-1", "x.csv");
        List<byte[]> prepared = new ArrayList<>(Sinks.write(sink, 0, List.of()));
        prepared.addAll(Sinks.write(sink, 1, List.of(List.of(1, "a"))));
        prepared.addAll(Sinks.write(sink, 2, List.of(List.of(2, "b"))));
        Committer committer = sink.committer();

        committer.commit(prepared);
        committer.commit(prepared);

        assertThat(text("x.csv")).isEqualTo("n,s\n1,a\n2,b\n");
    }

    @Test
    void ofNoRowsThereIsAnEmptyResult() throws Exception {
        Sinks.run(Sinks.json(files, "job-1", "x.ndjson"), List.of());

        assertThat(text("x.ndjson")).isEmpty();
    }

    @Test
    void anOlderResultStaysUntilTheNewOneIsComplete() throws Exception {
        write("x.ndjson", "old");
        Sink sink = Sinks.json(files, "job-1", "x.ndjson");
        Committer committer = sink.committer();
        committer.prepare();
        List<byte[]> prepared = Sinks.write(sink, 0, List.of(List.of(1, "new")));
        assertThat(text("x.ndjson")).isEqualTo("old");

        committer.commit(prepared);

        assertThat(text("x.ndjson")).isEqualTo("{\"n\":1,\"s\":\"new\"}\n");
    }

    @Test
    void anOlderResultCanBeProtected() throws Exception {
        write("x.ndjson", "old");
        Sink sink = Sinks.json(files, "job-1", Sinks.config("x.ndjson", "ifExists", "fail"));

        assertThatThrownBy(() -> sink.committer().prepare())
                .hasMessageContaining("There is a file `x.ndjson` already")
                .hasMessageContaining("`ifExists: replace`");
        assertThat(text("x.ndjson")).isEqualTo("old");
    }

    @Test
    void aResultThatAppearsMeanwhileIsProtectedToo() throws Exception {
        Sink sink = Sinks.json(files, "job-1", Sinks.config("x.ndjson", "ifExists", "fail"));
        Committer committer = sink.committer();
        committer.prepare();
        List<byte[]> prepared = Sinks.write(sink, 0, List.of(List.of(1, "a")));
        write("x.ndjson", "of somebody else");

        assertThatThrownBy(() -> committer.commit(prepared)).hasMessageContaining("`x.ndjson` is there already");
        assertThat(text("x.ndjson")).isEqualTo("of somebody else");
    }

    @Test
    void aFurtherCommitAddsToTheResult() throws Exception {
        Sink sink = Sinks.json(files, "job-1", "x.ndjson");
        SinkHarness harness = new SinkHarness(sink, Sinks.SCHEMA);
        SinkWriter writer = harness.writer(0);
        harness.write(writer, List.of(List.of(1, "a")));
        sink.committer().commit(harness.finish(writer));
        harness.write(writer, List.of(List.of(2, "b")));

        // By another committer: that a result was begun is seen from the files, not remembered.
        sink.committer().commit(harness.finish(writer));

        assertThat(text("x.ndjson")).isEqualTo("{\"n\":1,\"s\":\"a\"}\n{\"n\":2,\"s\":\"b\"}\n");
        assertThat(Sinks.all(root)).containsExactly("x.ndjson");
    }

    @Test
    void aFailedAttemptLeavesNothingBehind() throws Exception {
        write("x.ndjson", "old");
        ManualBlockingWork disk = ManualBlockingWork.deferred();
        Sink sink = Sinks.json(files, "job-1", "x.ndjson");
        SinkHarness harness = new SinkHarness(sink, Sinks.SCHEMA).blockingWork(disk);
        SinkWriter writer = harness.writer(0);
        harness.write(writer, longRows(3_000));
        harness.write(writer, longRows(3_000));
        disk.runAll();
        assertThat(Sinks.all(root)).hasSize(2);

        writer.close();
        disk.runAll();

        assertThat(Sinks.all(root)).containsExactly("x.ndjson");
        assertThat(text("x.ndjson")).isEqualTo("old");
    }

    @Test
    void aWriterThatIsClosedWhileTheDiskIsBusyCleansUpBehindIt() {
        ManualBlockingWork disk = ManualBlockingWork.deferred();
        SinkHarness harness = new SinkHarness(Sinks.json(files, "job-1", "x.ndjson"), Sinks.SCHEMA).blockingWork(disk);
        SinkWriter writer = harness.writer(0);
        harness.write(writer, longRows(1));
        assertThat(writer.flush().kind()).isEqualTo(Progress.Kind.WAITING);

        writer.close();
        disk.runAll();

        assertThat(Sinks.all(root)).isEmpty();
    }

    @Test
    void whatWasPreparedIsRemovedByAnAbort() throws Exception {
        Sink sink = Sinks.json(files, "job-1", "x.ndjson");
        List<byte[]> prepared = Sinks.write(sink, 0, List.of(List.of(1, "a")));

        sink.committer().abort(prepared);
        sink.committer().abort(prepared);

        assertThat(Sinks.all(root)).isEmpty();
    }

    @Test
    void aNewAttemptCleansUpAfterOneThatDied() throws Exception {
        Sink dead = Sinks.json(files, "job-1", "x.ndjson");
        Sinks.write(dead, 0, List.of(List.of(1, "a")));
        Sinks.write(dead, 1, List.of(List.of(1, "a")));
        write(".x.ndjson.other-node.job-1.0-0.pending", "of another node");

        Sinks.json(files, "job-2", "x.ndjson").committer().prepare();

        assertThat(Sinks.all(root)).containsExactly(".x.ndjson.other-node.job-1.0-0.pending");
    }

    @Test
    void aWriterNeverWaitsForASlowDiskUntilTwoBuffersAreFull() {
        ManualBlockingWork disk = ManualBlockingWork.deferred();
        SinkHarness harness = new SinkHarness(Sinks.json(files, "job-1", "x.ndjson"), Sinks.SCHEMA).blockingWork(disk);
        SinkWriter writer = harness.writer(0);

        harness.write(writer, longRows(3_000));
        assertThat(disk.submitted()).isZero();
        harness.write(writer, longRows(3_000));
        assertThat(disk.waiting()).isEqualTo(1);

        harness.finish(writer);
        assertThat(harness.metrics().get(Metric.BYTES))
                .isEqualTo(6_000L * "{\"n\":1,\"s\":\"\"}\n".length() + 6_000 * 1_000L);
    }

    @Test
    void changesAreWrittenInAColumnOfTheirOwn() throws Exception {
        EdgeSchema retracting = new EdgeSchema(Sinks.SCHEMA, Optional.empty(), List.of(), ChangeMode.RETRACT);
        Sink sink = Sinks.of(files, "job-1", Sinks.config("x.ndjson", "changeColumn", "change"), retracting);
        SinkHarness harness = new SinkHarness(sink, Sinks.SCHEMA);
        SinkWriter writer = harness.writer(0);
        harness.write(writer, List.of(List.of(1, "a"), List.of(1, "a"), List.of(1, "b"), List.of(1, "b")), new byte[] {
            Change.INSERT, Change.UPDATE_BEFORE, Change.UPDATE_AFTER, Change.DELETE
        });

        sink.committer().commit(harness.finish(writer));

        assertThat(text("x.ndjson").lines())
                .containsExactly(
                        "{\"change\":\"+I\",\"n\":1,\"s\":\"a\"}",
                        "{\"change\":\"-U\",\"n\":1,\"s\":\"a\"}",
                        "{\"change\":\"+U\",\"n\":1,\"s\":\"b\"}",
                        "{\"change\":\"-D\",\"n\":1,\"s\":\"b\"}");
        assertThat(harness.outstanding()).isZero();
    }

    @Test
    void rowsThatChangeNeedAColumnForTheChange() {
        EdgeSchema retracting = new EdgeSchema(Sinks.SCHEMA, Optional.empty(), List.of(), ChangeMode.RETRACT);

        assertThatThrownBy(() -> Sinks.of(files, "job-1", Sinks.config("x.ndjson"), retracting))
                .hasMessageContaining("change or disappear later (retract)")
                .hasMessageContaining("Set `changeColumn`");
        assertThatThrownBy(() -> Sinks.of(files, "job-1", Sinks.config("x.ndjson", "changeColumn", "s"), retracting))
                .hasMessageContaining("a column of that name comes in already");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../x.ndjson", "/tmp/x.ndjson", "a/../../x.ndjson"})
    void aPathThatWouldLeaveTheRootIsRefusedBeforeAnythingIsWritten(String path) {
        Committer committer = Sinks.json(files, "job-1", path).committer();

        assertThatThrownBy(committer::prepare).hasMessageContaining("below the files root");
        assertThat(Sinks.all(root)).isEmpty();
    }

    @Test
    void aLinkThatLeadsOutIsNotWrittenThrough(@TempDir Path elsewhere) throws IOException {
        Files.createSymbolicLink(root.resolve("out"), elsewhere);
        Committer committer = Sinks.json(files, "job-1", "out/x.ndjson").committer();

        assertThatThrownBy(committer::prepare).hasMessageContaining("a link that leads out");
        assertThat(Sinks.all(elsewhere)).isEmpty();
    }

    @Test
    void aFolderIsNoFile() throws IOException {
        write("out/x.ndjson", "");

        assertThatThrownBy(() -> Sinks.json(files, "job-1", "out").committer().prepare())
                .hasMessageContaining("`out` is a folder. Write `out/`");
    }

    @Test
    void aPatternIsNoTarget() {
        assertThatThrownBy(() -> Sinks.json(files, "job-1", "out/*.ndjson"))
                .hasMessageContaining("must name one file, or a folder");
    }

    private static List<List<Object>> longRows(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> List.<Object>of(1, "x".repeat(1_000)))
                .toList();
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
