package io.millrace.benchmarks.flink;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongSupplier;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.datastream.DataStreamUtils;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;

/**
 * The program of the process: a source of keys, their sums in RocksDB, and nothing behind, in one chain of one task, so that no row
 * is written for another task. Prints a line for each measurement: what, rows per second, CPU nanoseconds of the process per row,
 * the longest batch in milliseconds, and of a checkpoint mebibytes and seconds, with tabs between.
 */
public final class FlinkSums {

    private static final double SKEW = 0.99;

    private final Path folder;
    private final long keys;
    private final long seconds;
    private final MiniCluster cluster;
    private final JobID job;

    private FlinkSums(Path folder, long keys, int managedMebibytes, long seconds, String from) throws Exception {
        this.folder = folder;
        this.keys = keys;
        this.seconds = seconds;
        Configuration configuration = new Configuration();
        Map.of(
                        "rest.bind-port", "0",
                        "taskmanager.memory.managed.size", managedMebibytes + "m",
                        "taskmanager.memory.network.min", "16m",
                        "taskmanager.memory.network.max", "16m",
                        "state.backend.type", "rocksdb",
                        "state.backend.rocksdb.localdir",
                                folder.resolve("rocksdb").toString(),
                        "execution.checkpointing.incremental", "true",
                        "execution.checkpointing.dir", checkpoints().toUri().toString())
                .forEach(configuration::setString);
        // Checkpoints begin when this program says so.
        configuration.setString("execution.checkpointing.interval", "10 d");
        configuration.setString("execution.checkpointing.externalized-checkpoint-retention", "RETAIN_ON_CANCELLATION");
        configuration.setString("pipeline.object-reuse", "true");
        configuration.setString("restart-strategy.type", "none");
        if (!from.isEmpty()) {
            configuration.setString("execution.state-recovery.path", from);
        }
        cluster = new MiniCluster(new MiniClusterConfiguration.Builder()
                .setConfiguration(configuration)
                .setNumTaskManagers(1)
                .setNumSlotsPerTaskManager(1)
                .build());
        cluster.start();
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment(configuration);
        environment.setParallelism(1);
        var rows = environment
                .fromSource(
                        new DataGeneratorSource<>(new SumsByKey.Keys(keys), Long.MAX_VALUE, Types.LONG),
                        WatermarkStrategy.noWatermarks(),
                        "keys")
                .uid("keys");
        DataStreamUtils.reinterpretAsKeyedStream(rows, key -> key, Types.LONG)
                .process(new SumsByKey())
                .returns(Types.LONG)
                .uid("sums")
                .sinkTo(new DiscardingSink<>())
                .uid("nothing");
        job = cluster.submitJob(environment.getStreamGraph().getJobGraph())
                .get()
                .getJobID();
    }

    /**
     * Runs one of three: {@code updates} FOLDER KEYS MANAGED-MIB SECONDS ROUNDS, as many keys as fit, with and without
     * checkpoints; {@code beyond} FOLDER KEYS MANAGED-MIB SECONDS, more than fit; {@code recover} FOLDER KEYS MANAGED-MIB
     * CHECKPOINT, prints a line after the first row.
     */
    public static void main(String[] arguments) {
        int exitCode = 1;
        try {
            Path folder = Path.of(arguments[1]);
            long keys = Long.parseLong(arguments[2]);
            int managed = Integer.parseInt(arguments[3]);
            switch (arguments[0]) {
                case "updates" ->
                    new FlinkSums(folder, keys, managed, Long.parseLong(arguments[4]), "")
                            .updates(Integer.parseInt(arguments[5]));
                case "beyond" -> new FlinkSums(folder, keys, managed, Long.parseLong(arguments[4]), "").beyond();
                case "recover" -> new FlinkSums(folder, keys, managed, 0, arguments[4]).recover();
                default -> throw new IllegalArgumentException(arguments[0]);
            }
            exitCode = 0;
        } catch (Throwable e) {
            e.printStackTrace(System.err);
        } finally {
            // As a loss would end it; nothing in it is worth an orderly end.
            Runtime.getRuntime().halt(exitCode);
        }
    }

    private Path checkpoints() {
        return folder.resolve("checkpoints");
    }

    private void updates(int rounds) throws Exception {
        fill();
        for (int share : new int[] {100, 1}) {
            String of = share == 1 ? "all keys" : "1 % of the keys";
            long touched = keys / share;
            for (int round = 0; round <= rounds; round++) {
                SumsByKey.Keys.choice = KeyChoice.uniform(round * touched % keys, touched);
                for (int turn = 0; turn < 2; turn++) {
                    boolean checkpoint = (round + turn) % 2 == 1;
                    cluster.triggerCheckpoint(job).get();
                    pass(Math.max(1, seconds / 5));
                    // The first round is to warm up.
                    measure(
                            round == 0 ? "warm-up" : of + (checkpoint ? ", checkpoints" : ", no checkpoints"),
                            checkpoint);
                }
            }
        }
        say("checkpoint", cluster.triggerCheckpoint(job).get());
    }

    private void beyond() throws Exception {
        fill();
        LongSupplier zipf = KeyChoice.zipf(keys, SKEW);
        for (boolean skewed : new boolean[] {true, false}) {
            SumsByKey.Keys.choice = skewed ? zipf : KeyChoice.uniform(0, keys);
            pass(seconds);
            measure(skewed ? "Zipf 0.99" : "all alike", false);
        }
    }

    private void recover() throws Exception {
        SumsByKey.Keys.choice = KeyChoice.uniform(0, keys);
        while (!SumsByKey.begun) {
            requireRunning();
            Thread.sleep(1);
        }
        say("row", Double.toString(cpuNanos() / 1e9));
    }

    /** A row for each key, and a full checkpoint. */
    private void fill() throws Exception {
        SumsByKey.Keys.choice = KeyChoice.uniform(0, keys);
        long begun = System.nanoTime();
        while (SumsByKey.rows < keys) {
            requireRunning();
            Thread.sleep(10);
        }
        say("made", Double.toString(keys / ((System.nanoTime() - begun) / 1e9)));
        pass(seconds);
        measure("first checkpoint", true);
    }

    private void requireRunning() throws Exception {
        if (cluster.getJobStatus(job).get().isTerminalState()) {
            throw new IllegalStateException(
                    "The job ended: " + cluster.requestJobResult(job).get().getSerializedThrowable());
        }
    }

    private void pass(long howLong) throws Exception {
        requireRunning();
        Thread.sleep(1_000 * howLong);
    }

    private void measure(String what, boolean checkpoint) throws Exception {
        SumsByKey.longest = 0;
        long rows = SumsByKey.rows;
        long cpu = cpuNanos();
        long begun = System.nanoTime();
        double took = 0;
        double mebibytes = 0;
        if (checkpoint) {
            cluster.triggerCheckpoint(job).get();
            took = (System.nanoTime() - begun) / 1e9;
            var statistics = cluster.getExecutionGraph(job).get().getCheckpointStatsSnapshot();
            mebibytes = statistics.getHistory().getLatestCompletedCheckpoint().getCheckpointedSize() / 1048576.0;
        }
        Thread.sleep(Math.max(0, 1_000 * seconds - (System.nanoTime() - begun) / 1_000_000));
        long done = SumsByKey.rows - rows;
        say(
                what,
                String.format(
                        Locale.ROOT,
                        "%.0f\t%.1f\t%.1f\t%.1f\t%.2f",
                        done / ((System.nanoTime() - begun) / 1e9),
                        (cpuNanos() - cpu) / (double) done,
                        SumsByKey.longest / 1e6,
                        mebibytes,
                        took));
    }

    private static long cpuNanos() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    }

    private static void say(String what, String result) {
        System.out.println(what + "\t" + result);
    }
}
