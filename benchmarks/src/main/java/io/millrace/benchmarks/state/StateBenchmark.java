package io.millrace.benchmarks.state;

import io.millrace.columns.KeyGroupRange;
import io.millrace.spi.checkpoint.OperatorSnapshot;
import io.millrace.spi.checkpoint.OperatorState;
import io.millrace.state.FileCheckpointStorage;
import io.millrace.state.HeapStateBackend;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * One task's state on the heap: updates with and without checkpoints, by turns, and what restoring the last one takes. Without
 * coordinator, sources and sinks, so that what is measured is the state alone.
 */
@Command(
        name = "state",
        description = {
            "Updates 96-byte rows of one task's state on the heap, with and without checkpoints to local files, 1 % and all",
            "of its rows between two, and restores the last checkpoint. Prints updates/s and CPU per update (medians of the",
            "rounds), the longest batch and checkpoint of all rounds, and how long it took to restore."
        },
        mixinStandardHelpOptions = true)
public final class StateBenchmark implements Callable<Integer> {

    /** What a round does, in this order. */
    private enum Mode {
        PART("1 % of the keys, no checkpoints", 100, false),
        PART_KEPT("1 % of the keys, checkpoints", 100, true),
        ALL("all keys, no checkpoints", 1, false),
        ALL_KEPT("all keys, checkpoints", 1, true);

        private final String title;
        private final int share;
        private final boolean checkpoints;

        Mode(String title, int share, boolean checkpoints) {
            this.title = title;
            this.share = share;
            this.checkpoints = checkpoints;
        }
    }

    @Option(names = "--quick", description = "A tenth of the rows, a checkpoint each 2 s, one round.")
    private boolean quick;

    @Option(names = "--rounds", paramLabel = "N", description = "How often all is measured. Default: ${DEFAULT-VALUE}.")
    private int rounds = 3;

    private final PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);

    /** For picocli. */
    public StateBenchmark() {}

    @Override
    public Integer call() throws Exception {
        int keys = 1 << (quick ? 20 : 23);
        long interval = (quick ? 2 : 10) * 1_000_000_000L;
        Path files = Files.createTempDirectory("millrace-bench");
        FileCheckpointStorage storage = new FileCheckpointStorage(files);
        try (HeapStateBackend backend = new HeapStateBackend();
                ExecutorService writer = Executors.newSingleThreadExecutor()) {
            long checksum;
            OperatorSnapshot last;
            try (OperatorState state = backend.open("sums", KeyGroupRange.ALL)) {
                KeyedUpdates updates = new KeyedUpdates(keys, state);
                updates.fill();
                CheckpointedRun run = new CheckpointedRun(updates, state, storage, writer, keys);
                CheckpointedRun.Taken full = run.checkpoint();
                out.printf(
                        Locale.ROOT,
                        "%,d rows, %,d MiB; a full checkpoint: %,d MiB, %.2f s%n",
                        keys,
                        state.sizeBytes() >> 20,
                        full.bytes() >> 20,
                        full.nanos() / 1e9);
                run.run(2 * interval, interval, keys, false);
                measure(run, keys, interval);
                last = run.checkpoint().snapshot();
                checksum = updates.checksum();
            }
            restore(backend, storage, last, keys, checksum);
        } finally {
            delete(files);
        }
        return 0;
    }

    private void measure(CheckpointedRun run, int keys, long interval) throws Exception {
        List<List<CheckpointedRun.Result>> results = new ArrayList<>();
        for (Mode _ : Mode.values()) {
            results.add(new ArrayList<>());
        }
        for (int round = 0; round < (quick ? 1 : rounds); round++) {
            for (Mode mode : Mode.values()) {
                // What the mode before has changed belongs to no measurement.
                run.checkpoint();
                results.get(mode.ordinal()).add(run.run(3 * interval, interval, keys / mode.share, mode.checkpoints));
            }
        }
        out.printf(
                Locale.ROOT,
                "%-34s %14s %12s %12s %12s %12s %12s%n",
                "",
                "updates/s",
                "CPU ns",
                "longest ms",
                "freeze ms",
                "written MiB",
                "written s");
        for (Mode mode : Mode.values()) {
            List<CheckpointedRun.Result> of = results.get(mode.ordinal());
            out.printf(
                    Locale.ROOT,
                    "%-34s %,14.0f %12.1f %12.1f %12.2f %,12.1f %12.2f%n",
                    mode.title,
                    median(of.stream().mapToDouble(CheckpointedRun.Result::rate).toArray()),
                    median(of.stream()
                            .mapToDouble(CheckpointedRun.Result::cpuNanos)
                            .toArray()),
                    of.stream()
                                    .mapToLong(CheckpointedRun.Result::longestNanos)
                                    .max()
                                    .orElseThrow()
                            / 1e6,
                    of.stream()
                                    .mapToLong(CheckpointedRun.Result::freezeNanos)
                                    .max()
                                    .orElseThrow()
                            / 1e6,
                    of.stream()
                                    .mapToLong(CheckpointedRun.Result::mostBytes)
                                    .max()
                                    .orElseThrow()
                            / 1048576.0,
                    of.stream()
                                    .mapToLong(CheckpointedRun.Result::writeNanos)
                                    .max()
                                    .orElseThrow()
                            / 1e9);
        }
    }

    private void restore(
            HeapStateBackend backend, FileCheckpointStorage storage, OperatorSnapshot last, int keys, long checksum)
            throws IOException {
        long before = System.nanoTime();
        try (OperatorState state = backend.restore("sums", KeyGroupRange.ALL, 0, 1, List.of(last), storage)) {
            KeyedUpdates updates = new KeyedUpdates(keys, state);
            long restored = System.nanoTime() - before;
            if (updates.size() != keys || updates.checksum() != checksum) {
                throw new IllegalStateException("What was restored is not what was kept");
            }
            out.printf(
                    Locale.ROOT,
                    "restored from %d segments in %.2f s, in this process%n",
                    last.states().stream()
                            .mapToInt(kept -> kept.segments().size())
                            .sum(),
                    restored / 1e9);
        }
    }

    private static double median(double[] values) {
        Arrays.sort(values);
        return values[values.length / 2];
    }

    private static void delete(Path folder) throws IOException {
        try (var paths = Files.walk(folder)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
