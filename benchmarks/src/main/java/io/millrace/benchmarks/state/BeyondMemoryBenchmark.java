package io.millrace.benchmarks.state;

import io.millrace.benchmarks.state.SpilledSums.Rates;
import io.millrace.columns.KeyGroupRange;
import io.millrace.executor.runtime.ProcessState;
import io.millrace.executor.runtime.StateMemory;
import io.millrace.spi.checkpoint.OperatorState;
import io.millrace.state.TieredStateBackend;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.function.LongSupplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** One task's table with more rows than memory: how fast it is updated, how much memory the process takes, and that it is right. */
@Command(
        name = "beyond-memory",
        description = {
            "Makes a 96-byte row for each of many keys in one task's state, most of which do not fit --state-memory, and updates",
            "them, keys by Zipf 0.99 and all alike. Prints rows/s, how many had to be read from disk, the longest batch and the",
            "memory of the process at its highest; then compares every row with sums in plain arrays. Exit code 1 when one differs."
        },
        mixinStandardHelpOptions = true)
public final class BeyondMemoryBenchmark implements Callable<Integer> {

    private static final double SKEW = 0.99;
    private static final long SEED = 7;
    private static final long MIB = 1 << 20;
    private static final long GIB = 1 << 30;

    @Option(names = "--keys", paramLabel = "N", description = "How many. Default: ${DEFAULT-VALUE}.")
    private int keys = 10_000_000;

    @Option(
            names = "--state-memory",
            paramLabel = "SIZE",
            description = "As an executor's. Default: a tenth of what the rows take up.")
    private Optional<String> stateMemory = Optional.empty();

    @Option(names = "--seconds", paramLabel = "N", description = "Of either updates. Default: ${DEFAULT-VALUE}.")
    private int seconds = 30;

    @Option(
            names = "--flink",
            description = {
                "Has Flink with RocksDB do the same, in a process with --state-memory and a gigabyte. Fetches Flink first, and",
                "takes as long again."
            })
    private boolean flink;

    @Option(
            names = "--lists",
            description = {
                "Instead has a row appended for each key, as a side of a join keeps them, and looked up; every row that is found is",
                "compared."
            })
    private boolean lists;

    private long read;
    private long written;
    private final PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);

    /** For picocli. */
    public BeyondMemoryBenchmark() {}

    @Override
    public Integer call() throws Exception {
        long rowBytes = (long) keys * SpilledSums.ROW_BYTES;
        StateMemory memory = stateMemory.isPresent()
                ? StateMemory.parse(stateMemory.get(), Runtime.getRuntime().maxMemory())
                : new StateMemory(Math.max(StateMemory.LEAST, rowBytes / 10));
        out.printf(
                Locale.ROOT,
                "%,d rows of %d bytes, %,d MiB; --state-memory %s; heap of at most %,d MiB%n",
                keys,
                SpilledSums.ROW_BYTES,
                rowBytes / MIB,
                memory,
                Runtime.getRuntime().maxMemory() / MIB);
        return lists ? ofLists(memory) : ofSums(memory);
    }

    private int ofLists(StateMemory memory) throws Exception {
        try (ProcessState state = new ProcessState(memory, ProcessState.temporary());
                OperatorState own = state.backend().open("side", KeyGroupRange.ALL)) {
            SpilledLists side = new SpilledLists(own);
            head();
            print("appended", side.fill(keys), state.backend());
            print("Zipf 0.99", side.probe(zipf(), seconds * 1_000_000_000L), state.backend());
            print("all alike", side.probe(uniform(), seconds * 1_000_000_000L), state.backend());
            highest(memory);
            long wrong = side.wrong() + Math.abs(side.size() - keys);
            out.printf(Locale.ROOT, "Every row that was found was compared, %,d wrong%n", wrong);
            return wrong > 0 ? 1 : 0;
        }
    }

    private void head() {
        out.printf(
                Locale.ROOT,
                "%-12s %12s %12s %12s %12s %12s %12s%n",
                "",
                "rows/s",
                "CPU ns/row",
                "read/row",
                "written/row",
                "longest ms",
                "memory MiB");
    }

    private void highest(StateMemory memory) throws IOException {
        out.printf(
                Locale.ROOT,
                "The process had %,d MiB at its highest: %,d MiB more than --state-memory%n",
                resident("VmHWM") / MIB,
                (resident("VmHWM") - memory.bytes()) / MIB);
    }

    private int ofSums(StateMemory memory) throws Exception {
        long[] updates = new long[2];
        try (ProcessState state = new ProcessState(memory, ProcessState.temporary());
                OperatorState own = state.backend().open("sums", KeyGroupRange.ALL)) {
            SpilledSums sums = new SpilledSums(own);
            head();
            print("made", sums.fill(keys), state.backend());
            Rates skewed = sums.update(zipf(), keys, seconds * 1_000_000_000L);
            print("Zipf 0.99", skewed, state.backend());
            Rates uniform = sums.update(uniform(), keys, seconds * 1_000_000_000L);
            print("all alike", uniform, state.backend());
            updates[0] = skewed.rows();
            updates[1] = uniform.rows();
            highest(memory);
            long wrong = sums.compare(expected(updates));
            out.printf(Locale.ROOT, "%,d rows compared, %,d wrong%n", keys, wrong);
            if (wrong > 0) {
                return 1;
            }
        }
        if (flink) {
            besideFlink(memory);
        }
        return 0;
    }

    private void besideFlink(StateMemory memory) throws IOException, InterruptedException {
        Path files = Files.createTempDirectory("millrace-bench");
        try {
            new FlinkComparison(files.resolve("flink"), (memory.bytes() + GIB) / MIB, out).beyond(keys, seconds);
        } finally {
            StateBenchmark.delete(files);
        }
    }

    /** What was added to each key, computed otherwise: in an array, by the same numbers. */
    private long[] expected(long[] updates) {
        long[] expected = new long[keys];
        long number = 0;
        for (int key = 0; key < keys; key++) {
            expected[key] = number++;
        }
        List<LongSupplier> choices = List.of(zipf(), uniform());
        for (int part = 0; part < updates.length; part++) {
            for (long i = 0; i < updates[part]; i++) {
                expected[(int) choices.get(part).getAsLong()] += number++;
            }
        }
        return expected;
    }

    private LongSupplier zipf() {
        return new ZipfRanks(keys, SKEW, SEED)::next;
    }

    private LongSupplier uniform() {
        SplittableRandom random = new SplittableRandom(SEED);
        return () -> random.nextInt(keys);
    }

    private void print(String what, Rates rates, TieredStateBackend backend) throws IOException {
        out.printf(
                Locale.ROOT,
                "%-12s %,12.0f %,12.0f %12.3f %12.3f %12.1f %,12d%n",
                what,
                rates.perSecond(),
                rates.cpuNanos(),
                (double) (backend.rowsRead() - read) / rates.rows(),
                (double) (backend.rowsWritten() - written) / rates.rows(),
                rates.longestNanos() / 1e6,
                resident("VmRSS") / MIB);
        read = backend.rowsRead();
        written = backend.rowsWritten();
    }

    /** What the system says of this process, in bytes. */
    private static long resident(String name) throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
            if (line.startsWith(name + ":")) {
                return Long.parseLong(line.replaceAll("[^0-9]", "")) * 1_024;
            }
        }
        throw new IOException("The system does not tell " + name);
    }
}
