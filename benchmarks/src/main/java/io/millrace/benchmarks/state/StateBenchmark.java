package io.millrace.benchmarks.state;

import io.millrace.columns.KeyGroupRange;
import io.millrace.spi.checkpoint.OperatorState;
import io.millrace.state.FileCheckpointStorage;
import io.millrace.state.HeapStateBackend;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * One task's state on the heap: updates with and without checkpoints, by turns, and what going on after a loss takes. Without
 * coordinator, sources and sinks, so that what is measured is the state alone.
 */
@Command(
        name = "state",
        description = {
            "Updates 96-byte rows of one task's state on the heap, with and without checkpoints to local files, 1 % and all",
            "of its rows between two, and restores checkpoints in processes of their own. Prints updates/s and CPU per update",
            "(medians), the longest batch and checkpoint, and how long it takes from the beginning of a process to a new row."
        },
        subcommands = BeyondMemoryBenchmark.class,
        mixinStandardHelpOptions = true)
public final class StateBenchmark implements Callable<Integer> {

    /** Of which keys an interval updates some. */
    private enum Keys {
        PART("1 % of the keys", 100),
        ALL("all keys", 1);

        private final String title;
        private final int share;

        Keys(String title, int share) {
            this.title = title;
            this.share = share;
        }
    }

    /** As many increments of 1 % as a checkpoint has behind its base in the middle, between two bases. */
    private static final int INCREMENTS = 25;

    /** An interval without and one with a checkpoint. */
    private record Pair(CheckpointedRun.Result without, CheckpointedRun.Result with) {

        double cost(ToDoubleFunction<CheckpointedRun.Result> of) {
            return of.applyAsDouble(with) / of.applyAsDouble(without);
        }
    }

    @Option(names = "--quick", description = "An eighth of the rows, a checkpoint each 2 s, few rounds.")
    private boolean quick;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            description = "How often an interval with a checkpoint follows one without. Default: ${DEFAULT-VALUE}.")
    private int rounds = 7;

    @Option(
            names = "--flink",
            description = {
                "Has Flink with RocksDB do the same, in a process with as much memory. Fetches Flink first, and takes",
                "as long again."
            })
    private boolean flink;

    private final PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);

    /** For picocli. */
    public StateBenchmark() {}

    @Override
    public Integer call() throws Exception {
        Path files = Files.createTempDirectory("millrace-bench");
        try {
            checkpoints(files);
            recover("base", files);
            recover("increments", files);
            if (flink) {
                new FlinkComparison(files.resolve("flink"), Runtime.getRuntime().maxMemory() >> 20, out)
                        .updates(keys(), seconds(), rounds());
            }
        } finally {
            delete(files);
        }
        return 0;
    }

    private int keys() {
        return 1 << (quick ? 20 : 23);
    }

    private long seconds() {
        return quick ? 2 : 10;
    }

    private int rounds() {
        return quick ? 3 : rounds;
    }

    private void checkpoints(Path files) throws Exception {
        int keys = keys();
        long interval = seconds() * 1_000_000_000L;
        FileCheckpointStorage storage = new FileCheckpointStorage(files);
        try (HeapStateBackend backend = new HeapStateBackend();
                ExecutorService writer = Executors.newSingleThreadExecutor();
                OperatorState state = backend.open("sums", KeyGroupRange.ALL)) {
            KeyedUpdates updates = new KeyedUpdates(keys, state);
            updates.fill();
            CheckpointedRun run = new CheckpointedRun(updates, state, storage, writer);
            CheckpointedRun.Taken full = run.checkpoint();
            out.printf(
                    Locale.ROOT,
                    "%,d rows, %,d MiB; a full checkpoint: %,d MiB, %.2f s%n%n",
                    keys,
                    state.sizeBytes() >> 20,
                    full.bytes() >> 20,
                    full.nanos() / 1e9);
            out.printf(
                    Locale.ROOT,
                    "%-32s %14s %10s %12s %12s %10s %12s %10s%n",
                    "",
                    "updates/s",
                    "CPU ns",
                    "longest ms",
                    "of it CPU",
                    "freeze ms",
                    "written MiB",
                    "written s");
            for (Keys of : Keys.values()) {
                print(of, measure(run, of, keys, interval), full.bytes());
            }
            KeptSums.of(run.checkpoint().snapshot(), updates).write(files.resolve("base"));
            CheckpointedRun.Taken last = full;
            for (int increment = 0; increment < INCREMENTS; increment++) {
                run.touch((long) increment * (keys / 100), keys / 100);
                last = run.checkpoint();
            }
            KeptSums.of(last.snapshot(), updates).write(files.resolve("increments"));
        }
    }

    /** Which of two comes first changes from round to round; the first round is to warm up. */
    private List<Pair> measure(CheckpointedRun run, Keys of, int keys, long interval) throws Exception {
        List<Pair> pairs = new ArrayList<>();
        int touched = keys / of.share;
        for (int round = 0; round <= rounds(); round++) {
            long first = (long) round * touched & keys - 1;
            CheckpointedRun.Result[] results = new CheckpointedRun.Result[2];
            for (int turn = 0; turn < 2; turn++) {
                boolean checkpoint = (round + turn) % 2 == 1;
                run.checkpoint();
                run.touch(first, touched);
                results[checkpoint ? 1 : 0] = run.run(interval, first, touched, checkpoint);
            }
            if (round > 0) {
                pairs.add(new Pair(results[0], results[1]));
            }
        }
        return pairs;
    }

    private void print(Keys of, List<Pair> pairs, long fullBytes) {
        print(of.title + ", no checkpoints", pairs.stream().map(Pair::without).toList());
        List<CheckpointedRun.Result> with = pairs.stream().map(Pair::with).toList();
        print(of.title + ", checkpoints", with);
        out.printf(
                Locale.ROOT,
                "  checkpoints cost %.1f %% of updates/s, %.1f %% more CPU per update; one is %.1f %% of a full one%n%n",
                100 - 100 * median(pairs.stream().map(pair -> pair.cost(CheckpointedRun.Result::rate))),
                100 * median(pairs.stream().map(pair -> pair.cost(CheckpointedRun.Result::cpuNanos))) - 100,
                100.0
                        * taken(with)
                                .mapToLong(CheckpointedRun.Taken::bytes)
                                .max()
                                .orElseThrow()
                        / fullBytes);
    }

    private void print(String title, List<CheckpointedRun.Result> results) {
        out.printf(
                Locale.ROOT,
                "%-32s %,14.0f %10.1f %12.1f %12.1f",
                title,
                median(results.stream().map(CheckpointedRun.Result::rate)),
                median(results.stream().map(CheckpointedRun.Result::cpuNanos)),
                most(results, CheckpointedRun.Result::longestNanos) / 1e6,
                most(results, CheckpointedRun.Result::longestCpuNanos) / 1e6);
        if (taken(results).findAny().isPresent()) {
            out.printf(
                    Locale.ROOT,
                    " %10.2f %,12.1f %10.2f",
                    most(results, CheckpointedRun.Result::freezeNanos) / 1e6,
                    taken(results).mapToLong(CheckpointedRun.Taken::bytes).max().orElseThrow() / 1048576.0,
                    taken(results).mapToLong(CheckpointedRun.Taken::nanos).max().orElseThrow() / 1e9);
        }
        out.println();
    }

    private static Stream<CheckpointedRun.Taken> taken(List<CheckpointedRun.Result> results) {
        return results.stream().map(CheckpointedRun.Result::taken).filter(Objects::nonNull);
    }

    private static double most(List<CheckpointedRun.Result> results, ToDoubleFunction<CheckpointedRun.Result> of) {
        return results.stream().mapToDouble(of).max().orElseThrow();
    }

    private void recover(String what, Path files) throws IOException, InterruptedException {
        Path kept = files.resolve(what);
        Recovery.check(files, kept);
        List<Recovery> runs = new ArrayList<>();
        for (int run = 0; run < 5; run++) {
            runs.add(Recovery.run(files, kept));
        }
        out.printf(
                Locale.ROOT,
                "from %d segments: %.2f s from the beginning of a process to its first new row, restoring %.2f s; CPU %.2f s%n",
                KeptSums.read(kept).segments().size(),
                median(runs.stream().map(run -> run.firstRowNanos() / 1e9)),
                median(runs.stream().map(run -> run.restoreNanos() / 1e9)),
                median(runs.stream().map(run -> run.cpuNanos() / 1e9)));
    }

    private static double median(Stream<Double> values) {
        List<Double> sorted = values.sorted().toList();
        return sorted.get(sorted.size() / 2);
    }

    /** A folder and all in it. */
    static void delete(Path folder) throws IOException {
        try (var paths = Files.walk(folder)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
