package io.millrace.executor.savepoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.engine.checkpoint.CheckpointCleaner;
import io.millrace.engine.checkpoint.CheckpointFiles;
import io.millrace.engine.checkpoint.CheckpointPins;
import io.millrace.model.document.PipelineDocument;
import io.millrace.model.io.DocumentWriter;
import io.millrace.model.json.CanonicalJson;
import io.millrace.protocol.job.DeploymentId;
import io.millrace.protocol.job.Prepared;
import io.millrace.protocol.job.Restore;
import io.millrace.protocol.job.SavepointOrder;
import io.millrace.protocol.job.SavepointOrder.Work;
import io.millrace.protocol.job.SavepointReport;
import io.millrace.protocol.job.SavepointReport.State;
import io.millrace.protocol.job.SavepointTransfer;
import io.millrace.spi.BlockingWork;
import io.millrace.spi.Clock;
import io.millrace.spi.Completion;
import io.millrace.spi.Pending;
import io.millrace.spi.checkpoint.CheckpointStorage;
import io.millrace.spi.io.FileStore;
import io.millrace.state.HeapStateBackend;
import io.millrace.testkit.checkpoint.MemoryCheckpointStorage;
import io.millrace.testkit.checkpoint.RecoveringJob;
import io.millrace.testkit.pipeline.PipelineTestDriver;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an executor is told about savepoints, on threads and with a clock that the test moves. */
final class SavepointWorkerTest {

    private static final DeploymentId FIRST = new DeploymentId("first");
    private static final long SECOND = 1_000_000_000L;

    private final MemoryCheckpointStorage storage = new MemoryCheckpointStorage();
    private final ArrayDeque<Runnable> waiting = new ArrayDeque<>();
    private final List<SavepointReport> reports = new ArrayList<>();
    private final ByteArrayOutputStream sent = new ByteArrayOutputStream();
    private byte[] arrives = new byte[0];
    private long nowNanos;

    /** What happens at the next write to the storage. */
    private Trouble trouble = () -> {};

    private final PipelineTestDriver driver = SavepointTest.driver(5);
    private Restore checkpoint = new Restore(1, "none", Prepared.NOTHING);

    private interface Trouble {
        void now() throws IOException;
    }

    private final SavepointWorker worker = newWorker();

    private SavepointWorker newWorker() {
        return new SavepointWorker(
                Optional.of(new Troubled()),
                new HeapStateBackend(),
                10 << 20,
                new BlockingWork() {
                    @Override
                    public <T> Pending<T> submit(Callable<T> work) {
                        Pending<T> pending = new Pending<>();
                        waiting.add(() -> {
                            try {
                                pending.succeed(work.call());
                            } catch (Exception e) {
                                pending.fail(e);
                            }
                        });
                        return pending;
                    }
                },
                new Clock() {
                    @Override
                    public long nanoTime() {
                        return nowNanos;
                    }

                    @Override
                    public long wallMicros() {
                        return nowNanos / 1_000;
                    }

                    @Override
                    public Completion at(long nanos) {
                        throw new UnsupportedOperationException("Nothing here waits for a time");
                    }
                },
                reports::add,
                _ -> new SavepointTransfer() {
                    @Override
                    public InputStream in() {
                        return new ByteArrayInputStream(arrives);
                    }

                    @Override
                    public OutputStream out() {
                        return sent;
                    }

                    @Override
                    public void close() {}
                });
    }

    /** The storage, which tells the test of each write. */
    private final class Troubled implements CheckpointStorage {

        @Override
        public Upload begin(String path) throws IOException {
            trouble.now();
            return storage.begin(path);
        }

        @Override
        public FileStore.Reading open(String path) throws IOException {
            return storage.open(path);
        }

        @Override
        public List<Entry> list(String folder) throws IOException {
            return storage.list(folder);
        }

        @Override
        public void delete(String path) throws IOException {
            storage.delete(path);
        }
    }

    @BeforeEach
    void aCheckpoint() {
        RecoveringJob job = SavepointTest.cancelled(driver, storage, 5);
        checkpoint = job.completed().orElseThrow();
    }

    private SavepointOrder order(long id, Work work) {
        return new SavepointOrder(id, "s-1", work);
    }

    private Work export() {
        PipelineDocument document = driver.document();
        return new Work.Export(
                FIRST,
                checkpoint.checkpoint(),
                checkpoint.manifest(),
                driver.plan(),
                CanonicalJson.print(DocumentWriter.json(document)));
    }

    private static Work remove() {
        return new Work.Remove(Optional.of(FIRST), Optional.empty());
    }

    private static Work restore(String... made) {
        return new Work.Restore(Arrays.stream(made).findFirst());
    }

    private static String manifest(State restored) {
        return ((State.Done) restored).manifest().orElseThrow();
    }

    /** Says an order, lets all threads run, and says it again. */
    private State done(SavepointOrder order) {
        worker.ordered(order);
        while (!waiting.isEmpty()) {
            waiting.remove().run();
        }
        worker.ordered(order);
        return reports.getLast().state();
    }

    private Set<String> files() {
        return new TreeSet<>(storage.files().keySet());
    }

    private static String code(State state) {
        assertThat(state).isInstanceOf(State.Failed.class);
        return ((State.Failed) state).error().code();
    }

    @Test
    void oneIsMadeSentReceivedMadeACheckpointAndRemoved() throws IOException {
        Set<String> before = files();
        State.Done made = (State.Done) done(order(1, export()));
        SavepointReport.Contents contents = made.contents().orElseThrow();
        assertThat(contents.pipeline()).isEqualTo("revisions");
        assertThat(contents.checkpoint()).isEqualTo(checkpoint.checkpoint());
        assertThat(contents.parallelism()).isEqualTo(2);
        assertThat(contents.nodes())
                .extracting(SavepointReport.Held::nodeId)
                .contains("per-window", "per-key", "pairs");
        assertThat(contents.nodes()).anySatisfy(node -> assertThat(node.rows()).isPositive());
        assertThat(reports)
                .extracting(report -> report.state().getClass().getSimpleName())
                .contains("UnderWay");
        assertThat(files()).noneMatch(path -> path.contains("/pins/"));

        assertThat(done(order(2, new Work.Send()))).isEqualTo(State.Done.PLAIN);
        arrives = sent.toByteArray();
        SavepointOrder receive = new SavepointOrder(3, "s-2", new Work.Receive(10 << 20));
        assertThat(((State.Done) done(receive)).contents()).contains(contents);
        State.Done restored = (State.Done) done(new SavepointOrder(4, "s-2", new Work.Restore(Optional.empty())));
        assertThat(new CheckpointFiles(storage)
                        .read(restored.manifest().orElseThrow())
                        .number())
                .isEqualTo(checkpoint.checkpoint());

        done(order(5, remove()));
        done(new SavepointOrder(
                6, "s-2", new Work.Remove(Optional.empty(), restored.manifest().map(SavepointOrder::restored))));
        assertThat(files()).isEqualTo(before);
    }

    @Test
    void whenTheStorageIsFullAtAnyWriteNothingStays() throws IOException {
        Set<String> before = files();
        int[] left = {0};
        int failures = 0;
        for (int allowed = 0; ; allowed++) {
            left[0] = allowed;
            trouble = () -> {
                if (left[0]-- == 0) {
                    throw new IOException("No space left on device");
                }
            };
            State state = done(order(100 + allowed, export()));
            if (state instanceof State.Done) {
                break;
            }
            assertThat(code(state)).isEqualTo("savepoint.full");
            assertThat(files()).isEqualTo(before);
            failures++;
        }
        assertThat(failures).isGreaterThan(10);
    }

    @Test
    void whatNobodyAsksForAnyMoreEndsAndLeavesNothing() {
        Set<String> before = files();
        trouble = () -> nowNanos += 5 * SECOND;
        assertThat(code(done(order(1, export())))).isEqualTo("savepoint.givenUp");
        assertThat(files()).isEqualTo(before);

        // The one who orders it anew ends what an earlier one has ordered, and removing ends both.
        trouble = () -> {};
        worker.ordered(order(2, export()));
        worker.ordered(order(3, export()));
        worker.ordered(order(4, remove()));
        assertThat(done(order(4, remove()))).isEqualTo(State.Done.PLAIN);
        assertThat(code(done(order(2, export())))).isEqualTo("savepoint.givenUp");
        assertThat(code(done(order(3, export())))).isEqualTo("savepoint.givenUp");
        assertThat(files()).isEqualTo(before);
    }

    @Test
    void anArchiveThatIsDamagedOrCutOffLeavesNothing() {
        done(order(1, export()));
        done(order(2, new Work.Send()));
        Set<String> before = files();
        byte[] archive = sent.toByteArray();
        long id = 10;
        for (int length = archive.length - 1; length > 0; length -= 1 + (archive.length - length) / 2) {
            arrives = Arrays.copyOf(archive, length);
            assertThat(code(done(new SavepointOrder(id++, "s-2", new Work.Receive(10 << 20)))))
                    .isEqualTo("savepoint.damaged");
            assertThat(files()).isEqualTo(before);
        }
        arrives = archive;
        assertThat(code(done(new SavepointOrder(id++, "s-2", new Work.Receive(1_000)))))
                .isEqualTo("savepoint.tooLarge");
        assertThat(code(done(new SavepointOrder(id, "s-3", new Work.Restore(Optional.empty())))))
                .isEqualTo("savepoint.missing");
        assertThat(files()).isEqualTo(before);
    }

    @Test
    void aCheckpointStaysAsLongAsItIsPinned() throws IOException {
        var cleaner = new CheckpointCleaner(storage, FIRST);
        new CheckpointPins(storage).add(checkpoint.manifest(), "s-1");
        cleaner.clean(List.of(), Long.MAX_VALUE - 1);
        assertThat(done(order(1, export()))).isInstanceOf(State.Done.class);

        cleaner.clean(List.of(), Long.MAX_VALUE - 1);
        assertThat(code(done(order(2, export())))).isEqualTo("checkpoint.missing");
        // One for what is gone keeps nothing and is in nobody's way.
        new CheckpointPins(storage).add(checkpoint.manifest(), "s-1");
        cleaner.clean(List.of(), Long.MAX_VALUE - 1);
        new CheckpointPins(storage).remove(FIRST, "s-1");
        assertThat(files()).isEmpty();
    }

    /** The control plane began anew and ordered it of another executor, as the first one was silent: that one goes on later. */
    @Test
    void whoGivesUpMakingACheckpointOfItLeavesAnothersAlone() throws IOException {
        done(order(1, export()));
        Set<String> before = files();
        SavepointWorker other = newWorker();
        trouble = () -> {
            trouble = () -> {};
            other.ordered(order(3, restore()));
            waiting.removeLast().run();
            nowNanos += 2L * SavepointOrder.FORGOTTEN_SECONDS * SECOND;
        };
        assertThat(code(done(order(2, restore())))).isEqualTo("savepoint.givenUp");
        other.ordered(order(3, restore()));
        String manifest = manifest(reports.getLast().state());

        Set<String> needed =
                new TreeSet<>(new CheckpointFiles(storage).read(manifest).paths());
        needed.add(manifest);
        needed.addAll(before);
        assertThat(files()).isEqualTo(needed);
    }

    @Test
    void oneThatWasMadeBeforeWillDoAsLongAsItIsWhole() throws IOException {
        done(order(1, export()));
        Set<String> before = files();
        String first = manifest(done(order(2, restore())));
        assertThat(manifest(done(order(3, restore(first))))).isEqualTo(first);

        storage.files()
                .remove(new CheckpointFiles(storage)
                        .read(first)
                        .paths()
                        .iterator()
                        .next());
        String second = manifest(done(order(4, restore(first))));
        assertThat(second).isNotEqualTo(first);
        storage.files().remove(second);
        String third = manifest(done(order(5, restore(second))));
        assertThat(third).isNotEqualTo(second);
        assertThat(SavepointOrder.savepoint(SavepointOrder.restored(third))).contains("s-1");

        // What is cleared is those folders and nothing else.
        List<String> folders = List.of(
                SavepointOrder.restored(first).value(),
                SavepointOrder.restored(second).value(),
                SavepointOrder.restored(third).value());
        assertThat(done(new SavepointOrder(6, SavepointOrder.NONE, new Work.Clear(folders))))
                .isEqualTo(State.Done.PLAIN);
        assertThat(files()).isEqualTo(before);
    }

    /** Four threads there are. */
    @Test
    void archivesThatComeAndGoSlowlyLeaveRoomForWhatIsWritten() {
        for (int id = 1; id <= 3; id++) {
            worker.ordered(new SavepointOrder(id, "s-" + (10 + id), new Work.Receive(10 << 20)));
            worker.ordered(new SavepointOrder(10 + id, "s-1", new Work.Send()));
        }
        assertThat(waiting).hasSize(2);
        assertThat(reports).allMatch(report -> report.state() instanceof State.UnderWay);
        worker.ordered(order(20, export()));
        assertThat(waiting).hasSize(3);
    }
}
